import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { backupDatabase, restoreDatabase } from '../../infra/operate/backup-database.ts';
import { backupRedis, restoreRedis } from '../../infra/operate/backup-redis.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { databaseUrl, giveTo, query } from '../../infra/servers/postgres.ts';
import { redisProgram } from '../../infra/servers/redis-program.ts';
import { drain } from '../../lib/flow/drain.ts';
import type { Site } from '../../lib/flow/site.ts';
import { call } from '../support/api.ts';
import { start } from '../support/record.ts';
import { TOKENS, until } from '../support/sites.ts';
import {
  type Hosts,
  makeCertificates,
  makeHosts,
  type PlacedDatabase,
  productionDatabase,
  productionRedis,
  redisData,
  startProductionMain,
} from './server-pair.ts';
import { siteAt } from './site-at.ts';

const PASSWORD = 'a-password-of-this-test';
let hosts: Hosts;
let database: PlacedDatabase;
let backups: string;
beforeAll(async () => {
  hosts = makeHosts(inject('servers').dir);
  makeCertificates(hosts);
  backups = path.join(hosts.dir, 'backups');
  const [port = 0] = await freePorts(1);
  database = productionDatabase(hosts, 'main_database', port);
  await startProductionMain(database, PASSWORD);
  await prepareDatabase(databaseUrl(port), TOKENS);
  const made = path.join(backups, 'made');
  mkdirSync(made);
  giveTo(made, database.program.user);
});
afterAll(async () => {
  await database?.server.stop('fast');
  hosts?.remove();
});

describe('PostgreSQL', () => {
  const sql = (text: string) => query(databaseUrl(database.port), text);
  const notes = async () => (await sql('select text from public.note order by id')).map(({ text }) => text);
  /** Writes a note and answers the time right after it. */
  const note = async (text: string) => {
    await sql(`insert into public.note (text) values ('${text}')`);
    return String((await sql('select clock_timestamp()::text as now'))[0]?.now);
  };
  const loseMain = async () => {
    await database.server.stop('kill');
    renameSync(database.data, `${database.data}.lost-${Date.now()}`);
  };
  const recovered = () => until(async () => (await sql('select pg_is_in_recovery() as still'))[0]?.still === false);
  let first: string;
  let archive: string;
  let before_the_mistake: string;

  test('a base backup is whole by itself: started on it, the server has what it had when the backup ended', async () => {
    await sql('create table public.note (id integer generated always as identity, text text)');
    await note('before the backup');
    first = path.join(backups, 'made/base');
    archive = path.join(backups, 'wal');
    await backupDatabase(databaseUrl(database.port), first, database.program.user);
    before_the_mistake = await note('after the backup');
    await note('a mistake');
    const [mistaken] = await sql('select pg_walfile_name(pg_current_wal_insert_lsn()) as segment');
    await sql('select pg_switch_wal()');
    await until(async () => existsSync(path.join(archive, String(mistaken?.segment))));
    await loseMain();
    restoreDatabase(first, database.data, database.program.user);
    await database.server.start();
    expect(await notes()).toEqual(['before the backup']);
  });

  test('with the archive, to a time: up to just before a mistake, on a timeline of its own', async () => {
    await loseMain();
    restoreDatabase(first, database.data, database.program.user, { wal: archive, until: before_the_mistake });
    await database.server.start();
    await recovered();
    expect(await notes()).toEqual(['before the backup', 'after the backup']);
    const [now] = await sql('select left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline');
    expect(now?.timeline).toBe('00000002');
  });

  test('with the archive, to its end', async () => {
    const newest = `${database.data}.newest`;
    restoreDatabase(first, newest, database.program.user, { wal: archive, until: undefined });
    await loseMain();
    renameSync(newest, database.data);
    await database.server.start();
    await recovered();
    expect(await notes()).toContain('after the backup');
  });

  test('nothing is written over: neither a backup, nor a data folder, nor an archived segment of another server', async () => {
    await expect(backupDatabase(databaseUrl(database.port), first, database.program.user)).rejects.toThrow(/already/);
    expect(() => restoreDatabase(first, database.data, database.program.user)).toThrow(/already/);
    const [segment = ''] = readdirSync(archive).filter((name) => /^[0-9A-F]{24}$/.test(name));
    const same = path.join(archive, segment);
    expect(hosts.run('postgresql/archive-wal.sh', same, segment, archive)).toBe('');
    expect(() => hosts.run('postgresql/archive-wal.sh', path.join(first, 'PG_VERSION'), segment, archive)).toThrow(
      /differs/,
    );
  });
});

describe('the durable Redis', () => {
  let ports: [durable: number, copy: number, volatile: number];
  let redis: ReturnType<typeof productionRedis>;
  let site: Site;
  const password = (user: string) => readFileSync(path.join(hosts.dir, 'etc/redis', `${user}.password`), 'utf8');
  const url = (user: string) => `rediss://${user}:${password(user)}@localhost:${ports[0]}`;
  const access = () => ({ url: url('operator'), ca: readFileSync(hosts.tls('ca.crt'), 'utf8') });
  const program = () => redisProgram(console.log);
  beforeAll(async () => {
    hosts.run('redis/passwords.sh', path.join(hosts.dir, 'etc/redis'));
    const [a = 0, b = 0, c = 0] = await freePorts(3);
    ports = [a, b, c];
    redis = productionRedis(hosts, 'durable', ports);
    await redis.start();
    const at = { main_port: database.port, local_port: database.port, password: PASSWORD };
    site = siteAt(hosts, inject('servers'), { name: 'observatory', ...at, durable_redis: url('functions') });
  });
  afterAll(async () => {
    await site?.close();
    await redis?.stop('fast');
  });
  const ledger = async () =>
    (await query(databaseUrl(database.port), 'select transaction_id::text as id from ledger'))
      .map(({ id }) => id)
      .sort();
  const audit = async () => (await call(site, 'GET', '/buffer/audit')).body;
  const to = (name: string) => path.join(backups, `made/${name}`);

  test('is backed up while it records, and a backup can be recorded on: what it holds is sent once', async () => {
    const held = [await start(site, 1, '2026-08-01T00:00:00Z'), await start(site, 2, '2026-08-01T00:01:00Z')];
    await backupRedis(access(), to('redis'), program());
    expect(existsSync(path.join(redisData(hosts, 'durable'), 'backup.links'))).toBe(false);
    // One of the two goes on, and to main; a third is accepted and goes to main; a fourth is accepted and goes nowhere.
    const sent = await start(site, 3, '2026-08-01T00:02:00Z');
    expect(await drain(site)).toMatchObject({ applied: 3 });
    const lost = await start(site, 4, '2026-08-01T00:03:00Z');

    await redis.stop('kill');
    const data = redisData(hosts, 'durable');
    expect(() => restoreRedis(to('redis'), data)).toThrow(/move it away/);
    renameSync(data, `${data}.lost`);
    restoreRedis(to('redis'), data);
    await redis.start();

    // What main has had already is a no-op, as the same transaction always is.
    await until(async () => (await drain(site)).pending === 0);
    expect(await ledger()).toEqual([...held, sent].map(({ transaction_id }) => transaction_id).sort());
    // The audit sees that the log ends before what main has; of the fourth only its receipt tells.
    expect(await audit()).toMatchObject({ intact: false, outbox_behind: true });
    expect(lost.sequence).toBe(4);
  });

  test('is backed up once at a time to one place, and goes on rewriting its log afterwards', async () => {
    await expect(backupRedis(access(), to('redis'), program())).rejects.toThrow(/already/);
    await backupRedis(access(), to('another'), program());
    expect(readdirSync(to('another'))).toEqual(['appendonlydir']);
    const kept = await site.buffer?.durable.config('GET', 'auto-aof-rewrite-percentage');
    expect(kept).toEqual(['auto-aof-rewrite-percentage', '100']);
  });
});
