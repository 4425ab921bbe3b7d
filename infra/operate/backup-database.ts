import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyBase } from '../servers/base-backup.ts';
import { emptyFolder, giveTo, query, writeFor } from '../servers/postgres.ts';
import type { ProcessUser } from '../servers/spawned-server.ts';

/** Where a restored database gets what was written after its backup. */
export interface Archive {
  /** The folder archive-wal.sh fills. */
  wal: string;
  /** As PostgreSQL reads a time; undefined: to the end of the archive. */
  until: string | undefined;
}

/**
 * Copies a running database server of this machine to a new folder: a base backup that is whole by itself. Files belong to `user`,
 * who is the one running this where it is empty. Throws when the folder is there already. Interrupted, it leaves
 * `<to>.unfinished`, which the next backup to the same folder removes.
 */
export async function backupDatabase(url: string, to: string, user: ProcessUser): Promise<void> {
  if (existsSync(to)) throw new Error(`${to} is there already`);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // the running statement fails as well, and that is reported
  await client.connect();
  try {
    const [place] = (await client.query<{ data_directory: string }>('show data_directory')).rows;
    const unfinished = emptyFolder(`${to}.unfinished`, user);
    await copyBase(client, String(place?.data_directory), unfinished, user);
    // What the machine loses with its power is not a backup.
    execFileSync('sync', ['--file-system', unfinished]);
    renameSync(unfinished, to);
  } finally {
    await client.end();
  }
}

/**
 * Makes the data folder of a server out of a backup. With an archive the server recovers from it, up to a time if one is given,
 * and then begins a timeline of its own; without, it is as it was when the backup ended. Throws when there is a data folder:
 * whatever is in it is for a person to move away.
 */
export function restoreDatabase(from: string, data: string, user: ProcessUser, archive?: Archive): void {
  const unfinished = copyOf(from, data, user);
  if (archive !== undefined) {
    const { wal, until } = archive;
    // %% and %: the words of restore_command; PostgreSQL asks for files that are not there as a matter of course.
    const recovery = {
      restore_command: `cp "${wal}/%f" "%p"`,
      ...(until !== undefined && { recovery_target_time: until }),
    };
    const lines = Object.entries({ ...recovery, recovery_target_action: 'promote' });
    const text = lines.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`).join('');
    writeFileSync(path.join(unfinished, 'postgresql.auto.conf'), text, { flag: 'a' });
    writeFor(user, path.join(unfinished, 'recovery.signal'), '');
  }
  renameSync(unfinished, data);
}

/** Makes the data folder of a replica out of a backup of main: it streams from where replica.conf says. */
export function restoreReplica(from: string, data: string, user: ProcessUser): void {
  const unfinished = copyOf(from, data, user);
  writeFor(user, path.join(unfinished, 'standby.signal'), '');
  renameSync(unfinished, data);
}

/** The words a promotion comes to. */
export interface Promoted {
  /** System id and timeline. */
  origin: string;
  slots: string[];
}

/**
 * Makes a replica the main database, with a slot for each replica that shall follow it. Repeatable: interrupted after the
 * promotion it makes the slots that are missing. Whoever was main before must be off and stay off: nothing here can see to that.
 */
export async function promote(url: string, slots: readonly string[]): Promise<Promoted> {
  const [state] = await query(url, 'select pg_is_in_recovery() as recovers');
  if (state?.recovers === true) await query(url, `select pg_promote(true, ${PROMOTION_LIMIT_S})`);
  const [now] = await query(url, ORIGIN);
  if (now === undefined) throw new Error(`not promoted within ${PROMOTION_LIMIT_S} s; the server's log says why`);
  for (const slot of slots)
    await query(
      url,
      `select pg_create_physical_replication_slot($1::name, true) where not exists (select from pg_replication_slots where slot_name = $1::name)`,
      [slot],
    );
  return { origin: String(now.origin), slots: [...slots] };
}

/** It replays what it has received and writes a checkpoint later: seconds, unless replay was far behind. */
const PROMOTION_LIMIT_S = 300;

const ORIGIN = `select (select system_identifier from pg_control_system())::text || '/' || left(pg_walfile_name(lsn), 8) as origin
  from (select case when not pg_is_in_recovery() then pg_current_wal_lsn() end as lsn) as here where lsn is not null`;

function copyOf(from: string, data: string, user: ProcessUser): string {
  if (existsSync(data)) throw new Error(`${data} is there already: move it away, it may be needed for comparison`);
  if (!existsSync(path.join(from, 'backup_label'))) throw new Error(`${from} is not a backup of a database server`);
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.dirname(unfinished), { recursive: true });
  execFileSync('cp', ['-R', from, unfinished]);
  if (user.uid !== undefined) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, unfinished]);
  chmodSync(unfinished, 0o700);
  giveTo(unfinished, user);
  return unfinished;
}
