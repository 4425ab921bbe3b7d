import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Link } from './link.ts';
import { serveLinkControl } from './link-control.ts';
import { freePorts } from './ports.ts';
import { createCluster, DATABASE, databaseUrl, type PostgresOptions, postgresServer, query } from './postgres.ts';
import { isOpenToAll, postgresProgram } from './postgres-program.ts';
import { redisServer, redisUrl } from './redis.ts';
import { type RedisProgram, redisProgram } from './redis-program.ts';
import { buildReplica, canResume } from './replica.ts';
import type { Server } from './server.ts';
import type { Run } from './spawned-server.ts';

/** The ports of one stack, all on 127.0.0.1. */
export interface StackPorts {
  main_database: number;
  replica_database: number;
  redis: number;
  volatile_redis: number;
  link: number;
  link_control: number;
}

/** Where the durable Redis has its copy. */
export interface SecondDisk {
  /** A folder on another disk. */
  dir: string;
  port: number;
}

/** What one stack is made of. */
export interface StackOptions {
  /** Everything it writes lies here; made when missing. */
  dir: string;
  ports: StackPorts;
  fsync: 'on' | 'off';
  /** Undefined: what main does not have yet is on one disk. */
  second_disk?: SecondDisk | undefined;
  /** What main calls the replica; the observatory's by default. */
  replica_name?: string;
  /** How the servers are run; spawned, unless something else is given. */
  run?: Run | undefined;
  /** Told when something has to be installed first. */
  say(line: string): void;
}

/** Where the servers of a stack answer. Database URLs are the operator's (superuser, `ops_db`). */
export interface ServerUrls {
  main_database: string;
  replica_database: string;
  /** Main as a secondary site reaches it. */
  main_through_link: string;
  redis: string;
  volatile_redis: string;
  /** See `changeLink` and `linkStatus`. */
  link_control: string;
}

/** The servers of a stack, started or not, in their fixed places. */
export interface ServerSet {
  main_database: Server;
  replica_database: Server;
  redis: Server;
  volatile_redis: Server;
  /** Only with a second disk. */
  redis_copy: Server | undefined;
  urls: ServerUrls;
  /** `PostgreSQL 18.4, Redis 7.0.15` */
  versions: string;
  main: PostgresOptions;
  replica: PostgresOptions;
}

/** A running stack with its link in this process. */
export interface Servers extends ServerSet {
  link: Link;
  /** Stops the replica, makes it anew from main, and starts it. */
  rebuildReplica(): Promise<void>;
  /** Stops everything in order; the data stays. */
  stop(): Promise<void>;
}

/** Finds the programs (installing Redis where root can) and describes the servers; starts none. Throws with what to do when one is missing. */
export function describeServers(options: StackOptions): ServerSet {
  const { dir, ports, fsync, replica_name, run, say } = options;
  const database_dir = databaseFolder(dir);
  mkdirSync(database_dir, { recursive: true, mode: 0o755 });
  const program = postgresProgram(database_dir);
  const redis_program = redisProgram(say);
  const cluster = (name: string, port: number, upstream?: Partial<PostgresOptions>): PostgresOptions => {
    return { name, program, data: path.join(database_dir, name), dir, port, fsync, ...upstream };
  };
  const main = cluster('main_database', ports.main_database);
  const replica = cluster('replica_database', ports.replica_database, {
    upstream_port: ports.link,
    ...(replica_name && { replica_name }),
  });
  return {
    main_database: postgresServer(main, run),
    replica_database: postgresServer(replica, run),
    ...redisServers(options, redis_program),
    urls: serverUrls(ports),
    versions: `PostgreSQL ${program.version}, ${redis_program.version}`,
    main,
    replica,
  };
}

function redisServers({ dir, ports, second_disk, run }: StackOptions, program: RedisProgram) {
  const folder = (name: string) => path.join(dir, name);
  const pair = second_disk && { first: folder('redis'), copy: path.join(second_disk.dir, 'redis_copy') };
  const durable = { program, dir, kind: 'durable', ...(pair && { pair }) } as const;
  const copy = second_disk &&
    pair && { name: 'redis_copy', port: second_disk.port, data: pair.copy, copy_of_port: ports.redis };
  const volatile = { name: 'volatile_redis', port: ports.volatile_redis, data: folder('volatile_redis') };
  return {
    redis: redisServer({ ...durable, name: 'redis', port: ports.redis, data: folder('redis') }, run),
    volatile_redis: redisServer({ program, dir, kind: 'volatile', ...volatile }, run),
    redis_copy: copy && redisServer({ ...durable, ...copy }, run),
  };
}

/** Starts main; the first time it is made, with an empty `ops_db`, and a replica of whatever was there before is removed. */
export async function startMain({ main, replica, main_database }: ServerSet): Promise<void> {
  if (!existsSync(main.data)) {
    rmSync(replica.data, { recursive: true, force: true });
    await createCluster(main);
  }
  await main_database.start();
  const maintenance = databaseUrl(main.port, 'postgres', 'postgres');
  const found = await query(maintenance, 'select from pg_database where datname = $1::name', [DATABASE]);
  if (found.length === 0) await query(maintenance, `create database ${DATABASE}`);
}

/** Starts the replica; it is made from the running main when there is none yet, or when main no longer has the WAL it needs. */
export async function startReplica({
  main,
  replica,
  replica_database,
}: Pick<ServerSet, 'main' | 'replica' | 'replica_database'>): Promise<void> {
  if (!existsSync(replica.data) || !(await canResume(main, replica))) await buildReplica(main, replica);
  await replica_database.start();
}

/**
 * Starts main, its replica through a link in this process, and both Redis servers, on the data in `dir` or on new data.
 * `ports` default to free ones. Throws when one does not start; then all are stopped.
 */
export async function startServers(
  options: Omit<StackOptions, 'ports'> & { ports?: StackPorts; delay_ms: number },
): Promise<Servers> {
  const ports = options.ports ?? (await freeStackPorts());
  const set = describeServers({ ...options, ports });
  const link = new Link(ports.main_database, { mode: 'up', delay_ms: options.delay_ms });
  const stop = async () => {
    await set.replica_database.stop('fast');
    await link.close(); // first of all the walsender: main's stop would wait for a replica that is out of reach
    await Promise.all(
      [set.main_database, set.redis, set.volatile_redis, set.redis_copy].map((server) => server?.stop('fast')),
    );
  };
  try {
    const pair = link
      .listen(ports.link)
      .then(() => startMain(set))
      .then(() => startReplica(set));
    // All are waited for, so that none is still starting when a failure stops them.
    const redis = set.redis.start().then(() => set.redis_copy?.start());
    const started = await Promise.allSettled([pair, redis, set.volatile_redis.start()]);
    for (const result of started) if (result.status === 'rejected') throw result.reason;
    const control = await serveLinkControl(link, ports.link_control, () => {});
    const closed = () => new Promise((resolve) => control.close(resolve));
    return { ...set, link, rebuildReplica: () => rebuildReplica(set), stop: () => stop().finally(closed) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The folder of PostgreSQL's data for a stack in `dir`: `dir` itself, unless root starts the server and its user may not
 * enter `dir`; then a folder in the system's temporary directory that is always the same for this `dir`.
 */
export function databaseFolder(dir: string): string {
  mkdirSync(dir, { recursive: true });
  if (process.getuid?.() !== 0) return dir;
  chmodSync(dir, 0o755);
  if (isOpenToAll(dir)) return dir;
  const key = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 16);
  const folder = path.join(openTemporaryFolder(), `ops-db-${key}`);
  if (existsSync(folder) && statSync(folder).uid !== 0) throw new Error(`${folder} belongs to another user; remove it`);
  return folder;
}

/** The system's temporary directory, or /tmp where that one is private to a user. */
export function openTemporaryFolder(): string {
  const folder = realpathSync(tmpdir());
  return isOpenToAll(folder) ? folder : '/tmp';
}

async function rebuildReplica({ main, replica, replica_database }: ServerSet): Promise<void> {
  await replica_database.stop('fast');
  await buildReplica(main, replica);
  await replica_database.start();
}

async function freeStackPorts(): Promise<StackPorts> {
  const [main_database = 0, replica_database = 0, redis = 0, volatile_redis = 0, link = 0, link_control = 0] =
    await freePorts(6);
  return { main_database, replica_database, redis, volatile_redis, link, link_control };
}

/** Where the servers of a stack answer. */
export function serverUrls(ports: StackPorts): ServerUrls {
  return {
    main_database: databaseUrl(ports.main_database),
    replica_database: databaseUrl(ports.replica_database),
    main_through_link: databaseUrl(ports.link),
    redis: redisUrl(ports.redis),
    volatile_redis: redisUrl(ports.volatile_redis),
    link_control: `http://127.0.0.1:${ports.link_control}`,
  };
}
