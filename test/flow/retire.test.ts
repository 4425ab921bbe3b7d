import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { DrainConnection } from '../../lib/database/apply.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { finish, start } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

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

const outbox = () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).outbox;

test('a change whose predecessor was not settled yet waits for it, so that without the replica nothing older is shown', async () => {
  const { id } = await start(sites.observatory);
  await finish(sites.observatory, id, 'failed');
  const entries = await outbox().next(0, 10, Date.now());
  const connection = new DrainConnection({
    url: sites.observatory.config.MAIN_DATABASE_URL,
    connect_timeout_ms: 2_000,
    call_timeout_ms: 5_000,
  });
  await connection.open();
  const settle = async (entry: (typeof entries)[number] | undefined) => {
    const { origin, lsn } = await connection.call(entry === undefined ? [] : [entry.text]);
    const applied = { id: entry?.id ?? '', verdict: 'applied' as const, lsn, error: '', retry_at: 0 };
    await outbox().settle([applied], '2026-11-21T03:00:00Z', origin);
  };
  try {
    const [begun = expect.fail(), ended = expect.fail()] = entries;
    // Main applies both; the answer to the first is lost, that to the second is not.
    await connection.call([begun.text]);
    await settle(ended);
    await sites.replayed();
    expect(await retire(sites.observatory)).toMatchObject({ retired: 0 });
    // The first is sent again, much later in the log.
    await sites.sql(`select pg_logical_emit_message(false, 'filler', repeat('x', 100000), true)`);
    await settle(begun);
    const [first, second] = await outbox().standings([begun.id, ended.id]);
    expect(first?.lsn).toBe(second?.lsn);

    const read = () => call(sites.observatory, 'GET', `/executed_obs_units/by-id/${id}`);
    expect((await read()).body).toMatchObject({ id, status: 'failed' });
    await servers.replica_database.stop('kill');
    expect((await read()).body).toMatchObject({ id, status: 'failed' });
    await servers.replica_database.start();
    await until(async () => (await retire(sites.observatory)).unreplicated === 0);
    expect((await read()).body).toMatchObject({ id, status: 'failed' });
  } finally {
    connection.close();
  }
});
