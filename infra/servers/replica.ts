import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyBase } from './base-backup.ts';
import { databaseUrl, emptyFolder, type PostgresOptions, writeFor } from './postgres.ts';
import { REPLICA_NAME, REPLICATION_ROLE } from './postgres-settings.ts';

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
    await copyBase(client, main.data, unfinished, replica.program.user);
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
