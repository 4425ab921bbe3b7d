import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { query } from '../../infra/servers/postgres.ts';
import { type Servers, startReplica } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { start } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

const MB = 1024 ** 2;
const LIMIT_BYTES = 64 * MB;

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls, { BREAKER_MS: '0' });
});
afterAll(async () => {
  await sites.close();
  await servers.stop();
});

const main = (sql: string, values?: unknown[]) => query(servers.urls.main_database, sql, values);
const slot = async (at: 'main' | 'observatory' = 'main') => {
  const { slots } = (await call(sites[at], 'GET', '/replication/status')).body;
  expect(slots).toHaveLength(1);
  return slots[0];
};
const health = async () => (await call(sites.main, 'GET', '/health')).body;
/** Writes WAL that means nothing. */
const writeWal = (megabytes: number) =>
  main(`select pg_logical_emit_message(false, 'filler', repeat('x', ${MB}), true) from generate_series(1, $1::int)`, [
    megabytes,
  ]);

test('while the replica follows, its slot has all the headroom there is, as both sites tell', async () => {
  await sites.replayed();
  const reserved = { name: 'observatory', active: true, wal_status: 'reserved', limit_bytes: 1024 * MB };
  expect(await slot('observatory')).toMatchObject(reserved);
  const { headroom_bytes, ...rest } = await slot();
  expect(rest).toMatchObject(reserved);
  expect(headroom_bytes).toBeGreaterThan(0.9 * 1024 * MB);
  expect(await health()).toMatchObject({ status: 'healthy', warnings: [] });
});

test('while the replica is away, main tells how much WAL it keeps and still can, warns in time, and says when it has given up', async () => {
  const { id } = await start(sites.observatory);
  await servers.replica_database.stop('fast');
  await drain(sites.observatory);
  await main(`alter system set max_slot_wal_keep_size = '${LIMIT_BYTES / MB}MB'`);
  await main('select pg_reload_conf()');
  await until(async () => (await slot()).limit_bytes === LIMIT_BYTES);

  await writeWal(20);
  const early = await slot();
  expect(early).toMatchObject({ active: false, wal_status: 'reserved' });
  expect(early.retained_bytes).toBeGreaterThan(20 * MB);
  expect(early.headroom_bytes).toBeGreaterThan(0.25 * LIMIT_BYTES);
  expect(await health()).toMatchObject({ status: 'healthy', warnings: [] });

  // Little by little, until a quarter of the limit is left.
  for (let written = 0; written < 20 && (await slot()).headroom_bytes >= 0.25 * LIMIT_BYTES; written++)
    await writeWal(4);
  const late = await slot();
  expect(late.wal_status).toBe('reserved');
  expect(late.headroom_bytes).toBeGreaterThan(0);
  expect(late.headroom_bytes + late.retained_bytes).toBeLessThan(LIMIT_BYTES + 2 * 16 * MB);
  expect(await health()).toMatchObject({
    status: 'degraded',
    recording: true,
    warnings: [expect.stringMatching(/observatory: its replica is away, and in \d+ MB of WAL main gives up/)],
  });

  await writeWal(40);
  expect(await slot()).toMatchObject({ wal_status: 'unreserved', headroom_bytes: 0 });
  expect((await health()).warnings).toEqual([expect.stringMatching(/gives up on its replica at the next checkpoint/)]);

  await main('checkpoint');
  await until(async () => (await slot()).wal_status === 'lost');
  expect(await slot()).toMatchObject({ headroom_bytes: 0, active: false });
  expect(await health()).toMatchObject({
    status: 'degraded',
    warnings: [expect.stringMatching(/rebuild the replica/)],
  });
  // Nothing depends on the slot: what was recorded is on main and is still shown at the site.
  const read = `/executed_obs_units/by-id/${id}`;
  expect((await call(sites.main, 'GET', read)).status).toBe(200);
  expect((await call(sites.observatory, 'GET', read)).status).toBe(200);
});

test('a replica whose slot is lost is made anew when it is started, and nothing is missing', async () => {
  const { id } = await start(sites.observatory, 2);
  await main('alter system reset max_slot_wal_keep_size');
  await main('select pg_reload_conf()');
  await startReplica(servers);
  await drain(sites.observatory);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  expect(await slot()).toMatchObject({ active: true, wal_status: 'reserved' });
  expect((await health()).warnings).toEqual([]);
  const answer = await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${id}`);
  expect([answer.status, answer.headers.get('opsdb-overlay')]).toEqual([200, '0']);
  expect((await call(sites.observatory, 'GET', '/executed_obs_units')).body.items).toHaveLength(2);
});
