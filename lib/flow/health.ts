import { Problem } from '../kernel/problem.ts';
import { type BufferStats, bufferStats } from './buffer-stats.ts';
import type { DrainReport } from './drain.ts';
import { replicaPosition } from './retire.ts';
import type { Site } from './site.ts';

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
  /** What needs a person, in plain words. */
  warnings: string[];
}

/** Share of the buffer from which a person is told: at 80 % of a buffer sized for months, weeks are left. */
const NEARLY_FULL = 0.8;

/** Looks at the local servers only, so that the answer comes as fast on a dead link. */
export async function health(site: Site): Promise<Health> {
  const { SITE_NAME: site_name, SITE_TYPE: site_type } = site.config;
  const [here, stats] = await Promise.all([replicaPosition(site), bufferStats(site).catch(ifAway)]);
  const database = here === undefined ? 'unreachable' : 'connected';
  if (site.buffer === undefined) {
    const recording = database === 'connected';
    const status = recording ? 'healthy' : 'failing';
    const rest = { transaction_buffer: null, background_processor: null, warnings: [] };
    return {
      status,
      site_name,
      site_type,
      recording,
      database,
      redis: 'none',
      durability: 'durable',
      link: 'up',
      ...rest,
    };
  }
  const link = here === undefined ? 'unknown' : heardOf(site, here.heard_age_s);
  const recording = stats !== undefined && accepts(site, stats);
  const warnings =
    stats === undefined ? ['The durable Redis does not answer: nothing can be recorded.'] : warningsOf(stats);
  return {
    status: recording && link === 'up' && warnings.length === 0 ? 'healthy' : recording ? 'degraded' : 'failing',
    site_name,
    site_type,
    recording,
    database,
    redis: stats === undefined ? 'unreachable' : 'connected',
    durability: stats?.durability ?? 'unknown',
    link,
    transaction_buffer: stats === undefined ? null : { size: stats.pending, failed: stats.dead, held: stats.held },
    background_processor: stats === undefined ? null : lastRun(stats.last_drain as DrainReport | null),
    warnings,
  };
}

function lastRun(report: DrainReport | null): Health['background_processor'] {
  return { last_run: report?.finished_at ?? null, link: report?.link ?? null, error: report?.error ?? null };
}

function heardOf(site: Site, heard_age_s: number | null): 'up' | 'down' {
  return heard_age_s !== null && heard_age_s * 1_000 <= site.config.REPLICA_FRESH_MS ? 'up' : 'down';
}

function accepts({ config }: Site, { capacity, durability }: BufferStats): boolean {
  return (capacity?.used ?? 0) < 1 && (durability === 'durable' || config.ACCEPT_NOT_DURABLE);
}

function warningsOf({ capacity, durability, dead }: BufferStats): string[] {
  const { used, hours_left } = capacity ?? { used: 0, hours_left: null };
  const left = hours_left === null ? '' : `, full in about ${hours_left.toFixed(1)} h at the present rate`;
  return [
    ...(durability === 'durable'
      ? []
      : ['The durable Redis is NOT DURABLE: a power failure loses acknowledged records.']),
    ...(used < NEARLY_FULL ? [] : [`The buffer is ${Math.floor(used * 100)} % full${left}.`]),
    ...(dead === 0 ? [] : [`Main has refused ${dead} transactions; GET /buffer/failed says why.`]),
  ];
}

function ifAway(error: unknown): undefined {
  if (!(error instanceof Problem) || error.code !== 'buffer.unavailable') throw error;
}
