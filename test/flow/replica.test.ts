import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { submit } from '../../lib/flow/submit.ts';
import { call } from '../support/api.ts';
import { start } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls, { BREAKER_MS: '0' });
});
afterAll(async () => {
  servers.link.up();
  await sites.close();
  await servers.stop();
});

const read = (id: string | number) => call(sites.observatory, 'GET', `/executed_obs_units/by-id/${id}`);

test('a replica that comes back behind what it has served before is not believed until it has caught up', async () => {
  // Its data of a moment ago, as a restored disk or a crash before a restart point would bring them back.
  const { data } = servers.replica;
  await servers.replica_database.stop('fast');
  copy(data, `${data}_old`);
  await servers.replica_database.start();

  const { id } = await start(sites.observatory);
  await drain(sites.observatory);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  expect((await read(id)).status).toBe(200);

  servers.link.down();
  await servers.replica_database.stop('kill');
  rmSync(data, { recursive: true });
  copy(`${data}_old`, data);
  await servers.replica_database.start();
  const behind = await read(id);
  expect(behind).toMatchObject({ status: 503, body: { code: 'database.unavailable' } });
  expect((await call(sites.observatory, 'GET', '/executed_obs_units')).status).toBe(503);
  // It may have known this one; better no answer than `unknown`.
  const asked = { body: { transaction_ids: ['0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1'] } };
  expect((await call(sites.observatory, 'POST', '/buffer/transactions/lookup', asked)).status).toBe(503);
  expect(
    (await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 2 } })).status,
  ).toBe(201);

  servers.link.up();
  await until(async () => (await read(id)).status === 200);
});

test('a replica rebuilt from main serves everything that was retired', async () => {
  const { id } = await start(sites.observatory, 4);
  await drain(sites.observatory);
  await servers.rebuildReplica();
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  const answer = await read(id);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('opsdb-overlay')).toBe('0');
});

test('while the replica is away recordings succeed, what is pending answers by id, and nothing else is guessed', async () => {
  const { id } = await start(sites.observatory, 5);
  expect((await read(id)).status).toBe(200);
  await servers.replica_database.stop('kill');
  expect(
    (await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 6 } })).status,
  ).toBe(201);
  expect(
    (await call(sites.observatory, 'PUT', `/executed_obs_units/${id}/finish`, { body: { status: 'completed' } }))
      .status,
  ).toBe(200);
  expect(await read(id)).toMatchObject({ status: 200, body: { id, status: 'completed' } });
  expect((await call(sites.observatory, 'GET', '/executed_obs_units')).status).toBe(503);
  expect((await call(sites.observatory, 'GET', '/health')).body).toMatchObject({
    status: 'degraded',
    recording: true,
    database: 'unreachable',
  });
  await servers.replica_database.start();
  expect(await drain(sites.observatory)).toMatchObject({ pending: 0, refused: 0, held: 0 });
});

test.each([
  ['a login', 'alter role ops_api nologin', 'alter role ops_api login'],
  ['a table', 'alter table executed_obs_unit rename to later', 'alter table later rename to executed_obs_unit'],
  ['a permission', 'revoke select on executed_obs_unit from ops_api', 'grant select on executed_obs_unit to ops_api'],
])(
  '%s that has not reached the replica yet: recordings succeed, reads are asked to come again',
  async (_, gone, there) => {
    await sites.sql(gone);
    // Connections that are there already keep their login.
    await servers.replica_database.stop('fast');
    await servers.replica_database.start();
    const begun = await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 6 } });
    const listed = await call(sites.observatory, 'GET', '/executed_obs_units');
    await sites.sql(there);
    expect([begun.status, listed.status, listed.body.code]).toEqual([201, 503, 'database.unavailable']);
    expect((await read(begun.body.id)).status).toBe(200);
    expect(await drain(sites.observatory)).toMatchObject({ pending: 0, refused: 0, held: 0 });
  },
);

/** With owners and modes: PostgreSQL refuses data that are not its own. */
function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

test('what was deleted here stays gone while the replica still has it, and is not changed any more', async () => {
  const { id } = await start(sites.observatory, 5);
  await drain(sites.observatory);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  const replica = new pg.Client({ connectionString: servers.urls.replica_database });
  await replica.connect();
  await replica.query('select pg_wal_replay_pause()');
  try {
    const removal = { user_id: 1, endpoint: 'test', fingerprint: 'removal' };
    await submit(sites.observatory, removal, async (draft) => draft.delete(await draft.find(executedObsUnit, id)));
    const changed = await call(sites.observatory, 'PUT', `/executed_obs_units/${id}/finish`, {
      body: { status: 'failed' },
    });
    expect(changed).toMatchObject({ status: 404, body: { code: 'record.not_found' } });
    await drain(sites.observatory);
    const after = await call(sites.observatory, 'PUT', `/executed_obs_units/${id}/finish`, {
      body: { status: 'failed' },
    });
    expect(after.status).toBe(404);
    expect((await read(id)).status).toBe(404);
  } finally {
    await replica.query('select pg_wal_replay_resume()');
    await replica.end();
  }
});
