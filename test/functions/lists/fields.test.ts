import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, nextTime, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  for (const unit of [1, 2, 3]) await start(sites.observatory, unit, nextTime());
  await replicate(sites);
  for (const unit of [4, 5]) await start(sites.observatory, unit, nextTime());
});
afterAll(() => sites.close());

const get = (at: (typeof AT)[number], query: string) =>
  call(sites[at], 'GET', `/executed_obs_units?order=start_time&${query}`);

test.each(AT)('at %s an item has what was asked for, in that order, and always its id', async (at) => {
  const { items } = (await get(at, '')).body;
  const EXPECTED: [string, string[]][] = [
    ['fields=status', ['id', 'status']],
    ['fields=status,obs_unit_id', ['id', 'status', 'obs_unit_id']],
    ['fields=obs_unit_id&fields=status', ['id', 'obs_unit_id', 'status']],
    ['fields=status,id', ['status', 'id']],
    ['fields=id', ['id']],
    ['fields=status,status&fields=status', ['id', 'status']],
    ['fields=start_time', ['id', 'start_time']],
  ];
  for (const [query, names] of EXPECTED) {
    const { body } = await get(at, query);
    expect(body.items).toEqual(
      items.map((item: Record<string, unknown>) => Object.fromEntries(names.map((name) => [name, item[name]]))),
    );
    for (const item of body.items) expect(Object.keys(item)).toEqual(names);
  }
});

test.each(AT)('at %s pages go on by a column that is not shown', async (at) => {
  const seen: unknown[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await get(at, `fields=obs_unit_id&limit=2&total=true${next && `&cursor=${next}`}`);
    for (const item of body.items) expect(Object.keys(item)).toEqual(['id', 'obs_unit_id']);
    seen.push(...body.items.map(({ obs_unit_id }: { obs_unit_id: number }) => obs_unit_id));
    next = body.next_cursor;
  }
  expect(seen).toEqual(at === 'main' ? [1, 2, 3] : [1, 2, 3, 4, 5]);
});

test('what is pending is known by its id whatever is shown of it', async () => {
  const whole = (await get('observatory', '')).body.pending;
  expect(Object.keys(whole)).toHaveLength(2);
  expect((await get('observatory', 'fields=comment')).body.pending).toEqual(whole);
});

test('roles of users are a member like any other, looked up only when shown', async () => {
  const users = (query: string) => call(sites.main, 'GET', `/admin/users?order=username&${query}`, { role: 'admin' });
  expect((await users('fields=username,roles')).body.items[0]).toEqual({ id: 1, username: 'admin', roles: ['admin'] });
  expect((await users('fields=username')).body.items[0]).toEqual({ id: 1, username: 'admin' });
});

test.each(AT)('at %s 422 names all that are unknown, and those there are', async (at) => {
  const answer = await get(at, 'fields=colour,status&fields=,size');
  expectInvalid(answer, ['query.fields']);
  expect(answer.body.errors[0].detail).toMatch(
    /^has no "colour", "", "size"; there are id, obs_unit_id, .*updated_at$/,
  );
  for (const query of ['fields=', 'fields=*', 'fields=id%20', 'fields=constructor', 'fields=ops_fresh'])
    expectInvalid(await get(at, query), ['query.fields']);
});
