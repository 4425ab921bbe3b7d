import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { finish, start, startMany } from '../support/record.ts';
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

const counts = async () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).stats.counts();
const ledger = async () =>
  (await sites.sql('select transaction_id from ledger order by applied_at, sequence')).map((row) => row.transaction_id);

test('a main restored from a backup gets everything again that this site has not seen replicated, once and in order', async () => {
  const old = await startMany(sites.observatory, 6);
  await drain(sites.observatory);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);

  // The backup: main's data at rest, at this moment.
  const { data } = servers.main;
  await servers.main_database.stop('fast');
  execFileSync('cp', ['-a', data, `${data}_backup`]);
  await servers.main_database.start();

  // Applied on a main that is then lost, and never replicated.
  await servers.replica_database.stop('fast');
  const begun = await start(sites.observatory, 2, '2026-07-01T00:00:00Z');
  const ended = await finish(sites.observatory, begun.id);
  expect(await drain(sites.observatory)).toMatchObject({ applied: 2, pending: 0 });
  expect(await counts()).toMatchObject({ applied: 2, queued: 0 });
  await servers.main_database.stop('kill');
  rmSync(data, { recursive: true });
  execFileSync('cp', ['-a', `${data}_backup`, data]);
  // Archive recovery with nothing in the archive: it comes up as a new timeline of its own.
  writeFileSync(path.join(data, 'recovery.signal'), '');
  execFileSync('chown', [`--reference=${data}/PG_VERSION`, path.join(data, 'recovery.signal')]);
  writeFileSync(path.join(data, 'postgresql.auto.conf'), `restore_command = 'false'\n`, { flag: 'a' });
  await servers.main_database.start();
  await until(async () => (await sites.sql('select pg_is_in_recovery() as still'))[0]?.still === false);
  expect(await ledger()).toEqual(old.map(({ transaction_id }) => transaction_id));
  await servers.rebuildReplica();

  // Nothing new is recorded: that main is another one is found out all the same.
  await until(async () => (await drain(sites.observatory)).calls > 0);
  await until(async () => (await drain(sites.observatory)).pending === 0);
  expect(await ledger()).toEqual([...old, begun, ended].map(({ transaction_id }) => transaction_id));
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  expect(await counts()).toMatchObject({ queued: 0, dead: 0, held: 0, applied: 0, applied_total: 8, bytes: 0 });
  const answer = await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${begun.id}`);
  expect([answer.body.status, answer.headers.get('opsdb-overlay')]).toEqual(['completed', '0']);
});
