import { renameSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { backupDatabase, promote, restoreReplica } from '../../infra/operate/backup-database.ts';
import { onlyInFormer } from '../../infra/operate/ledger-difference.ts';
import { Link } from '../../infra/servers/link.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { databaseUrl, query, writeFor } from '../../infra/servers/postgres.ts';
import { buildReplica } from '../../infra/servers/replica.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import type { Site } from '../../lib/flow/site.ts';
import type { Receipt } from '../../lib/model/transaction.ts';
import { call } from '../support/api.ts';
import { finish, start } from '../support/record.ts';
import { awaitReplay, TOKENS, until } from '../support/sites.ts';
import { type Hosts, makeHosts, type PlacedDatabase, productionDatabase, startProductionMain } from './server-pair.ts';
import { siteAt } from './site-at.ts';

// Cologne is lost, the mountain's replica takes over, and Cologne comes back: docs/deploy.md, "When Cologne is lost", step by step.
// One story in order, on servers with the configuration files of production.

const PASSWORD = 'a-password-of-this-test';

let hosts: Hosts;
let ports: { cologne: number; mountain: number; link: number };
let cologne: PlacedDatabase;
let mountain: PlacedDatabase;
let link: Link;
const sites: Site[] = [];
const recorded: Receipt[] = [];
/** Written at Cologne just before it is lost, and heard by nobody. */
let unheard: Receipt;

beforeAll(async () => {
  hosts = makeHosts(inject('servers').dir);
  const [a = 0, b = 0, c = 0] = await freePorts(3);
  ports = { cologne: a, mountain: b, link: c };
  link = new Link(a, { mode: 'up', delay_ms: 0 });
  await link.listen(c);
  cologne = productionDatabase(hosts, 'cologne_database', a);
  mountain = productionDatabase(hosts, 'mountain_database', b, c);
  await startProductionMain(cologne, PASSWORD);
  await prepareDatabase(databaseUrl(a), TOKENS);
  await buildReplica(cologne, mountain);
  await mountain.server.start();
});
afterAll(async () => {
  for (const site of sites) await site.close();
  await mountain?.server.stop('fast');
  await link?.close();
  await cologne?.server.stop('fast');
  hosts?.remove();
});

/** A site opened with settings, which is what restarting the functions with other settings comes to. */
function site(name: 'cologne' | 'observatory', main_port: number, local_port: number): Site {
  const opened = siteAt(hosts, inject('servers'), { name, main_port, local_port, password: PASSWORD });
  sites.push(opened);
  return opened;
}
const ledgerAt = async (port: number) =>
  (await query(databaseUrl(port), 'select transaction_id::text as id from ledger order by applied_at, sequence')).map(
    ({ id }) => id,
  );
/** Everything recorded at the mountain is there once, and each observation's end behind its beginning. */
async function expectAllAt(port: number): Promise<void> {
  const ledger = await ledgerAt(port);
  expect([...ledger].sort()).toEqual(ids(recorded).sort());
  const begun = recorded.filter((_, index) => index % 2 === 0);
  for (const [index, { transaction_id }] of begun.entries())
    expect(ledger.indexOf(transaction_id)).toBeLessThan(ledger.indexOf(recorded[2 * index + 1]?.transaction_id));
}
const ids = (receipts: readonly Receipt[]) => receipts.map(({ transaction_id }) => transaction_id);
/** Drains until nothing waits and everything has come back. */
async function settled(at: Site): Promise<void> {
  await until(async () => (await drain(at)).pending === 0);
  await until(async () => {
    await drain(at);
    return (await retire(at)).unreplicated === 0;
  });
}
const record = async (at: Site, obs_unit_id: number, time: string) => {
  const begun = await start(at, obs_unit_id, time);
  recorded.push(begun, await finish(at, begun.id));
  return begun;
};

test('recorded and replicated while all is well', async () => {
  const mountain_site = site('observatory', ports.link, ports.mountain);
  await record(mountain_site, 1, '2026-07-01T00:00:00Z');
  await settled(mountain_site);
  await expectAllAt(ports.cologne);
});

test('Cologne is lost with what it had applied and not replicated, and with what only it has heard of', async () => {
  const at = site('observatory', ports.link, ports.mountain);
  await mountain.server.stop('fast');
  await record(at, 2, '2026-07-02T00:00:00Z');
  expect(await drain(at)).toMatchObject({ applied: 2, pending: 0 });
  unheard = await start(site('cologne', ports.cologne, ports.cologne), 3, '2026-07-02T01:00:00Z');
  await cologne.server.stop('kill');
  await mountain.server.start();
  // The site goes on recording, whatever the others do meanwhile.
  await record(at, 4, '2026-07-03T00:00:00Z');
  expect(await drain(at)).toMatchObject({ link: 'down', pending: 2 });
});

test('the mountain is promoted, and everything that had not come back is sent to it: nothing lost, nothing doubled', async () => {
  const promoted = await promote(databaseUrl(ports.mountain), ['cologne']);
  expect(promoted).toMatchObject({ origin: expect.stringMatching(/\/00000002$/), slots: ['cologne'] });
  expect(await promote(databaseUrl(ports.mountain), ['cologne'])).toEqual(promoted);
  const at = site('observatory', ports.mountain, ports.mountain);
  await settled(at);
  await expectAllAt(ports.mountain);
  expect((await call(at, 'GET', '/buffer/audit')).body).toMatchObject({ intact: true });
  expect((await call(at, 'GET', '/health')).body).toMatchObject({ status: 'healthy', link: 'up' });
});

test('and is main and a site that buffers at once, also after a restart of its database', async () => {
  await mountain.server.stop('fast');
  await mountain.server.start();
  const at = site('observatory', ports.mountain, ports.mountain);
  const begun = await record(at, 5, '2026-07-04T00:00:00Z');
  await settled(at);
  const answer = await call(at, 'GET', `/executed_obs_units/by-id/${begun.id}`);
  expect([answer.body.status, answer.headers.get('opsdb-overlay')]).toEqual(['completed', '0']);
});

test('the former main, started by itself, tells what only it has', async () => {
  await cologne.server.start();
  const only = [];
  for await (const one of onlyInFormer(databaseUrl(ports.cologne), databaseUrl(ports.mountain))) only.push(one);
  expect(only).toMatchObject([{ transaction_id: unheard.transaction_id, site: 'cologne' }]);
  await cologne.server.stop('fast');
});

test('Cologne comes back as a replica, made from a backup of the new main', async () => {
  const backup = path.join(hosts.dir, 'backups/of-the-mountain');
  await backupDatabase(databaseUrl(ports.mountain), backup, cologne.program.user);
  await expect(backupDatabase(databaseUrl(ports.mountain), backup, {})).rejects.toThrow(/is there already/);
  expect(() => restoreReplica(backup, cologne.data, cologne.program.user)).toThrow(/move it away/);
  renameSync(cologne.data, `${cologne.data}.former`);
  restoreReplica(backup, cologne.data, cologne.program.user);
  cologne = productionDatabase(hosts, 'cologne_database', ports.cologne, ports.mountain, 'cologne');
  await cologne.server.start();
  await awaitReplay({ main_database: databaseUrl(ports.mountain), replica_database: databaseUrl(ports.cologne) });
  await expectAllAt(ports.cologne);
});

test('and as main: the mountain is stopped first, follows again without being made anew, and recording never stops', async () => {
  const before = site('observatory', ports.mountain, ports.mountain);
  // Nothing is drained while the roles change; what is recorded waits.
  await record(before, 6, '2026-07-05T00:00:00Z');
  await awaitReplay({ main_database: databaseUrl(ports.mountain), replica_database: databaseUrl(ports.cologne) });
  await mountain.server.stop('fast');
  await record(before, 7, '2026-07-06T00:00:00Z');
  await promote(databaseUrl(ports.cologne), ['observatory']);
  writeFor(mountain.program.user, path.join(mountain.data, 'standby.signal'), '');
  await mountain.server.start();
  const after = site('observatory', ports.link, ports.mountain);
  await settled(after);
  await expectAllAt(ports.cologne);
  await until(async () => (await ledgerAt(ports.mountain)).length === recorded.length);
  await expectAllAt(ports.mountain);
  expect((await call(after, 'GET', '/buffer/audit')).body).toMatchObject({ intact: true });
  await until(async () => (await call(after, 'GET', '/health')).body.status === 'healthy');
});
