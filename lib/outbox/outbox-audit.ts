import { type Lsn, parseLsn } from '../kernel/lsn.ts';
import { type Redis, repliesOf, script } from '../redis/connect.ts';
import { digestOf } from './entry.ts';
import { keyPrefix } from './outbox.ts';
import { numbers } from './scripts/numbers.ts';

/** The numbers an outbox can account for by itself. */
export interface OutboxNumbers {
  /** Null before the first recording. */
  series: string | null;
  /** The last number given. */
  accepted: number;
  /** Transaction ids by number: all that have not been seen replicated. */
  waiting: Map<number, string>;
  watermark: { lsn: Lsn; origin: string };
}

/** Bodies read at once: some 350 kB. */
const PAGE = 500;

/** What an audit asks of an outbox. Error: RedisUnavailable. */
export class OutboxAudit {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #numbers;

  constructor(redis: Redis, site: string) {
    this.#redis = redis;
    this.#prefix = keyPrefix(site);
    this.#numbers = script<[string | null, string, string, string, string[]]>(redis, 'opsNumbers', numbers);
  }

  /** All numbers in one look; 100,000 keep Redis busy for a tenth of a second. */
  async numbers(): Promise<OutboxNumbers> {
    const [series, accepted, lsn, origin, found] = await this.#numbers(this.#prefix);
    const waiting = new Map<number, string>();
    for (let index = 0; index < found.length; index += 2) {
      const number = Number(found[index]);
      // What main applied first has no number of its own.
      if (Number.isInteger(number)) waiting.set(number, found[index + 1] ?? '');
    }
    return { series, accepted: Number(accepted), waiting, watermark: { lsn: parseLsn(lsn), origin } };
  }

  /** Those of the transactions whose body is not what was accepted; what was retired meanwhile has no body and is none. */
  async altered(ids: readonly string[]): Promise<string[]> {
    const altered: string[] = [];
    for (let from = 0; from < ids.length; from += PAGE) {
      const page = ids.slice(from, from + PAGE);
      const batch = this.#redis.pipeline();
      for (const id of page) batch.hmget(`${this.#prefix}transaction:${id}`, 'body', 'digest');
      for (const [index, [body, digest]] of (await repliesOf<(string | null)[]>(batch)).entries())
        if (body != null && digestOf(body) !== digest) altered.push(page[index] ?? '');
    }
    return altered;
  }
}
