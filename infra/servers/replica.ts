import { renameSync, rmSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { databaseUrl, emptyFolder, giveTo, type PostgresOptions, writeFor } from './postgres.ts';
import { REPLICA_NAME, REPLICATION_ROLE } from './postgres-settings.ts';
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
 * Makes the data folder of a new replica from the running main, replacing what was there: a base backup by SQL and file
 * copy, for npm's PostgreSQL brings no pg_basebackup. The WAL the copy needs is copied with it, so that the replica serves
 * reads even if it is started while the link is down. The replica must not be running.
 *
 * Interrupted, it leaves an unfinished folder that the next call removes, and a slot that the next replica uses; main ends
 * the backup by itself with the connection.
 */
export async function buildReplica(main: PostgresOptions, replica: PostgresOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(main.port), connectionTimeoutMillis: 2_000 });
  client.on('error', () => {}); // the running statement fails as well, and that is reported
  await client.connect();
  try {
    await prepareSlot(client);
    const unfinished = emptyFolder(`${replica.data}.unfinished`, replica.program.user);
    await client.query('select pg_backup_start($1::text, true)', [REPLICA_NAME]);
    await copyFolder(main.data, unfinished, replica.program.user);
    const { label, first, last } = await stopBackup(client);
    await copyWal(main.data, unfinished, replica.program.user, (segment) => first <= segment && segment <= last);
    writeFor(replica.program.user, path.join(unfinished, 'backup_label'), label);
    writeFor(replica.program.user, path.join(unfinished, 'standby.signal'), '');
    rmSync(replica.data, { recursive: true, force: true });
    renameSync(unfinished, replica.data);
  } finally {
    await client.end();
  }
}

/** Whether main still has the WAL its replica needs; false after an outage longer than `max_slot_wal_keep_size` bears. */
export async function canResume(main: PostgresOptions): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl(main.port), connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await slotStatus(client)) === 'usable';
  } finally {
    await client.end();
  }
}

async function prepareSlot(client: pg.Client): Promise<void> {
  const role = await client.query('select from pg_roles where rolname = $1::text', [REPLICATION_ROLE]);
  if (role.rows.length === 0) await client.query(`create role ${REPLICATION_ROLE} replication login`);
  const status = await slotStatus(client);
  if (status === 'lost') await client.query('select pg_drop_replication_slot($1::name)', [REPLICA_NAME]);
  // `true`: it keeps WAL from this moment on, not only from the replica's first connection.
  if (status !== 'usable')
    await client.query('select pg_create_physical_replication_slot($1::name, true)', [REPLICA_NAME]);
}

async function slotStatus(client: pg.Client): Promise<'missing' | 'usable' | 'lost'> {
  const sql = 'select wal_status from pg_replication_slots where slot_name = $1::name';
  const [slot] = (await client.query<{ wal_status: string | null }>(sql, [REPLICA_NAME])).rows;
  if (!slot) return 'missing';
  return slot.wal_status === 'lost' ? 'lost' : 'usable';
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
