import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { openSite } from '../../lib/flow/site.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { finish, start, startMany } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir, 20);
  // A replica that has been stopped answers nothing.
  sites = await openSites(servers.urls, { LOCAL_TIMEOUT_MS: '1200' });
});
afterAll(async () => {
  await sites.close();
  await servers.stop();
});

/** Ids of this site's ledger in the order they were applied, and how many there are of each. */
const ledgerOrder = async () =>
  (
    await sites.sql('select transaction_id from ledger where site = $1 order by applied_at, sequence', [
      sites.observatory.config.SITE_NAME,
    ])
  ).map((row) => row.transaction_id);

async function expectAllOnceInOrder(receipts: { transaction_id: string }[]): Promise<void> {
  const order = await ledgerOrder();
  const ids = receipts.map(({ transaction_id }) => transaction_id);
  expect(order.filter((id) => ids.includes(String(id)))).toEqual(ids);
}

test('a thousand transactions cross the link in four calls, several in flight, once and in order', async () => {
  const receipts = await startMany(sites.observatory, 1_000);
  const report = await drain(sites.observatory);
  expect(report).toMatchObject({ calls: 4, sent: 1_000, applied: 1_000, pending: 0, error: null });
  expect(report.most_in_flight).toBeGreaterThan(1);
  await expectAllOnceInOrder(receipts);
});

test('a link that breaks again and again in the middle of a drain loses nothing and doubles nothing', async () => {
  const receipts = await startMany(sites.observatory, 300);
  const small = { ...sites.observatory, config: { ...sites.observatory.config, DRAIN_BATCH_SIZE: 10 } };
  let broken = 0;
  for (let pending = 300; pending > 0; ) {
    const running = drain(small);
    // Broken when main has committed something of this run, whose answer is then on its way.
    const seen = (await ledgerOrder()).length;
    if (broken < 5) {
      await until(async () => (await ledgerOrder()).length > seen);
      servers.link.reset();
      broken += 1;
    }
    pending = (await running).pending;
  }
  expect(broken).toBe(5);
  await expectAllOnceInOrder(receipts);
});

test('two drainers at once apply everything once', async () => {
  const receipts = await startMany(sites.observatory, 200);
  // A volatile Redis of its own: the second drainer does not see the first one's lease.
  const config = {
    ...sites.observatory.config,
    VOLATILE_REDIS_URL: `${servers.urls.volatile_redis}/1`,
    DRAIN_BATCH_SIZE: 20,
  };
  const second = openSite(config, { log: silentLog });
  const reports = await Promise.all([drain(sites.observatory), drain(second)]);
  for (const { sent } of reports) expect(sent).toBeGreaterThan(0);
  await second.close();
  await expectAllOnceInOrder(receipts);
});

test('a time-out in one call lets no later step of the lane pass it, although the next call is in flight', async () => {
  const begun = await start(sites.observatory, 3);
  const ended = await finish(sites.observatory, begun.id);
  const other = await start(sites.observatory, 4);
  const config = { ...sites.observatory.config, DRAIN_BATCH_SIZE: 1, LINK_CALL_TIMEOUT_MS: 1_000 };
  // Somebody on main holds the row the first call refers to: its insert times out.
  const release = await holdLock('select from obs_unit where id = 3 for update');
  const report = await drain({ ...sites.observatory, config });
  expect(report).toMatchObject({ calls: 3, applied: 1, refused: 0, fault: 1, pending: 1 });
  expect(await ledgerOrder()).not.toContain(begun.transaction_id);
  expect(await ledgerOrder()).not.toContain(ended.transaction_id);
  expect(await ledgerOrder()).toContain(other.transaction_id);
  // It waits before it is tried again, a little longer each time, and what is due later keeps nobody up.
  const { stats, outbox } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  const { postponed, next_attempt_ms = 0 } = await stats.counts();
  expect([postponed, next_attempt_ms > Date.parse(report.started_at)]).toEqual([1, true]);
  expect(
    await drain({ ...sites.observatory, clock: { ...sites.observatory.clock, now: () => next_attempt_ms - 1 } }),
  ).toMatchObject({ sent: 0, pending: 1 });
  expect((await outbox.next(0, 10, next_attempt_ms)).map(({ id, faults }) => [id, faults])).toEqual([
    [begun.transaction_id, 1],
  ]);
  servers.link.down();
  const impatient = { ...config, LINK_CONNECT_TIMEOUT_MS: 100 };
  const later = {
    ...sites.observatory,
    config: impatient,
    clock: { ...sites.observatory.clock, now: () => next_attempt_ms },
  };
  expect(await drain(later)).toMatchObject({ link: 'down', pending: 1 });
  servers.link.up();
  expect(await stats.counts()).toMatchObject({ postponed: 0 });
  await release();
  await until(async () => (await drain(sites.observatory)).pending === 0);
  const [row] = await sites.sql('select status from executed_obs_unit where id = $1', [begun.id]);
  expect(row).toEqual({ status: 'completed' });
  await expectAllOnceInOrder([begun, ended]);
});

test('what main refuses is kept with its reason and holds only its successors', async () => {
  const refused = await start(sites.observatory, 9);
  const held = await finish(sites.observatory, refused.id);
  const other = await start(sites.observatory, 5);
  await sites.sql('delete from obs_unit where id = 9');
  await drain(sites.observatory);
  const { stats } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  expect((await stats.failed(0, 10)).letters).toMatchObject([
    {
      transaction_id: refused.transaction_id,
      state: 'dead',
      attempts: 1,
      error: {
        reason: 'executed_obs_unit refers by obs_unit_id to a record that does not exist on main.',
        sqlstate: '23503',
      },
    },
    { transaction_id: held.transaction_id, state: 'held', attempts: 0, error: { waits_for: [refused.transaction_id] } },
  ]);
  expect(await ledgerOrder()).toContain(other.transaction_id);
  expect(await drain(sites.observatory)).toMatchObject({ sent: 0, pending: 0 });
  const late = await finish(sites.observatory, other.id);
  expect(await drain(sites.observatory)).toMatchObject({ sent: 1, applied: 1 });
  expect(await ledgerOrder()).toContain(late.transaction_id);
});

test('an applied transaction leaves the overlay when it is replicated and not before', async () => {
  servers.link.delay(0);
  const receipt = await start(sites.observatory, 6);
  const { outbox } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  const state = async () => (await outbox.standing(receipt.transaction_id))?.state;
  await retire(sites.observatory);
  expect(await state()).toBe('buffered');
  servers.replica_database.pause();
  await drain(sites.observatory);
  expect(await retire(sites.observatory)).toMatchObject({ retired: 0, replica: 'down' });
  expect(await state()).toBe('applied');
  servers.replica_database.resume();
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  expect(await state()).toBe('replicated');
});

/** Holds a lock on main in a session of its own until released. */
async function holdLock(sql: string): Promise<() => Promise<void>> {
  const pg = await import('pg');
  const client = new pg.default.Client({ connectionString: sites.main.config.MAIN_DATABASE_URL });
  await client.connect();
  await client.query('begin');
  await client.query(sql);
  return () => client.end();
}
