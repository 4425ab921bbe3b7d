import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { Link } from '../../infra/servers/link.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { databaseUrl, query } from '../../infra/servers/postgres.ts';
import { POSTGRES_SETTINGS, upstreamSettings } from '../../infra/servers/postgres-settings.ts';
import { buildReplica } from '../../infra/servers/replica.ts';
import { DrainConnection } from '../../lib/database/apply.ts';
import { Database } from '../../lib/database/connect.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { until } from '../support/sites.ts';
import {
  type Hosts,
  makeHosts,
  type PlacedDatabase,
  PRODUCTION,
  productionDatabase,
  startProductionMain,
} from './server-pair.ts';

const PASSWORD = 'a-password-of-this-test';

/** `name = value` of a postgresql.conf, without quotes. */
const settingsIn = (file: string) =>
  Object.fromEntries(
    [...readFileSync(path.join(PRODUCTION, 'postgresql', file), 'utf8').matchAll(/^(\w+) = '?(.*?)'?$/gm)].map(
      ([, name = '', value]) => [name, value],
    ),
  );

describe('the files', () => {
  const both = settingsIn('both.conf');

  test('say what npm start and the tests say, but for what a host needs other than a laptop', () => {
    const other: Partial<Record<keyof typeof POSTGRES_SETTINGS, string>> = {
      // Nothing else runs on the host, and its disk is larger.
      shared_buffers: '2GB',
      max_slot_wal_keep_size: '20GB',
    };
    const wanted = Object.entries({ ...POSTGRES_SETTINGS, ...other }).map(([name, value]) => [name, String(value)]);
    expect(both).toMatchObject(Object.fromEntries(wanted));
    for (const name of Object.keys(other))
      expect(both[name]).not.toBe(Object.entries(POSTGRES_SETTINGS).find(([key]) => key === name)?.[1]);
  });

  test('of a replica: the slot and the patience of npm start, and TLS with a certificate of its own', () => {
    const { primary_conninfo = '', primary_slot_name } = settingsIn('replica.conf');
    const words = (conninfo: string) => conninfo.split(' ').sort();
    const here = upstreamSettings('main.ops-db.internal', 5432);
    expect(primary_slot_name).toBe(here.primary_slot_name);
    const tls = words(primary_conninfo).filter((word) => word.startsWith('ssl'));
    expect(words(primary_conninfo).filter((word) => !word.startsWith('ssl'))).toEqual(
      words(here.primary_conninfo ?? ''),
    );
    expect(tls).toEqual([
      'sslcert=/etc/ops-db/tls/replicator.crt',
      'sslkey=/etc/ops-db/tls/replicator.key',
      'sslmode=verify-full',
      'sslnegotiation=direct',
      'sslrootcert=/etc/ops-db/tls/ca.crt',
    ]);
  });
});

describe('servers with these files', () => {
  let hosts: Hosts;
  let main: PlacedDatabase;
  let replica: PlacedDatabase;
  let link: Link;
  let ports: [main: number, replica: number, link: number];
  beforeAll(async () => {
    hosts = makeHosts(inject('servers').dir);
    const [a = 0, b = 0, c = 0] = await freePorts(3);
    ports = [a, b, c];
    link = new Link(a, { mode: 'up', delay_ms: 0 });
    await link.listen(c);
    main = productionDatabase(hosts, 'main_database', a);
    replica = productionDatabase(hosts, 'replica_database', b, c);
    await startProductionMain(main, PASSWORD);
    await prepareDatabase(databaseUrl(a));
    await buildReplica(main, replica);
    await replica.server.start();
  });
  afterAll(async () => {
    await replica?.server.stop('fast');
    await link?.close();
    await main?.server.stop('fast');
    hosts?.remove();
  });

  const asOwner = (at: 0 | 1, sql: string) => query(databaseUrl(ports[at]), sql);
  const url = (at: 0 | 1 | 2, host: string, parameters: string, password = PASSWORD) =>
    `postgres://ops_api:${password}@${host}:${ports[at]}/ops_db${parameters}`;
  const who = 'select ssl, version from pg_stat_ssl where pid = pg_backend_pid()';
  const refusal = (text: string) => query(text, 'select 1').then(() => 'let in', String);

  test('are the settings of the files, as the server reads them', async () => {
    const rows = await asOwner(0, `select name from pg_settings where sourcefile like '%/postgresql.conf'`);
    const read = new Set(rows.map(({ name }) => String(name).toLowerCase()));
    expect(Object.keys(settingsIn('both.conf')).filter((name) => !read.has(name.toLowerCase()))).toEqual([]);
    expect(await asOwner(0, 'select * from pg_file_settings where error is not null')).toMatchObject(
      // Only the port of the upstream and the like need a restart; main has none of them.
      [],
    );
    expect(await asOwner(0, 'select * from pg_hba_file_rules where error is not null')).toEqual([]);
  });

  test('stream to the replica under TLS, by certificate', async () => {
    const streams = `select s.ssl, s.version, s.client_dn, r.state, r.application_name from pg_stat_replication as r join pg_stat_ssl as s using (pid)`;
    await until(async () => (await asOwner(0, streams))[0]?.state === 'streaming');
    expect(await asOwner(0, streams)).toMatchObject([
      { ssl: true, version: 'TLSv1.3', client_dn: '/CN=replicator', application_name: 'observatory' },
    ]);
    await asOwner(0, 'create table public.streamed (id integer)');
    await until(async () => (await asOwner(1, `select from pg_tables where tablename = 'streamed'`)).length === 1);
  });

  test.each([
    ['without a certificate', '', /valid client certificate/],
    ['with the certificate of somebody else', 'somebody', /certificate authentication failed|authentication failed/],
  ])('refuse a replica %s', async (_, name, words) => {
    const pair = name === '' ? '' : `&sslcert=${hosts.tls(`${name}.crt`)}&sslkey=${hosts.tls(`${name}.key`)}`;
    const parameters = `?sslmode=verify-full&sslrootcert=${hosts.tls('ca.crt')}${pair}&replication=true`;
    expect(await refusal(`postgres://replicator@localhost:${ports[0]}/ops_db${parameters}`)).toMatch(words);
  });

  test.each([
    ['without TLS', () => url(0, 'localhost', ''), /no pg_hba.conf entry .*no encryption/],
    [
      'with another password',
      () => url(0, 'localhost', '?sslmode=no-verify', 'wrong'),
      /password authentication failed/,
    ],
    [
      'as somebody without an entry',
      () => `postgres://nobody@localhost:${ports[0]}/ops_db?sslmode=no-verify`,
      /no pg_hba/,
    ],
  ])('refuse a connection %s', async (_, text, words) => {
    expect(await refusal(text())).toMatch(words);
  });

  const authority = () => readFileSync(hosts.tls('ca.crt'), 'utf8');
  const open = (text: string, ca?: string) => {
    const waits = { pool_size: 1, timeout_ms: 20_000, breaker_ms: 0 };
    return new Database({ url: text, ca, name: 'main', ...waits, log: silentLog, now: () => performance.now() });
  };

  test.each([
    [
      'a URL that names the file',
      (file: string) => ({ parameters: `?sslmode=verify-full&sslrootcert=${file}`, ca: undefined }),
    ],
    ['the setting CA_CERTIFICATE', () => ({ parameters: '?sslmode=verify-full', ca: authority })],
    [
      'the same, one round trip earlier',
      () => ({ parameters: '?sslmode=verify-full&sslnegotiation=direct', ca: authority }),
    ],
  ])('let the functions in with the authority from %s', async (_, given) => {
    const { parameters, ca } = given(hosts.tls('ca.crt'));
    const database = open(url(0, 'localhost', parameters), ca?.());
    expect(await database.query({ sql: who, params: [] })).toEqual([{ ssl: true, version: 'TLSv1.3' }]);
    await database.close();
  });

  test.each([
    ['of an authority it does not know', 'localhost', false],
    ['of another host', '127.0.0.1', true],
  ])('are not believed with a certificate %s', async (_, host, known) => {
    const database = open(url(0, host, '?sslmode=verify-full'), known ? authority() : undefined);
    await expect(database.query({ sql: who, params: [] })).rejects.toMatchObject({ name: 'DatabaseUnavailable' });
    await database.close();
  });

  test('answer a drain across a link of 500 ms round trip within the time the site files give it, and not within the default', async () => {
    const setting = readFileSync(path.join(PRODUCTION, 'sites/observatory.env'), 'utf8');
    const given = Number(/^LINK_CONNECT_TIMEOUT_MS=(\d+)$/m.exec(setting)?.[1]);
    const far = new Link(ports[0], { mode: 'up', delay_ms: 250 });
    const [port = 0] = await freePorts(1);
    await far.listen(port);
    const connect = async (connect_timeout_ms: number) => {
      const target = `postgres://ops_api:${PASSWORD}@localhost:${port}/ops_db?sslmode=verify-full&sslnegotiation=direct`;
      const drain = new DrainConnection({ url: target, ca: authority(), connect_timeout_ms, call_timeout_ms: 20_000 });
      try {
        await drain.open();
        return (await drain.call([])).verdicts;
      } finally {
        drain.close();
      }
    };
    try {
      await expect(connect(2_000)).rejects.toMatchObject({ name: 'DatabaseUnavailable' });
      expect(await connect(given)).toEqual([]);
    } finally {
      await far.close();
    }
  });
});
