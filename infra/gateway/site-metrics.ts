import * as z from 'zod';
import type { BufferStats } from '../../lib/flow/buffer-stats.ts';
import type { Health } from '../../lib/flow/health.ts';
import type { ReplicationStatus } from '../../lib/flow/replication-status.ts';
import type { KnownState } from './site-state.ts';

/** One value; null when it cannot be known, or means nothing, now. */
interface Value {
  value: number | null;
  slot?: string;
}

/** A metric of the site's state, as Prometheus describes one. */
export interface SiteMetric {
  name: `ops_db_${string}`;
  help: string;
  kind: 'gauge' | 'counter';
  values(known: KnownState): Value[];
}

const ofBuffer =
  (read: (buffer: BufferStats, known: KnownState) => number | null) =>
  (known: KnownState): Value[] => [{ value: known.buffer === undefined ? null : read(known.buffer, known) }];
const ofReplication =
  (read: (status: ReplicationStatus) => number | null) =>
  ({ replication }: KnownState): Value[] => [{ value: replication === undefined ? null : read(replication) }];
/** 1 or 0; null for what there is not here, or is not known. */
const ofHealth =
  (read: (health: Health) => boolean | null) =>
  ({ health }: KnownState): Value[] => {
    const is = health === undefined ? null : read(health);
    return [{ value: is === null ? null : Number(is) }];
  };

/** What a drain leaves behind for people: as much of it as is measured here. */
const drained = z
  .object({ started_at: z.string(), finished_at: z.string(), settled: z.number() })
  .transform((report) => {
    const [begin, end] = [Date.parse(report.started_at), Date.parse(report.finished_at)];
    // A drain that took less than a millisecond is taken for one that took it.
    return { settled: report.settled, finished_ms: end, took_s: Math.max(1, end - begin) / 1_000 };
  });
const lastDrain = ({ last_drain }: BufferStats) => drained.safeParse(last_drain).data;

/** What is measured of a site's state. At main, which has no buffer, nothing waits and everything is durable. */
export const SITE_METRICS: readonly SiteMetric[] = [
  {
    name: 'ops_db_buffer_pending',
    help: 'Transactions acknowledged and not yet on main, dead letters apart.',
    kind: 'gauge',
    values: ofBuffer(({ pending }) => pending),
  },
  {
    name: 'ops_db_buffer_held',
    help: 'Pending transactions that wait for another one of this site to be settled.',
    kind: 'gauge',
    values: ofBuffer(({ held }) => held),
  },
  {
    name: 'ops_db_buffer_dead',
    help: 'Dead letters: transactions main has refused and nobody has decided on.',
    kind: 'gauge',
    values: ofBuffer(({ dead }) => dead),
  },
  {
    name: 'ops_db_buffer_applied_total',
    help: 'Transactions of this site ever found applied on main.',
    kind: 'counter',
    values: ofBuffer(({ applied_total }) => applied_total),
  },
  {
    name: 'ops_db_buffer_oldest_age_seconds',
    help: 'How long the oldest transaction that can be sent has waited; 0 when none waits.',
    kind: 'gauge',
    values: ofBuffer(({ oldest_age_s }) => oldest_age_s ?? 0),
  },
  {
    name: 'ops_db_buffer_fill_ratio',
    help: 'Share of the buffer that is taken, 0 to 1: the fuller of transactions and bytes.',
    kind: 'gauge',
    values: ofBuffer(({ capacity }) => capacity?.used ?? null),
  },
  {
    name: 'ops_db_drain_rate',
    help: 'Transactions settled per second by the last drain that did something.',
    kind: 'gauge',
    values: ofBuffer((buffer) => {
      const drain = lastDrain(buffer);
      return drain === undefined ? null : drain.settled / drain.took_s;
    }),
  },
  {
    name: 'ops_db_last_drain_age_seconds',
    help: 'Since the end of the last drain that did something, or tried to and could not.',
    kind: 'gauge',
    values: ofBuffer((buffer, { now_ms }) => {
      const drain = lastDrain(buffer);
      return drain === undefined ? null : Math.max(0, now_ms - drain.finished_ms) / 1_000;
    }),
  },
  {
    name: 'ops_db_replication_lag_bytes',
    help: 'WAL main has and this site has not replayed; absent while main is out of reach.',
    kind: 'gauge',
    values: ofReplication(({ lag_bytes }) => lag_bytes),
  },
  {
    name: 'ops_db_replication_lag_seconds',
    help: 'How old what this site knows of main is.',
    kind: 'gauge',
    values: ofReplication(({ lag_s }) => lag_s),
  },
  {
    name: 'ops_db_replication_slot_headroom_bytes',
    help: 'WAL main can still write before it gives up on the replica of a slot; at main only.',
    kind: 'gauge',
    values: ({ is_main, replication }) =>
      is_main ? (replication?.slots ?? []).map(({ name: slot, headroom_bytes: value }) => ({ slot, value })) : [],
  },
  {
    name: 'ops_db_durable',
    help: '1 when what is acknowledged survives a power failure.',
    kind: 'gauge',
    values: ofHealth(({ durability }) => (durability === 'unknown' ? null : durability === 'durable')),
  },
  {
    name: 'ops_db_recording',
    help: '1 when a recording would be accepted.',
    kind: 'gauge',
    values: ofHealth(({ recording }) => recording),
  },
  {
    name: 'ops_db_link_up',
    help: '1 while this site hears from main; at main always.',
    kind: 'gauge',
    values: ofHealth(({ link }) => (link === 'unknown' ? null : link === 'up')),
  },
  {
    name: 'ops_db_local_database_up',
    help: '1 when the database of this site answers.',
    kind: 'gauge',
    values: ofHealth(({ database }) => database === 'connected'),
  },
  {
    name: 'ops_db_redis_up',
    help: '1 when the durable Redis answers; absent at main, which has none.',
    kind: 'gauge',
    values: ofHealth(({ redis }) => (redis === 'none' ? null : redis === 'connected')),
  },
];
