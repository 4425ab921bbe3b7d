import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { planned, update } from '../../support/outboxes.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { ask, Follower } from './follower.ts';

/** What an action's answer may have, with room for what the runtime adds. */
const LARGEST_ANSWER = 700_000;
const TRANSACTIONS = 30;
const IDS = 1_000;

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

/** Rows of the ledger that each change as many records as one call may. */
const LEDGER = `insert into ledger (transaction_id, site, lane, outcome, fingerprint, digest, endpoint, user_id, attempts, accepted_at,
    applied_at, acts, changes)
  select gen_random_uuid(), 'elsewhere', 'raw_data_file:' || n, 'applied', 'f', 'd', 'test', 1, 1, now(), now(), '[]',
    jsonb_build_array(jsonb_build_object('entity', 'raw_data_file', 'operation', 'update',
      'ids', (select jsonb_agg(gen_random_uuid()) from generate_series(1, $2::int) where n > 0)))
  from generate_series(1, $1::int) as n`;

/** The longest answer in characters, and how many events came, once there are so many. */
async function followed(follower: Follower, count: number): Promise<{ longest: number; ids: number }> {
  let longest = 0;
  while (follower.seen.length < count) {
    const answer = await follower.next({ limit: '500', wait_s: '5' });
    longest = Math.max(longest, JSON.stringify(answer).length);
  }
  expect(await follower.catchUp()).toEqual([]);
  return {
    longest,
    ids: new Set(follower.seen.flatMap(({ changes }) => changes.flatMap((change) => change.ids))).size,
  };
}

test('an answer stays below what a runtime takes, however much has changed, and all of it comes', async () => {
  const mountain = await Follower.begin(sites.observatory);
  const cologne = await Follower.begin(sites.main);
  await sites.sql(LEDGER, [TRANSACTIONS, IDS]);
  const outbox = sites.observatory.buffer?.outbox ?? expect.fail();
  for (let n = 0; n < TRANSACTIONS; n++) {
    const ids = Array.from({ length: IDS }, () => sites.main.clock.uuid());
    const steps = ids.map((id) => update(id, 'x', 'raw_data_file'));
    const { transaction, plan } = planned(steps, [], sites.main.clock.uuid());
    await outbox.append(transaction, plan, { transactions: 1_000, bytes: 1_000_000_000 });
  }
  for (const [follower, count] of [
    [cologne, TRANSACTIONS],
    [mountain, 2 * TRANSACTIONS],
  ] as const) {
    const { longest, ids } = await followed(follower, count);
    expect(longest).toBeLessThan(LARGEST_ANSWER);
    expect([follower.seen.length, ids]).toEqual([count, count * IDS]);
  }
});

test.each(AT)('at %s a look reads a stretch of the index, however long the ledger is', async (at) => {
  await sites.sql(LEDGER, [20_000, 1]);
  await sites.sql('vacuum analyze ledger');
  const { cursor } = await Follower.begin(sites[at]);
  const pipeline = vi.spyOn(sites[at].local, 'pipeline');
  expect((await ask(sites[at], { after: cursor })).status).toBe(200);
  const queries = pipeline.mock.calls.flatMap(([asked]) => asked);
  pipeline.mockRestore();
  const ledger = queries.filter(({ sql }) => /from public\.ledger/.test(sql));
  expect(ledger).toHaveLength(2);
  for (const { sql, params } of ledger) {
    const plan = (await sites.sql(`explain ${sql}`, params)).map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan using ledger_\w+ on (public\.)?ledger/);
    expect(plan).not.toContain('Seq Scan');
  }
});
