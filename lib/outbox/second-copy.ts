import { answered, type Redis, repliesOf } from '../redis/connect.ts';

/** What the durable Redis knows of its copies on other disks. */
export interface Copies {
  /** Copies that follow it and have confirmed something within the last seconds. */
  connected: number;
  /** Bytes the best of them has not confirmed yet, at most a second old; null while there is none. */
  lag_bytes: number | null;
}

/** A copy confirms once a second; one that has said nothing for five is away, though its connection may be half-open. */
const SILENT_S = 5;

/** `slave0:ip=127.0.0.1,port=4206,state=online,offset=94,lag=0` */
const COPY = /^slave\d+:.*\bstate=online,offset=(\d+),lag=(\d+)/gm;

/** The copy of an outbox on a second disk, as the first sees it. Errors: RedisUnavailable. */
export class SecondCopy {
  readonly #redis: Redis;
  readonly #key: string;
  #waiting_on: Redis | undefined;
  /** Undefined until the server has been asked. */
  #knows_waitaof: boolean | undefined;
  /** The question under way, and the one all who came since share. */
  #asking: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | undefined;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${prefix}second_copy`;
  }

  /** One round trip. */
  async copies(): Promise<Copies> {
    const facts = await answered(() => this.#redis.info('replication'));
    const end = Number(/^master_repl_offset:(\d+)/m.exec(facts)?.[1] ?? 0);
    const heard = [...facts.matchAll(COPY)].filter(([, , lag_s]) => Number(lag_s) <= SILENT_S);
    const behind = heard.map(([, offset]) => Math.max(0, end - Number(offset)));
    return { connected: heard.length, lag_bytes: behind.length === 0 ? null : Math.min(...behind) };
  }

  /**
   * Whether a copy confirms within `limit_ms` that it has on disk everything the outbox held when this was called. Waits at
   * most twice the limit: for the question under way, then for its own. Safe to repeat.
   *
   * Redis 7.2 answers exactly this (WAITAOF). An older copy confirms what it has received, and with `appendfsync always`
   * Redis does so only behind the fsync of its log; except while it writes its first log after a full resync, when a
   * power failure would bring it back as it was before that.
   */
  confirm(limit_ms: number): Promise<boolean> {
    if (this.#next !== undefined) return this.#next;
    const next = this.#asking.then(() => {
      this.#next = undefined;
      const asked = this.#ask(limit_ms);
      this.#asking = asked.catch(() => {}); // told to those who asked
      return asked;
    });
    this.#next = next;
    return next;
  }

  /** A write of our own is behind all earlier ones in the stream the copy gets, so its confirmation is theirs. */
  async #ask(limit_ms: number): Promise<boolean> {
    const redis = this.#connection(limit_ms);
    this.#knows_waitaof ??= Array.isArray(((await answered(() => redis.command('INFO', 'WAITAOF'))) as unknown[])[0]);
    const write = redis.pipeline().incr(this.#key);
    if (!this.#knows_waitaof) return ((await repliesOf<number>(write.wait(1, limit_ms)))[1] ?? 0) >= 1;
    const [, fsynced] = await repliesOf<unknown>(write.call('WAITAOF', 0, 1, limit_ms));
    return Array.isArray(fsynced) && Number(fsynced[1]) >= 1;
  }

  /** WAIT holds up whatever comes behind it on its connection: it has one of its own, which ends with the other. */
  #connection(limit_ms: number): Redis {
    if (this.#waiting_on !== undefined) return this.#waiting_on;
    const patience_ms = this.#redis.options.commandTimeout ?? 1_000;
    const own = this.#redis.duplicate({ commandTimeout: limit_ms + patience_ms });
    own.on('error', () => {}); // the other one, to the same server, says so
    this.#redis.once('end', () => own.disconnect());
    this.#waiting_on = own;
    return own;
  }
}
