import { DatabaseUnavailable } from '../database/connect.ts';
import { mainPosition, type SlotPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import { type BufferStats, bufferStats, type CopyStats } from './buffer-stats.ts';
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
/** Share of the WAL main may keep for a replica below which a person is told, while there is still time to act. */
const LITTLE_HEADROOM = 0.25;

/** Looks at the local servers only, so that the answer comes as fast on a dead link. */
export async function health(site: Site): Promise<Health> {
  const { SITE_NAME: site_name, SITE_TYPE: site_type } = site.config;
  const found = site.buffer === undefined ? await healthOfMain(site) : await healthOfSecondary(site);
  const { recording, link, warnings } = found;
  const fine = link === 'up' && warnings.length === 0;
  return { status: recording ? (fine ? 'healthy' : 'degraded') : 'failing', site_name, site_type, ...found };
}

type Findings = Omit<Health, 'status' | 'site_name' | 'site_type'>;

async function healthOfMain(site: Site): Promise<Findings> {
  const here = await mainPosition(site.main).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable) return undefined;
    throw error;
  });
  return {
    recording: here !== undefined,
    database: here === undefined ? 'unreachable' : 'connected',
    redis: 'none',
    durability: 'durable',
    link: 'up',
    transaction_buffer: null,
    background_processor: null,
    warnings: (here?.slots ?? []).flatMap(slotWarnings),
  };
}

async function healthOfSecondary(site: Site): Promise<Findings> {
  const [here, stats] = await Promise.all([replicaPosition(site), bufferStats(site).catch(ifAway)]);
  return {
    recording: stats !== undefined && accepts(site, stats),
    database: here === undefined ? 'unreachable' : 'connected',
    redis: stats === undefined ? 'unreachable' : 'connected',
    durability: stats?.durability ?? 'unknown',
    link: here === undefined ? 'unknown' : heardOf(site, here.heard_age_s),
    transaction_buffer: stats === undefined ? null : { size: stats.pending, failed: stats.dead, held: stats.held },
    background_processor: stats === undefined ? null : lastRun(stats.last_drain as DrainReport | null),
    warnings: stats === undefined ? ['The durable Redis does not answer: nothing can be recorded.'] : warningsOf(stats),
  };
}

function lastRun(report: DrainReport | null): Health['background_processor'] {
  return { last_run: report?.finished_at ?? null, link: report?.link ?? null, error: report?.error ?? null };
}

function heardOf(site: Site, heard_age_s: number | null): 'up' | 'down' {
  return heard_age_s !== null && heard_age_s * 1_000 <= site.config.REPLICA_FRESH_MS ? 'up' : 'down';
}

function accepts({ config }: Site, { capacity, durability, copies }: BufferStats): boolean {
  const copied = copies === null || !copies.required || copies.connected > 0;
  return (capacity?.used ?? 0) < 1 && (durability === 'durable' || config.ACCEPT_NOT_DURABLE) && copied;
}

function warningsOf({ capacity, durability, copies, dead }: BufferStats): string[] {
  const { used, hours_left } = capacity ?? { used: 0, hours_left: null };
  const left = hours_left === null ? '' : `, full in about ${hours_left.toFixed(1)} h at the present rate`;
  return [
    ...(durability === 'durable'
      ? []
      : ['The durable Redis is NOT DURABLE: a power failure loses acknowledged records.']),
    ...(copies === null || copies.connected >= copies.expected ? [] : [withoutCopy(copies)]),
    ...(used < NEARLY_FULL ? [] : [`The buffer is ${Math.floor(used * 100)} % full${left}.`]),
    ...(dead === 0 ? [] : [`Main has refused ${dead} transactions; GET /buffer/failed says why.`]),
  ];
}

function withoutCopy({ required }: CopyStats): string {
  const away = 'The copy of the durable Redis on the second disk is away: ';
  return away + (required ? 'nothing can be recorded.' : 'what is recorded now is on one disk only.');
}

/** A lost slot costs a base backup across the link; no record depends on it. */
function slotWarnings({ name, wal_status, headroom_bytes, limit_bytes }: SlotPosition): string[] {
  const slot = `Replication slot ${name}: `;
  if (wal_status === 'lost') return [`${slot}main no longer has the WAL its replica needs; rebuild the replica.`];
  if (wal_status === 'unreserved') return [`${slot}main gives up on its replica at the next checkpoint.`];
  if (headroom_bytes === null || limit_bytes === null || headroom_bytes >= LITTLE_HEADROOM * limit_bytes) return [];
  const left = `${Math.floor(headroom_bytes / 1e6)} MB of WAL`;
  return [`${slot}its replica is away, and in ${left} main gives up on it (max_slot_wal_keep_size).`];
}

function ifAway(error: unknown): undefined {
  if (!(error instanceof Problem) || error.code !== 'buffer.unavailable') throw error;
}
