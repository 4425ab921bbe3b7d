import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { PostgresProgram } from './postgres-program.ts';
import { type PostgresSettings, postgresSettings } from './postgres-settings.ts';
import { commandLine } from './process-tree.ts';
import type { Server } from './server.ts';
import { type ProcessUser, type Run, spawned } from './spawned-server.ts';

/** Where and how one PostgreSQL server runs. */
export interface PostgresOptions extends PostgresSettings {
  name: string;
  program: PostgresProgram;
  /** The data folder; made by `createCluster` or `buildReplica`. */
  data: string;
  /** Folder of logs and pid files. */
  dir: string;
}

/** The database everything is recorded in. */
export const DATABASE = 'ops_db';

/**
 * A PostgreSQL server on existing data. A fast stop ends sessions and writes a checkpoint (0.03 s); after a kill the next
 * start recovers from WAL (0.15 s).
 */
export function postgresServer(options: PostgresOptions, run: Run = spawned): Server {
  const { name, program, data, dir, port } = options;
  const server = {
    name,
    command: path.join(program.bin, 'postgres'),
    args: ['-D', data],
    cwd: '/', // the server's user may not be allowed into ours
    user: program.user,
    dir,
    data,
    stop_signal: 'SIGINT' as const,
    prepare: () => {
      clearPidFile(data);
      // Ports and durability belong to the run, not to the data: they may differ from the last time.
      writeFor(program.user, path.join(data, 'postgresql.conf'), postgresSettings(options));
    },
    probe: () => query(databaseUrl(port, 'postgres', 'postgres'), 'select 1').then(() => undefined),
  };
  return run(server, 'postgres:18');
}

/** The URL of a database on this machine. */
export function databaseUrl(port: number, user = 'postgres', database = DATABASE): string {
  return `postgres://${user}@127.0.0.1:${port}/${database}`;
}

/** Makes the data folder of a new server. Complete or absent, never half: it gets its name when it is finished. */
export async function createCluster({ program, data, fsync }: PostgresOptions): Promise<void> {
  const unfinished = emptyFolder(`${data}.unfinished`, program.user);
  // The built-in C.UTF-8 sorts the same everywhere and needs no locale of the operating system.
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', unfinished, '-U', 'postgres', '-A', 'trust', ...locale, '--no-instructions'];
  if (fsync === 'off') args.push('--no-sync');
  await promisify(execFile)(path.join(program.bin, 'initdb'), args, { cwd: '/', ...program.user });
  renameSync(unfinished, data);
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // the statement fails as well, and that is reported
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql, values);
    return result.rows;
  } finally {
    await client.end();
  }
}

/** A new, empty folder that belongs to the server; what was there is removed. */
export function emptyFolder(folder: string, user: ProcessUser): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  giveTo(folder, user);
  return folder;
}

/** Writes a file the server may read and replace. */
export function writeFor(user: ProcessUser, file: string, content: string): void {
  writeFileSync(file, content);
  giveTo(file, user);
}

/** Makes a file or folder the server's own. */
export function giveTo(file: string, { uid, gid }: ProcessUser): void {
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
}

/**
 * Removes the pid file of a killed server. PostgreSQL would do so itself, unless its old pid has been given to some
 * other process since (usual in containers): then it would refuse to start.
 */
function clearPidFile(data: string): void {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (commandLine(pid).includes(data)) throw new Error(`another PostgreSQL (process ${pid}) runs on ${data}`);
  rmSync(file);
}
