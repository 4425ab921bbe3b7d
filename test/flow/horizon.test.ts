import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { query } from '../../infra/servers/postgres.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import type { Receipt } from '../../lib/model/transaction.ts';
import { finish, start } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

/** Observations per round, each started in one round and finished in the next, as a long one is. */
const PER_ROUND = 100;
const ROUNDS = 4;
/** Rows of earlier months: on tables of a few pages PostgreSQL reads all instead of using indexes. */
const OLD = 20_000;

let servers: Servers;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  // Vacuum is asked for by this test, where it matters; what it reads would be counted with the rest.
  await query(servers.urls.main_database, 'alter system set autovacuum = off');
  await query(servers.urls.main_database, 'select pg_reload_conf()');
});
afterAll(() => servers.stop());

interface Work {
  /** Buffers of tables and indexes touched. */
  buffers: number;
  ledger: number;
  inserted: number;
  updated: number;
}

const WORK = `select sum(coalesce(heap_blks_hit + heap_blks_read, 0) + coalesce(idx_blks_hit + idx_blks_read, 0)
    + coalesce(toast_blks_hit + toast_blks_read, 0) + coalesce(tidx_blks_hit + tidx_blks_read, 0))::float8 as buffers,
  (select n_tup_ins::float8 from pg_stat_user_tables where relname = 'ledger') as ledger,
  (select n_tup_ins::float8 from pg_stat_user_tables where relname = 'executed_obs_unit') as inserted,
  (select n_tup_upd::float8 from pg_stat_user_tables where relname = 'executed_obs_unit') as updated
  from pg_statio_user_tables`;

/** What main has done so far, when it has counted everything: a session counts when it ends, or some time later. */
async function workOf(sites: Sites, expected: Omit<Work, 'buffers'>): Promise<Work> {
  const work = async () => (await sites.sql(WORK))[0] as unknown as Work;
  let last = await work();
  await until(async () => {
    const before = last;
    last = await work();
    expect(last).toMatchObject(expected);
    return last.buffers === before.buffers;
  });
  return last;
}

/** Makes the tables as long as after months: more of the one observation they have, each at another time. */
async function age(sites: Sites): Promise<void> {
  const { id } = await start(sites.observatory, 1, '2025-12-31T00:00:00Z');
  await drain(sites.observatory);
  const old = `from generate_series(1, ${OLD}) as n`;
  const more = (table: string, values: string) =>
    sites.sql(
      `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${values}))).* ${old}, ${table} as t`,
    );
  await more('executed_obs_unit', `'id', gen_random_uuid(), 'start_time', t.start_time - n * interval '1 hour'`);
  await more('ledger', `'transaction_id', gen_random_uuid(), 'site', 'earlier', 'sequence', n`);
  await finish(sites.observatory, id);
  await drain(sites.observatory);
  await sites.sql('vacuum analyze');
}

/** Buffers touched per transaction, round by round; each round starts observations and finishes those of the round before. */
async function rounds(sites: Sites, between: () => Promise<unknown>): Promise<number[]> {
  const counts = { ledger: 2 + OLD, inserted: 1 + OLD, updated: 1 };
  const costs: number[] = [];
  let running: Receipt[] = [];
  let before = await workOf(sites, counts);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { id } of running) await finish(sites.observatory, id);
    counts.updated += running.length;
    running = [];
    for (let n = 0; n < PER_ROUND; n++) {
      const second = Date.UTC(2026, 0, 1 + round) + n * 1_000;
      running.push(await start(sites.observatory, 1 + (n % 8), new Date(second).toISOString()));
    }
    counts.inserted += PER_ROUND;
    const sent = counts.inserted + counts.updated - counts.ledger;
    counts.ledger += sent;
    expect(await drain(sites.observatory)).toMatchObject({ applied: sent, pending: 0, error: null });
    const after = await workOf(sites, counts);
    costs.push((after.buffers - before.buffers) / sent);
    await between();
    before = await workOf(sites, counts);
  }
  return costs;
}

test('applying costs main the same, within 10 %, while the vacuum horizon is held for a replica that is away', async () => {
  const free = await openSites(servers.urls);
  const held = await openSites(servers.urls);
  try {
    const vacuum = (sites: Sites) => () => sites.sqlOnMain('vacuum');
    await age(free);
    await age(held);
    await held.replayed();
    const fine = await rounds(free, vacuum(free));

    // A query on the replica holds main's horizon by feedback; the replica goes, and its slot keeps the horizon.
    const reader = new pg.Client({ connectionString: servers.urls.replica_database });
    reader.on('error', () => {});
    await reader.connect();
    await reader.query('begin isolation level repeatable read');
    await reader.query('select count(*) from pg_class');
    const [snapshot] = (await reader.query('select pg_snapshot_xmin(pg_current_snapshot())::text as xmin')).rows;
    const horizon = async () => {
      const [slot] = await query(
        servers.urls.main_database,
        'select xmin::text, active from pg_replication_slots where slot_name = $1',
        ['observatory'],
      );
      return slot;
    };
    await until(async () => (await horizon())?.xmin === snapshot?.xmin);
    await servers.replica_database.stop('kill');
    await until(async () => (await horizon())?.active === false);

    const away = await rounds(held, vacuum(held));
    // It was held throughout: nothing that died since could be removed.
    expect((await horizon())?.xmin).toBe(snapshot?.xmin);
    const dead = `select pg_stat_force_next_flush(), n_dead_tup::int as dead from pg_stat_user_tables where relname = 'executed_obs_unit'`;
    expect((await held.sqlOnMain(dead))[0]?.dead).toBe(PER_ROUND * (ROUNDS - 1));
    // There the horizon followed, about a second behind: at most the last two rounds have not been removed.
    expect((await free.sqlOnMain(dead))[0]?.dead).toBeLessThanOrEqual(2 * PER_ROUND);

    for (const [round, cost] of away.entries()) {
      expect(cost / (fine[round] ?? 0)).toBeLessThan(1.1);
      // The second round is the first that finishes observations.
      if (round > 1) expect(cost / (away[1] ?? 0)).toBeLessThan(1.1);
    }
    for (const sites of [free, held])
      expect(
        await sites.sql(
          `select relname::text, n_tup_upd::int, n_tup_del::int, n_dead_tup::int from pg_stat_user_tables
            where relname in ('arrival', 'ledger') order by relname`,
        ),
      ).toEqual([
        { relname: 'arrival', n_tup_upd: 0, n_tup_del: 0, n_dead_tup: 0 },
        { relname: 'ledger', n_tup_upd: 0, n_tup_del: 0, n_dead_tup: 0 },
      ]);
  } finally {
    await servers.replica_database.start().catch(() => {});
    await Promise.all([free.close(), held.close()]);
  }
}, 180_000);
