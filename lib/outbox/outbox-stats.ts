import type { Step } from '../model/transaction.ts';
import { answered, type Redis, repliesOf } from '../redis/connect.ts';
import { keyPrefix } from './outbox.ts';
import { STANDING_FIELDS, type Standing, standingOf, stepsOf } from './standing.ts';

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
  /** When the oldest that can be sent was accepted. */
  oldest_created_at: string | undefined;
  /** The report of the last drain that did something, or null. */
  last_drain: unknown;
}

/** A dead letter, or a transaction that waits for one. */
export interface FailedTransaction extends Standing {
  transaction_id: string;
  steps: Step[];
}

/** What people ask of an outbox: counts, dead letters, the last drain, durability. Error: RedisUnavailable. */
export class OutboxStats {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, site: string) {
    this.#redis = redis;
    this.#prefix = keyPrefix(site);
  }

  /** Counts, the age of the oldest entry, and the report of the last drain; two round trips. */
  async counts(): Promise<OutboxCounts> {
    const p = this.#prefix;
    const sizes = this.#redis.pipeline().zcard(`${p}queue`).zcard(`${p}held`).zcard(`${p}dead`).zcard(`${p}applied`);
    const [queued = 0, held = 0, dead = 0, applied = 0] = await repliesOf<number>(sizes);
    const [first] = await answered(() => this.#redis.zrange(`${p}queue`, '0', '0'));
    const texts = this.#redis.pipeline().hget(`${p}meta`, 'applied_total').get(`${p}last_drain`);
    const [total, report, oldest] = await repliesOf<string | null>(
      texts.hget(`${p}transaction:${first}`, 'created_at'),
    );
    return {
      queued,
      held,
      dead,
      applied,
      applied_total: Number(total ?? 0),
      oldest_created_at: oldest ?? undefined,
      last_drain: report ? JSON.parse(report) : null,
    };
  }

  /** The refused transactions and those they hold, oldest first, with their steps. */
  async failed(count: number): Promise<FailedTransaction[]> {
    const last = String(count - 1);
    const lists = this.#redis
      .pipeline()
      .zrange(`${this.#prefix}dead`, '0', last)
      .zrange(`${this.#prefix}held`, '0', last);
    const ids = (await repliesOf<string[]>(lists)).flat();
    if (ids.length === 0) return [];
    const batch = this.#redis.pipeline();
    for (const id of ids) batch.hmget(`${this.#prefix}transaction:${id}`, ...STANDING_FIELDS, 'body');
    const found = (await repliesOf<(string | null)[]>(batch)).flatMap((fields, index) => {
      const standing = standingOf(fields);
      const body = fields.at(-1);
      return standing && body ? [{ transaction_id: ids[index] ?? '', ...standing, steps: stepsOf(body) }] : [];
    });
    return found.sort((a, b) => a.sequence - b.sequence).slice(0, count);
  }

  /** Keeps the report of a drain that did something. */
  async report(drain: object): Promise<void> {
    await answered(() => this.#redis.set(`${this.#prefix}last_drain`, JSON.stringify(drain)));
  }

  /** How far an acknowledgement can be trusted: `durable` only with AOF, fsync before every answer, and no eviction. */
  async durability(): Promise<'durable' | 'not durable'> {
    const reply = await answered(() => this.#redis.config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy'));
    const pairs = reply as string[];
    const is = (name: string, value: string) => pairs[pairs.indexOf(name) + 1] === value;
    const durable = is('appendonly', 'yes') && is('appendfsync', 'always') && is('maxmemory-policy', 'noeviction');
    return durable ? 'durable' : 'not durable';
  }
}
