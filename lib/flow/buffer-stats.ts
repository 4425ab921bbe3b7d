import type { OutboxCounts } from '../outbox/outbox-stats.ts';
import type { Copies } from '../outbox/second-copy.ts';
import { unavailable } from './receipt.ts';
import type { Site } from './site.ts';

/** The outbox in figures. At main, which has none, everything is zero and durable. */
export interface BufferStats {
  /** Acknowledged and not yet on main, dead letters apart. */
  pending: number;
  /** Seconds the oldest that can be sent has waited. */
  oldest_age_s: number | null;
  applied_total: number;
  dead: number;
  held: number;
  /** Applied on main and not yet replicated here. */
  unreplicated: number;
  /** Could not be taken by main for a reason that is not about their data, and when the first is sent again (UTC). */
  postponed: number;
  next_attempt_at: string | null;
  last_drain: unknown;
  durability: 'durable' | 'not durable';
  /** Copies of the outbox on other disks; null at main. */
  copies: CopyStats | null;
  /** How much of what the site may hold is taken; null at main. */
  capacity: Capacity | null;
}

/** How many disks hold what main does not have yet. */
export interface CopyStats extends Copies {
  /** Copies there should be. */
  expected: number;
  /** Whether a recording is acknowledged only when a copy has it. */
  required: boolean;
}

/** Room for what is not on main, dead letters included. */
export interface Capacity {
  transactions: number;
  transactions_limit: number;
  bytes: number;
  bytes_limit: number;
  /** The fuller of the two, 0 to 1. */
  used: number;
  /** Hours until it is full, if recordings go on as since the oldest one waits; null while nothing waits. */
  hours_left: number | null;
}

const NONE: BufferStats = {
  pending: 0,
  oldest_age_s: null,
  applied_total: 0,
  dead: 0,
  held: 0,
  unreplicated: 0,
  postponed: 0,
  next_attempt_at: null,
  last_drain: null,
  durability: 'durable',
  copies: null,
  capacity: null,
};

/** The outbox in figures. Problem `buffer.unavailable`. */
export async function bufferStats(site: Site): Promise<BufferStats> {
  const { buffer, clock, config } = site;
  if (buffer === undefined) return NONE;
  const { stats } = buffer;
  const asked = Promise.all([stats.counts(), stats.durability(), stats.second_copy.copies()]).catch(unavailable);
  const [counts, durability, copies] = await asked;
  const { queued, held, dead, applied, applied_total, oldest_created_at, next_attempt_ms, postponed, last_drain } =
    counts;
  const waited_ms = oldest_created_at === undefined ? undefined : clock.now() - Date.parse(oldest_created_at);
  const oldest_age_s = waited_ms === undefined ? null : Math.max(0, waited_ms) / 1_000;
  return {
    pending: queued + held,
    oldest_age_s,
    applied_total,
    dead,
    held,
    unreplicated: applied,
    postponed,
    next_attempt_at: next_attempt_ms === undefined ? null : new Date(next_attempt_ms).toISOString(),
    last_drain,
    durability,
    copies: {
      expected: config.EXPECT_SECOND_COPY || config.REQUIRE_SECOND_COPY ? 1 : 0,
      required: config.REQUIRE_SECOND_COPY,
      ...copies,
    },
    capacity: capacityOf(site, counts, oldest_age_s),
  };
}

function capacityOf(
  { config }: Site,
  { queued, held, dead, bytes }: OutboxCounts,
  oldest_age_s: number | null,
): Capacity {
  const { TRANSACTION_BUFFER_SIZE: transactions_limit, TRANSACTION_BUFFER_BYTES: bytes_limit } = config;
  const transactions = queued + held + dead;
  const used = Math.max(transactions / transactions_limit, bytes / bytes_limit);
  // What waits came in since the oldest did; a backlog of a few seconds says nothing about a rate.
  const telling = oldest_age_s !== null && oldest_age_s >= 60 && used > 0;
  const hours_left = telling ? ((1 - used) / used) * (oldest_age_s / 3_600) : null;
  return { transactions, transactions_limit, bytes, bytes_limit, used, hours_left };
}
