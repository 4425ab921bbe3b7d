import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { finish, start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';

let sites: Sites;
let first: string | number;
const hour = (n: number) => `2026-11-21T${String(n).padStart(2, '0')}:00:00Z`;
/** Nine executions of three units: five have arrived, four are pending, one of those that arrived is pending a change. */
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  for (let n = 0; n < 9; n++) {
    if (n === 5) await replicate(sites);
    const { id } = await start(sites.observatory, 1 + (n % 3), hour(n));
    if (n === 4 || n === 8) await finish(sites.observatory, id);
    if (n === 0) first = id;
  }
  await finish(sites.observatory, first, 'aborted');
});
afterAll(() => sites.close());

const get = (at: (typeof AT)[number], query: string) => call(sites[at], 'GET', `/executed_obs_units?${query}`);

describe('all that match are counted, on whichever page one is', () => {
  const COUNTED: [query: string, observatory: number, main: number][] = [
    ['', 9, 5],
    ['status=running', 6, 4],
    ['status=completed', 2, 1],
    ['status=aborted', 1, 0],
    ['obs_unit_id=1', 3, 2],
    ['end_time=null', 6, 4],
    [`start_time_gte=${hour(3)}&start_time_lt=${hour(7)}`, 4, 2],
    ['executed_by=nobody', 0, 0],
    ['id=0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1', 0, 0],
  ];
  test.each(COUNTED)('%s', async (query, observatory, main) => {
    for (const [at, count] of [
      ['observatory', observatory],
      ['main', main],
    ] as const)
      for (const order of ['start_time', '-created_at'])
        for (const limit of [1, 2, 500]) {
          const items: unknown[] = [];
          for (let next: string | null = ''; next !== null; ) {
            const { status, body } = await get(
              at,
              `${query}&order=${order}&limit=${limit}&total=true${next && `&cursor=${next}`}`,
            );
            expect([status, body.total]).toEqual([200, count]);
            items.push(...body.items);
            next = body.next_cursor;
          }
          expect(items).toHaveLength(count);
        }
  });
});

test.each(AT)('at %s a page is the same with and without it, in content and in order', async (at) => {
  for (const query of ['limit=3', 'limit=3&order=start_time', 'obs_unit_id=2&limit=1', 'order=created_at']) {
    const { total, ...page } = (await get(at, `${query}&total=true`)).body;
    expect(total).toBeGreaterThan(1);
    expect((await get(at, query)).body).toEqual(page);
    expect((await get(at, `${query}&total=false`)).body).toEqual(page);
  }
});

test.each(AT)('at %s behind the last record there is nothing, and still a total', async (at) => {
  const write = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const cursor = write(['start_time', '9999-01-01T00:00:00Z', '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1']);
  const { body } = await get(at, `order=start_time&cursor=${cursor}&total=true`);
  expect(body).toEqual({ items: [], next_cursor: null, complete: true, pending: {}, total: at === 'main' ? 5 : 9 });
});

test('422: it is asked for or it is not', async () => {
  for (const at of AT)
    for (const total of ['', '1', 'yes', 'true&total=true'])
      expectInvalid(await get(at, `total=${total}`), ['query.total']);
});
