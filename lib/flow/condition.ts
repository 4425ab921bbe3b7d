import { DatabaseUnavailable } from '../database/connect.ts';
import { mainPosition } from '../database/replication.ts';
import { formatLsn } from '../kernel/lsn.ts';
import { Problem } from '../kernel/problem.ts';
import { unavailable } from './receipt.ts';
import { replicaAge } from './replica-age.ts';
import { replicaPosition } from './retire.ts';
import type { Site } from './site.ts';

/** How far this site's replica is behind main; null where it cannot be known now. At main everything is caught up. */
export interface ReplicationStatus {
  main_lsn: string | null;
  replay_lsn: string | null;
  /** Bytes of WAL main has and this site has not replayed. */
  lag_bytes: number | null;
  /** Seconds this site's knowledge of main is old. */
  lag_s: number | null;
  caught_up: boolean | null;
}

/** Asks main and the replica, both at once and neither for longer than configured. Never fails: what is not known is null. */
export async function replicationStatus(site: Site): Promise<ReplicationStatus> {
  const main = mainPosition(site.main).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable) return null;
    throw error;
  });
  if (site.buffer === undefined) {
    const lsn = await main;
    const text = lsn === null ? null : formatLsn(lsn);
    return {
      main_lsn: text,
      replay_lsn: text,
      lag_bytes: lsn === null ? null : 0,
      lag_s: lsn === null ? null : 0,
      caught_up: lsn === null ? null : true,
    };
  }
  const [main_lsn, here] = await Promise.all([main, replicaPosition(site)]);
  const replay_lsn = here?.replay_lsn ?? null;
  const known = main_lsn !== null && replay_lsn !== null;
  return {
    main_lsn: main_lsn === null ? null : formatLsn(main_lsn),
    replay_lsn: replay_lsn === null ? null : formatLsn(replay_lsn),
    // The replica may have replayed what main wrote after it was asked.
    lag_bytes: known ? Math.max(0, Number(main_lsn - replay_lsn)) : null,
    lag_s: here === undefined ? null : await replicaAge(site, here),
    caught_up: known ? replay_lsn >= main_lsn : null,
  };
}

/** The outbox in figures. At main, which has none, everything is zero and durable. */
export interface BufferStats {
  pending: number;
  oldest_age_s: number | null;
  applied_total: number;
  dead: number;
  held: number;
  /** Applied on main and not yet replicated here. */
  unreplicated: number;
  last_drain: unknown;
  durability: 'durable' | 'not durable';
}

/** The outbox in figures. Problem `buffer.unavailable`. */
export async function bufferStats(site: Site): Promise<BufferStats> {
  const { buffer } = site;
  if (buffer === undefined) {
    return {
      pending: 0,
      oldest_age_s: null,
      applied_total: 0,
      dead: 0,
      held: 0,
      unreplicated: 0,
      last_drain: null,
      durability: 'durable',
    };
  }
  const asked = Promise.all([buffer.stats.counts(), buffer.stats.durability()]).catch(unavailable);
  const [{ queued, held, dead, applied, applied_total, oldest_created_at, last_drain }, durability] = await asked;
  const oldest_age_s =
    oldest_created_at === undefined ? null : Math.max(0, (site.clock.now() - Date.parse(oldest_created_at)) / 1_000);
  return {
    pending: queued + held,
    oldest_age_s,
    applied_total,
    dead,
    held,
    unreplicated: applied,
    last_drain,
    durability,
  };
}

/** What works at this site right now. Field names follow the original's health page. */
export interface Health {
  /** `healthy`: everything works; `degraded`: the site records, something else does not; `failing`: it cannot record. */
  status: 'healthy' | 'degraded' | 'failing';
  site_name: string;
  site_type: 'main' | 'secondary';
  /** Whether a recording would be accepted. */
  recording: boolean;
  database: 'connected' | 'unreachable';
  redis: 'connected' | 'unreachable' | 'none';
  durability: 'durable' | 'not durable' | 'unknown';
  /** Whether this site hears from main; at main it always does. */
  link: 'up' | 'down' | 'unknown';
  transaction_buffer: { size: number; failed: number; held: number } | null;
  background_processor: { last_run: string | null; link: string | null; error: string | null } | null;
}

/** Looks at the local servers only, so that the answer comes as fast on a dead link. */
export async function health(site: Site): Promise<Health> {
  const { SITE_NAME: site_name, SITE_TYPE: site_type, REPLICA_FRESH_MS } = site.config;
  const [here, stats] = await Promise.all([replicaPosition(site), bufferStats(site).catch(ifAway)]);
  const database = here === undefined ? 'unreachable' : 'connected';
  if (site.buffer === undefined) {
    const recording = database === 'connected';
    const status = recording ? 'healthy' : 'failing';
    return {
      status,
      site_name,
      site_type,
      recording,
      database,
      redis: 'none',
      durability: 'durable',
      link: 'up',
      transaction_buffer: null,
      background_processor: null,
    };
  }
  const recording = stats !== undefined && stats.pending + stats.dead < site.config.TRANSACTION_BUFFER_SIZE;
  const heard_ms = here?.heard_age_s == null ? null : here.heard_age_s * 1_000;
  const link = here === undefined ? 'unknown' : heard_ms !== null && heard_ms <= REPLICA_FRESH_MS ? 'up' : 'down';
  const fine = recording && stats.durability === 'durable' && stats.dead === 0 && link === 'up';
  const run = stats?.last_drain as { finished_at: string; link: string; error: string | null } | null | undefined;
  return {
    status: fine ? 'healthy' : recording ? 'degraded' : 'failing',
    site_name,
    site_type,
    recording,
    database,
    redis: stats === undefined ? 'unreachable' : 'connected',
    durability: stats?.durability ?? 'unknown',
    link,
    transaction_buffer: stats === undefined ? null : { size: stats.pending, failed: stats.dead, held: stats.held },
    background_processor:
      stats === undefined
        ? null
        : { last_run: run?.finished_at ?? null, link: run?.link ?? null, error: run?.error ?? null },
  };
}

function ifAway(error: unknown): undefined {
  if (!(error instanceof Problem) || error.code !== 'buffer.unavailable') throw error;
}
