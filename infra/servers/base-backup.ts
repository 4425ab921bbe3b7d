import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { giveTo, writeFor } from './postgres.ts';
import type { ProcessUser } from './spawned-server.ts';

/** Folders a base backup takes empty (PostgreSQL 18 manual, 25.3.4.3); pg_wal is completed afterwards. */
const EMPTY = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_stat_tmp',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_subtrans',
  'pg_dynshmem',
]);
/** Files that belong to the running main. */
const NOT_COPIED = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map']);

/**
 * Copies the data folder of a running server into an empty folder, by SQL and file copy (PostgreSQL 18 manual, 25.3.4.2), with the
 * WAL that makes the copy whole: a server started on it recovers to the moment this returns. It runs on the server's own machine.
 * Interrupted, it leaves an unfinished folder; the server ends the backup by itself with the connection.
 */
export async function copyBase(client: pg.Client, data: string, target: string, user: ProcessUser): Promise<void> {
  await client.query(`select pg_backup_start('base backup', true)`);
  await copyFolder(data, target, user);
  const { label, first, last } = await stopBackup(client);
  await copyWal(data, target, user, (segment) => first <= segment && segment <= last);
  writeFor(user, path.join(target, 'backup_label'), label);
}

/** Ends the backup; returns its label file and the names of its first and last WAL segment. */
async function stopBackup(client: pg.Client): Promise<{ label: string; first: string; last: string }> {
  const sql = 'select labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)';
  const [stopped] = (await client.query<{ labelfile: string; last: string }>(sql)).rows;
  const first = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(stopped?.labelfile ?? '')?.[1];
  if (!stopped || !first) throw new Error('main ended the base backup without a label');
  return { label: stopped.labelfile, first, last: stopped.last };
}

async function copyFolder(from: string, to: string, user: ProcessUser): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (NOT_COPIED.has(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(target, { mode: 0o700 });
      giveTo(target, user);
      if (!EMPTY.has(entry.name)) await copyFolder(source, target, user);
    } else await copyUnlessGone(source, target, user);
  }
}

async function copyWal(
  from: string,
  to: string,
  user: ProcessUser,
  wanted: (segment: string) => boolean,
): Promise<void> {
  const files = await readdir(path.join(from, 'pg_wal'), { withFileTypes: true });
  for (const { name } of files.filter((entry) => /^[0-9A-F]{24}$/.test(entry.name) && wanted(entry.name)))
    await copyUnlessGone(path.join(from, 'pg_wal', name), path.join(to, 'pg_wal', name), user);
}

/** PostgreSQL may drop a file while it is being copied; the WAL of the backup repeats the drop. */
async function copyUnlessGone(from: string, to: string, user: ProcessUser): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  giveTo(to, user);
}
