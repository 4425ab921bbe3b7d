import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { catalogue } from '../../../lib/entities/catalogue.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { ask, Follower } from './follower.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

test.each(AT)('at %s a garbled cursor, a wrong wait, limit or entity is named', async (at) => {
  const { cursor } = await Follower.begin(sites[at]);
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const wrong = (index: number, part: unknown) =>
    Buffer.from(JSON.stringify(parts.with(index, part))).toString('base64url');
  const [, [origin, xid, id]] = parts;
  const far = '18446744073709551616';
  for (const after of [
    'x',
    '',
    'bnVsbA',
    cursor.slice(0, -4),
    wrong(0, 2),
    wrong(1, [origin, far, id]),
    wrong(1, [origin, xid, 'x']),
    wrong(1, ['x', xid, id]),
    wrong(2, [`${far}-0`, 'a'.repeat(40)]),
    wrong(2, ['0', 'a'.repeat(40)]),
    wrong(3, ['queue', '1', id]),
    wrong(3, ['waiting', '(1', id]),
  ])
    expectInvalid(await ask(sites[at], { after }), ['query.after']);
  expectInvalid(await ask(sites[at], { wait_s: '26', limit: '0', what: '1' }), [
    'query.wait_s',
    'query.limit',
    'query.what',
  ]);
  expectInvalid(await ask(sites[at], { wait_s: '-1', limit: '501' }), ['query.wait_s', 'query.limit']);
  const strange = await ask(sites[at], { entity: 'weather' });
  expectInvalid(strange, ['query.entity']);
  for (const { name } of catalogue) expect(strange.body.detail).toContain(name);
});

test.each(AT)('at %s who may not read observations, or an entity asked for by name, is refused', async (at) => {
  expectProblem(await ask(sites[at], {}, { authorization: '' }), 'auth.required');
  const narrow = { name: 'narrow', scopes: ['write:transfers'] };
  const { token } = (await call(sites[at], 'POST', '/api/tokens', { role: 'admin', body: narrow })).body;
  expectProblem(await ask(sites[at], {}, { authorization: `Bearer ${token}` }), 'auth.forbidden');
  const refused = await ask(sites[at], { entity: 'api_token' }, { role: 'viewer' });
  expectProblem(refused, 'auth.forbidden');
  expect(refused.body.permission).toBe('manage:users');
  expect((await ask(sites[at], { entity: 'api_token' }, { role: 'admin' })).status).toBe(200);
});

test('a cursor of Cologne is good at the mountain, which may still be behind it; one that Cologne cannot have given is not', async () => {
  const { cursor } = await Follower.begin(sites.main);
  expect((await ask(sites.observatory, { after: cursor })).status).toBe(200);
  const [form, [origin, xid, id], ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const ahead = [form, [origin, String(BigInt(xid) + 1_000_000n), id], ...rest];
  const after = Buffer.from(JSON.stringify(ahead)).toString('base64url');
  expect((await ask(sites.observatory, { after })).body.items).toEqual([]);
  expectProblem(await ask(sites.main, { after }), 'cursor.expired');
});

test('a cursor of Cologne is good at the mountain, which may still be behind it; one that Cologne cannot have given is not', async () => {
  const { cursor } = await Follower.begin(sites.main);
  expect((await ask(sites.observatory, { after: cursor })).status).toBe(200);
  const [form, [origin, xid, id], ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const ahead = [form, [origin, String(BigInt(xid) + 1_000_000n), id], ...rest];
  const after = Buffer.from(JSON.stringify(ahead)).toString('base64url');
  expect((await ask(sites.observatory, { after })).body.items).toEqual([]);
  expectProblem(await ask(sites.main, { after }), 'cursor.expired');
});

test.each(AT)('at %s a cursor of another database is told so, and to begin anew', async (at) => {
  const { cursor } = await Follower.begin(sites[at]);
  const [form, [origin, xid, id], ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const [system, timeline, database] = origin.split('/');
  for (const other of [`1${system}`.slice(0, 20), `${system}/00000009/${database}`, `${system}/${timeline}/1`]) {
    const parts = other.split('/').length === 1 ? `${other}/${timeline}/${database}` : other;
    const after = Buffer.from(JSON.stringify([form, [parts, xid, id], ...rest])).toString('base64url');
    expectProblem(await ask(sites[at], { after }), 'cursor.expired');
  }
});
