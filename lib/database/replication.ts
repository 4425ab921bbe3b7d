import type { Lsn } from '../kernel/lsn.ts';
import { parseLsn } from '../kernel/lsn.ts';
import type { Database, Query } from './connect.ts';

/**
 * How far a replica is, judged from what it has itself heard. A replica that has been promoted is main: it has everything main
 * has. Ages in seconds, null when not known.
 */
export interface ReplicaPosition {
  /** Null on a replica that has not replayed anything. */
  replay_lsn: Lsn | null;
  /** System id and timeline the position belongs to. */
  origin: string | null;
  /** Main's position as the replica last heard it; null when no stream is running. */
  heard_lsn: Lsn | null;
  /** Since the last word from main; null when no stream is running. */
  heard_age_s: number | null;
  /** Since the commit of the last transaction replayed; null before the first. */
  replayed_age_s: number | null;
}

/** One cheap row, read in front of every query of a replica. Source: PostgreSQL manual, pg_stat_wal_receiver. */
export const POSITION: Query = {
  name: 'position',
  // A receiver that has just connected has heard nothing yet: it shows both times as now, and the end its predecessor knew.
  // The timeline of the stream is known at once, that of the control file only at the next restart point.
  // What a promoted one had replayed last stays as it was, and is forgotten with a restart.
  sql: `select case when recovers then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end::text as replay_lsn,
      (select system_identifier from pg_control_system())::text || '/' || case when recovers then lpad(upper(to_hex(
        coalesce(w.received_tli, (select timeline_id from pg_control_checkpoint())))), 8, '0')
        else left(pg_walfile_name(pg_current_wal_lsn()), 8) end as origin,
      case when not recovers then pg_current_wal_flush_lsn()
        when w.last_msg_send_time is distinct from w.last_msg_receipt_time then w.latest_end_lsn end::text as heard_lsn,
      case when not recovers then 0 when w.last_msg_send_time is distinct from w.last_msg_receipt_time
        then extract(epoch from clock_timestamp() - w.last_msg_receipt_time) end::float8 as heard_age_s,
      extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 as replayed_age_s
    from (select pg_is_in_recovery() as recovers) as one left join pg_stat_wal_receiver as w on w.status = 'streaming'`,
  params: [],
};

/** The position in a row of POSITION. */
export function readPosition(row: Record<string, unknown> | undefined): ReplicaPosition {
  const lsn = (text: unknown) => (typeof text === 'string' ? parseLsn(text) : null);
  const age = (value: unknown) => (typeof value === 'number' ? Math.max(0, value) : null);
  return {
    replay_lsn: lsn(row?.replay_lsn),
    origin: typeof row?.origin === 'string' ? row.origin : null,
    heard_lsn: lsn(row?.heard_lsn),
    heard_age_s: age(row?.heard_age_s),
    replayed_age_s: age(row?.replayed_age_s),
  };
}

/** Whether the replica has everything main had when it last heard from it, and heard from it within `fresh_ms`. */
export function caughtUp(position: ReplicaPosition, fresh_ms: number): boolean {
  const { replay_lsn, heard_lsn, heard_age_s } = position;
  return (
    replay_lsn !== null &&
    heard_lsn !== null &&
    heard_age_s !== null &&
    replay_lsn >= heard_lsn &&
    heard_age_s * 1_000 <= fresh_ms
  );
}

/** What main keeps for one replica. Bytes; null where the number has no meaning. */
export interface SlotPosition {
  name: string;
  /** Whether its replica is connected. */
  active: boolean;
  /** `lost`: main no longer has the WAL its replica needs; `unreserved`: it will not have it after the next checkpoint. */
  wal_status: 'reserved' | 'extended' | 'unreserved' | 'lost' | null;
  /** WAL kept for it. */
  retained_bytes: number | null;
  /** WAL main can still write before it gives up on this replica; null without a limit. */
  headroom_bytes: number | null;
  /** The limit: `max_slot_wal_keep_size`; null when there is none. */
  limit_bytes: number | null;
}

/** Main's position and what it keeps for its replicas. */
export interface MainPosition {
  lsn: Lsn;
  slots: SlotPosition[];
}

const MAIN_POSITION: Query = { sql: 'select pg_current_wal_flush_lsn()::text as lsn', params: [] };

/** Source: PostgreSQL manual, pg_replication_slots. `safe_wal_size` is null for a lost slot, which has none left. */
const SLOTS: Query = {
  sql: `select slot_name::text as name, active, wal_status,
      pg_wal_lsn_diff(pg_current_wal_flush_lsn(), restart_lsn)::float8 as retained_bytes,
      case when wal_status = 'lost' or safe_wal_size < 0 then 0 else safe_wal_size end::float8 as headroom_bytes,
      nullif(pg_size_bytes(current_setting('max_slot_wal_keep_size')), -1)::float8 as limit_bytes
    from pg_replication_slots order by slot_name`,
  params: [],
};

/** Main's position now and its slots, one round trip. */
export async function mainPosition(main: Database): Promise<MainPosition> {
  const [[row] = [], slots = []] = await main.pipeline([MAIN_POSITION, SLOTS]);
  return { lsn: parseLsn(String(row?.lsn)), slots: slots as unknown as SlotPosition[] };
}
