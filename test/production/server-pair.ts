import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import { installedProgram } from '../../infra/servers/installed-program.ts';
import {
  createCluster,
  databaseUrl,
  giveTo,
  type PostgresOptions,
  query,
  writeFor,
} from '../../infra/servers/postgres.ts';
import { postgresProgram } from '../../infra/servers/postgres-program.ts';
import { mendLog } from '../../infra/servers/redis-log.ts';
import { redisProgram } from '../../infra/servers/redis-program.ts';
import { SpawnedServer } from '../../infra/servers/spawned-server.ts';
import { ROOT } from '../tidy/sources.ts';

/** The folder of the files an operator puts in place. */
export const PRODUCTION = path.join(ROOT, 'infra/production');

/** A folder that stands for the hosts of a site pair: `/etc/ops-db`, `/var/backups/ops-db` and `/opt/ops-db` of the files lie in it. */
export interface Hosts {
  dir: string;
  /** The text of a production file, with its places where they are here. */
  file(name: string): string;
  /** Runs a script of infra/production; returns what it prints. */
  run(script: string, ...args: string[]): string;
  tls(name: string): string;
  remove(): void;
}

/** Makes the folder below that of the test servers, and the certificates of a site pair in it. */
export function makeHosts(parent: string): Hosts {
  const dir = mkdtempSync(path.join(parent, 'private-hosts-'));
  execFileSync('chmod', ['755', dir]);
  const etc = path.join(dir, 'etc');
  const run = (script: string, ...args: string[]) =>
    execFileSync(path.join(PRODUCTION, script), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  cpSync(path.join(PRODUCTION, 'postgresql/archive-wal.sh'), path.join(dir, 'opt/postgresql/archive-wal.sh'));
  const hosts: Hosts = {
    dir,
    file: (name) =>
      readFileSync(path.join(PRODUCTION, name), 'utf8')
        .replaceAll('/etc/ops-db', etc)
        .replaceAll('/opt/ops-db/infra/production', path.join(dir, 'opt'))
        .replaceAll('/var/backups/ops-db', path.join(dir, 'backups')),
    run,
    tls: (name) => path.join(etc, 'tls', name),
    remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 10 }),
  };
  makeCertificates(hosts);
  return hosts;
}

/** `localhost` beside the names of production, for nobody resolves those here. */
function makeCertificates({ run, tls }: Hosts): void {
  const advice = { macos: 'brew install openssl', elsewhere: 'the package openssl of your system' };
  installedProgram({ names: ['openssl'], debian_package: 'openssl', advice, say: console.log });
  const make = (...args: string[]) => run('tls/certificates.sh', tls(''), ...args);
  make('authority');
  make('server', 'postgres', 'main.ops-db.internal', 'localhost');
  make('server', 'redis', 'observatory.ops-db.internal', 'localhost');
  make('client', 'replicator');
  make('client', 'somebody');
}

/** Where a database server of the pair lies. */
export interface PlacedDatabase extends PostgresOptions {
  server: SpawnedServer;
}

/** A database server with the configuration of production, not started; `upstream_port` is where it finds main while it is a replica. */
export function productionDatabase(
  hosts: Hosts,
  name: string,
  port: number,
  upstream_port?: number,
  slot = 'observatory',
): PlacedDatabase {
  const databases = path.join(hosts.dir, 'databases');
  mkdirSync(databases, { recursive: true, mode: 0o755 });
  const program = postgresProgram(databases);
  const data = path.join(databases, name);
  const options = { name, program, data, dir: hosts.dir, port, fsync: 'off' as const };
  const server = new SpawnedServer({
    name,
    command: path.join(program.bin, 'postgres'),
    args: ['-D', data],
    cwd: '/',
    user: program.user,
    dir: hosts.dir,
    stop_signal: 'SIGINT',
    prepare: () => {
      keysFor(hosts, program.user);
      writeFor(program.user, path.join(data, 'postgresql.conf'), configuration(hosts, options, upstream_port, slot));
      writeFor(program.user, path.join(data, 'pg_hba.conf'), `${DOOR}\n${hosts.file('postgresql/pg_hba.conf')}`);
    },
    probe: () => query(databaseUrl(port, 'postgres', 'postgres'), 'select 1').then(() => undefined),
  });
  return { ...options, server };
}

/** The test is not the operating system's user postgres; this is its way to be the administrator. */
const DOOR = 'hostnossl all postgres 127.0.0.1/32 trust';

/** The files of production, and behind them what belongs to this machine: an address, less memory, no fsync. */
function configuration(
  hosts: Hosts,
  { port }: PostgresOptions,
  upstream_port: number | undefined,
  slot: string,
): string {
  const at = `host=main.ops-db.internal hostaddr=127.0.0.1 port=${upstream_port}`;
  const upstream = hosts
    .file('postgresql/replica.conf')
    .replace('host=main.ops-db.internal port=5432', at)
    .replaceAll('observatory', slot);
  return `${hosts.file('postgresql/both.conf')}
${upstream_port === undefined ? '' : upstream}
port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = '64MB'
fsync = 'off'
full_page_writes = 'off'
`;
}

/** PostgreSQL reads no key that is not its own; what it archives it writes. */
function keysFor({ dir, tls }: Hosts, { uid, gid }: { uid?: number; gid?: number }): void {
  const backups = path.join(dir, 'backups/wal');
  mkdirSync(backups, { recursive: true });
  giveTo(backups, { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) });
  execFileSync('chmod', ['755', path.dirname(tls(''))]);
  if (uid === undefined || gid === undefined) return;
  for (const name of readdirSync(tls(''))) if (name !== 'ca.key') chownSync(tls(name), uid, gid);
  execFileSync('chmod', ['755', tls('')]);
}

/** Makes main's data, starts it, and runs roles.sql, as `psql` would with these variables. */
export async function startProductionMain(main: PlacedDatabase, api_password: string): Promise<void> {
  await createCluster(main);
  await main.server.start();
  const maintenance = databaseUrl(main.port, 'postgres', 'postgres');
  const sql = readFileSync(path.join(PRODUCTION, 'postgresql/roles.sql'), 'utf8')
    .replaceAll(/^\\.*$/gm, '')
    .replaceAll(/--.*$/gm, '')
    .replaceAll(":'api_password'", `'${api_password}'`)
    .replaceAll(":'slot'", "'observatory'");
  for (const statement of sql.split(';').filter((one) => one.trim() !== '')) await query(maintenance, statement);
}

/** A Redis with a configuration of production. Ports are those of durable, copy and volatile. */
export function productionRedis(
  hosts: Hosts,
  kind: 'durable' | 'copy' | 'volatile',
  [durable, copy, volatile]: readonly [number, number, number],
): SpawnedServer {
  const etc = path.join(hosts.dir, 'etc/redis');
  const data = redisData(hosts, kind);
  for (const name of ['durable', 'copy', 'volatile'] as const)
    writeFileSync(
      path.join(etc, `${name}.conf`),
      hosts
        .file(`redis/${name}.conf`)
        .replaceAll(/^dir .*$/gm, `dir ${redisData(hosts, name)}`)
        .replaceAll(/^bind .*$/gm, 'bind 127.0.0.1')
        .replaceAll(/\b6379\b/g, String(durable))
        .replaceAll(/\b6381\b/g, String(copy))
        .replaceAll(/\b6380\b/g, String(volatile)),
    );
  const port = { durable, copy, volatile }[kind];
  const program = redisProgram(console.log);
  return new SpawnedServer({
    name: kind,
    command: program.command,
    args: [path.join(etc, `${kind}.conf`)],
    cwd: '/',
    dir: hosts.dir,
    stop_signal: 'SIGTERM',
    prepare: () => {
      mkdirSync(data, { recursive: true });
      mendLog(program, data);
    },
    probe: () => answersTls(port, readFileSync(hosts.tls('ca.crt'), 'utf8')),
  });
}

/** The data folder of a Redis. */
export function redisData({ dir }: Hosts, kind: string): string {
  return path.join(dir, 'redis', kind);
}

/** Throws unless a Redis asks for a password: while it reads its log it would say LOADING. */
function answersTls(port: number, ca: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: 'localhost', ca, timeout: 1_000 });
    socket.once('secureConnect', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      if (answer.toString().startsWith('-NOAUTH')) resolve();
      else reject(new Error(answer.toString().trim()));
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer to PING')));
    socket.once('error', reject);
  });
}
