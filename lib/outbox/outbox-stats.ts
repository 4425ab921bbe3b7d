import type { Transaction } from '../model/transaction.ts';
import { answered, type Redis, repliesOf } from '../redis/connect.ts';
import { type Act, keyPrefix, type Plan } from './outbox.ts';
import { SecondCopy } from './second-copy.ts';
import { STANDING_FIELDS, type Standing, standingOf, transactionOf } from './standing.ts';

/** How many transactions stand where. */
export interface OutboxCounts {
  /** Can be sent now. */
  queued: number;
  /** Wait for another transaction of this site to be settled. */
  held: number;
  /** Refused by main. */
  dead: number;
  /** On main and not yet replicated here. */
  applied: number;
  /** Ever found applied. */
  applied_total: number;
  /** Could not be taken by main just now, and when the first of them is sent again (ms since 1970). */
  postponed: number;
  next_attempt_ms: number | undefined;
  /** Bytes of the bodies of all that are not on main. */
  bytes: number;
  /** When the oldest that can be sent was accepted. */
  oldest_created_at: string | undefined;
  /** The report of the last drain that did something, or null. */
  last_drain: unknown;
}

/** A dead letter, or a transaction that waits for one. */
export interface FailedTransaction extends Standing {
  transaction_id: string;
  transaction: Transaction;
  plan: Plan;
  /** What it would have done before an operator amended it. */
  original: Transaction | undefined;
  acts: Act[];
  /** An operator has discarded it and main does not know yet. */
  discarding: boolean;
}

/** Some of them, and the number behind which there are more; null when there are none. */
export interface FailedPage {
  letters: FailedTransaction[];
  next: number | null;
}

/** Settings of Redis are looked at again after this long; a recording costs no more than one look in it. */
const DURABILITY_LOOK_MS = 5_000;

/** What people ask of an outbox: counts, dead letters, the last drain, durability. Error: RedisUnavailable. */
export class OutboxStats {
  readonly second_copy: SecondCopy;
  readonly #redis: Redis;
  readonly #prefix: string;
  #durability: { at_ms: number; answer: 'durable' | 'not durable' } | undefined;

  constructor(redis: Redis, site: string) {
    this.#redis = redis;
    this.#prefix = keyPrefix(site);
    this.second_copy = new SecondCopy(redis, this.#prefix);
  }

  /** Counts, the age of the oldest entry, and the report of the last drain; four small round trips. */
  async counts(): Promise<OutboxCounts> {
    const p = this.#prefix;
    const sizes = this.#redis.pipeline().zcard(`${p}queue`).zcard(`${p}held`).zcard(`${p}dead`).zcard(`${p}applied`);
    const [queued = 0, held = 0, dead = 0, applied = 0, postponed = 0] = await repliesOf<number>(
      sizes.zcard(`${p}retry`),
    );
    const [, next_attempt] = await answered(() => this.#redis.zrange(`${p}retry`, '0', '0', 'WITHSCORES'));
    const [first] = await answered(() => this.#redis.zrange(`${p}queue`, '0', '0'));
    const facts = this.#redis.pipeline().hmget(`${p}meta`, 'applied_total', 'bytes', 'last_drain');
    const [meta = [], oldest = []] = await repliesOf<(string | null)[]>(
      facts.hmget(`${p}transaction:${first}`, 'created_at'),
    );
    const [total, bytes, report] = meta;
    return {
      queued,
      held,
      dead,
      applied,
      applied_total: Number(total ?? 0),
      postponed,
      next_attempt_ms: next_attempt === undefined ? undefined : Number(next_attempt),
      bytes: Number(bytes ?? 0),
      oldest_created_at: oldest[0] ?? undefined,
      last_drain: report ? JSON.parse(report) : null,
    };
  }

  /** The refused transactions and those they hold, with their steps, in the order they were accepted: at most `count` behind a number. */
  failed(after: number, count: number): Promise<FailedPage> {
    return this.#page(['dead', 'held'], after, count);
  }

  /** The refused transactions alone. */
  dead(after: number, count: number): Promise<FailedPage> {
    return this.#page(['dead'], after, count);
  }

  async #page(sets: readonly string[], after: number, count: number): Promise<FailedPage> {
    const batch = this.#redis.pipeline();
    const range = [`(${after}`, '+inf', 'WITHSCORES', 'LIMIT', 0, count + 1] as const;
    for (const set of sets) batch.zrangebyscore(`${this.#prefix}${set}`, ...range);
    const replies = await repliesOf<string[]>(batch);
    const found = replies.flatMap((reply) =>
      Array.from({ length: reply.length / 2 }, (_, at) => ({
        id: reply[2 * at] ?? '',
        sequence: Number(reply[2 * at + 1]),
      })),
    );
    const kept = found.sort((a, b) => a.sequence - b.sequence).slice(0, count);
    const next = found.length > count ? (kept.at(-1)?.sequence ?? null) : null;
    return { letters: await this.letters(kept.map(({ id }) => id)), next };
  }

  /** The given transactions with everything a person needs to decide; those that are not here or have gone are left out. */
  async letters(ids: readonly string[]): Promise<FailedTransaction[]> {
    if (ids.length === 0) return [];
    const batch = this.#redis.pipeline().hmget(`${this.#prefix}meta`, 'series');
    for (const id of ids) {
      const more = ['body', 'plan', 'original', 'acts', 'discard'] as const;
      batch.hmget(`${this.#prefix}transaction:${id}`, ...STANDING_FIELDS, ...more);
    }
    const [meta, ...stored] = await repliesOf<(string | null)[]>(batch);
    return stored.flatMap((fields, index) => {
      const standing = standingOf(fields, meta?.[0] ?? null);
      const [body, plan, original, acts, discard] = fields.slice(STANDING_FIELDS.length);
      if (standing === undefined || !body || !plan) return [];
      return [
        {
          transaction_id: ids[index] ?? '',
          ...standing,
          transaction: transactionOf(body),
          plan: JSON.parse(plan) as Plan,
          original: original ? transactionOf(original) : undefined,
          acts: JSON.parse(acts ?? '[]') as Act[],
          discarding: discard === '1',
        },
      ];
    });
  }

  /** Keeps the report of a drain that did something. */
  async report(drain: object): Promise<void> {
    await answered(() => this.#redis.hset(`${this.#prefix}meta`, 'last_drain', JSON.stringify(drain)));
  }

  /**
   * How far an acknowledgement can be trusted: `durable` only with AOF, fsync before every answer, and no eviction. Looked
   * up again every few seconds: Redis may have been restarted with other settings.
   */
  async durability(): Promise<'durable' | 'not durable'> {
    const now = performance.now();
    if (this.#durability === undefined || now - this.#durability.at_ms > DURABILITY_LOOK_MS)
      this.#durability = { at_ms: now, answer: await this.#lookAtDurability() };
    return this.#durability.answer;
  }

  async #lookAtDurability(): Promise<'durable' | 'not durable'> {
    const reply = await answered(() => this.#redis.config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy'));
    const pairs = reply as string[];
    const is = (name: string, value: string) => pairs[pairs.indexOf(name) + 1] === value;
    const durable = is('appendonly', 'yes') && is('appendfsync', 'always') && is('maxmemory-policy', 'noeviction');
    return durable ? 'durable' : 'not durable';
  }
}
