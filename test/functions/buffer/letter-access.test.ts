import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { expectProblem } from '../expect.ts';
import { doom, drainAll, WHY } from './doomed.ts';

let sites: Sites;
/** A dead letter about a user, and one about an observation. */
let about_user: string;
let about_observation: string;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  await sites.sql(`insert into "user" (id, username, email) values (800, 'gone', 'gone@example.org')`);
  const answer = await call(sites.observatory, 'PATCH', '/admin/users/800', {
    role: 'admin',
    body: { email: 'private@example.org' },
  });
  await sites.sql('delete from "user" where id = 800');
  await drainAll(sites);
  about_user = answer.body.transaction_id;
  about_observation = (await doom(sites, 800)).start.transaction_id;
});
afterAll(() => sites.close());

const ask = (role: 'admin' | 'observer' | 'viewer', method: string, path: string, body?: object) =>
  call(sites.observatory, method, `/buffer/failed/${path}`, { role, ...(body && { body }) });

describe('200', () => {
  test.each(['observer', 'viewer'] as const)('a %s sees that a user is changed, and nothing of it', async (role) => {
    const one = await ask(role, 'GET', about_user);
    expect(one).toMatchObject({
      status: 200,
      body: { state: 'dead', steps: [{ entity: 'user', id: 800, patch: {} }, {}] },
    });
    const all = await call(sites.observatory, 'GET', '/buffer/failed', { role });
    for (const { body } of [one, all]) expect(JSON.stringify(body)).not.toContain('private@example.org');
    expect(JSON.stringify(all.body)).toContain('"obs_unit_id":800');
  });

  test('an administrator sees what it would do, and decides', async () => {
    expect(JSON.stringify((await ask('admin', 'GET', about_user)).body)).toContain('private@example.org');
  });

  test('sending all again leaves alone what the caller may not decide about', async () => {
    expect((await ask('observer', 'POST', 'retry-all', { reason: WHY })).body).toEqual({
      retried: [about_observation],
      next_cursor: null,
    });
    await drainAll(sites);
    const { retried } = (await ask('admin', 'POST', 'retry-all', { reason: WHY })).body;
    expect(retried).toEqual([about_user, about_observation]);
    await drainAll(sites);
    const { items } = (await call(sites.observatory, 'GET', '/audit?act=letter.retry_all', { role: 'admin' })).body;
    expect(items).toMatchObject([
      { username: 'admin', details: { reason: WHY, retried } },
      { username: 'observer', details: { reason: WHY, retried: [about_observation] } },
    ]);
  });
});

describe('403', () => {
  test.each([
    ['POST', '/retry', { reason: WHY }],
    ['DELETE', '', { reason: WHY }],
    ['PATCH', '', { reason: WHY, values: { username: 'observer', is_active: true } }],
  ])('who keeps the buffer going decides nothing about users: %s %s', async (method, path, body) => {
    const before = (await ask('admin', 'GET', about_user)).body;
    const answer = await ask('observer', method, `${about_user}${path}`, body);
    expectProblem(answer, 'auth.forbidden');
    expect(answer.body.permission).toBe('manage:users');
    expect((await ask('admin', 'GET', about_user)).body).toEqual(before);
  });
});
