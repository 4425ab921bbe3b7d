import { type ChainableCommander, Redis } from 'ioredis';
import { describeError, type Log } from '../kernel/log.ts';

/** How a Redis is reached. */
export interface RedisOptions {
  url: string;
  /** PEM text of the authority a `rediss:` server's certificate is checked with; by default those the operating system knows. */
  ca?: string | undefined;
  name: 'durable' | 'volatile';
  command_timeout_ms: number;
  log: Log;
}

export type { Redis } from 'ioredis';

/**
 * A connection that gives up early: while Redis is away a command fails within `command_timeout_ms` instead of waiting
 * as long as Redis is down, and after a restart it is back within a quarter of a second. A command whose reply was lost
 * is sent again, so every script must be repeatable.
 */
export function connectRedis(options: RedisOptions): Redis {
  const redis = new Redis(options.url, {
    ...(options.ca !== undefined && options.url.startsWith('rediss:') && { tls: { ca: options.ca } }),
    commandTimeout: options.command_timeout_ms,
    connectTimeout: options.command_timeout_ms,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 50, 250),
    // The default waits up to 10 s after Redis has loaded its AOF.
    maxLoadingRetryTime: 100,
    lazyConnect: true,
  });
  let reported = 0;
  redis.on('error', (error: Error) => {
    // Every retry fails the same way: once in ten seconds is enough to know.
    if (Date.now() - reported < 10_000) return;
    reported = Date.now();
    options.log.warn('redis.connection_lost', { redis: options.name, ...describeError(error) });
  });
  return redis;
}

/**
 * A Lua script as a function. It is loaded once and called by its digest. Throws a RedisUnavailable when Redis does not
 * answer; whether the script ran is then unknown.
 */
export function script<Result>(
  redis: Redis,
  name: string,
  lua: string,
): (key: string, ...args: (string | number)[]) => Promise<Result> {
  redis.defineCommand(name, { numberOfKeys: 1, lua });
  const command = (redis as unknown as Record<string, (...args: unknown[]) => Promise<Result>>)[name];
  return (key, ...args) => answered(() => command?.call(redis, key, ...args) as Promise<Result>);
}

/** Redis did not answer; whether a command that was sent took effect is unknown. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}

/** Answers that mean a mistake of ours; every other refusal (loading, disk error, out of memory) is a Redis that cannot serve. */
const MISTAKES = /^(ERR|WRONGTYPE|NOSCRIPT|NOAUTH|WRONGPASS|NOPERM)\b/;

/** What a command answers. Errors of the script pass through; a Redis that cannot serve is a RedisUnavailable. */
export async function answered<Result>(command: () => Promise<Result>): Promise<Result> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplyError' && MISTAKES.test(error.message)) throw error;
    throw new RedisUnavailable('Redis does not answer', { cause: error });
  }
}

/** States of a connection that was there and is not. */
const LOST = new Set(['close', 'reconnecting', 'end']);

/** What a command answers on a Redis nobody depends on: undefined, without waiting, while it is not connected. */
export async function attempted<Result>(
  redis: Redis | undefined,
  command: (redis: Redis) => Promise<Result>,
): Promise<Result | undefined> {
  if (redis === undefined || LOST.has(redis.status)) return undefined;
  return answered(() => command(redis)).catch((error: unknown) => {
    if (!(error instanceof RedisUnavailable)) throw error;
    return undefined;
  });
}

/** A connection that listens, and a promise of when it does. */
export interface Listener {
  listening: Promise<void>;
  close(): void;
}

/**
 * Calls `heard` whenever something is published on a channel of the server another connection is to, and when the connection is
 * made anew, for something may have been published meanwhile. `listening` is fulfilled as soon as nothing is missed, or after the time
 * a command may take: with a server that is away nobody waits for it.
 */
export function listen(redis: Redis, channel: string, heard: () => void): Listener {
  // A connection that has subscribed takes no other commands.
  const own = redis.duplicate({ autoResubscribe: false });
  own.on('error', () => {}); // the other one, to the same server, says so
  own.on('message', () => heard());
  const listening = new Promise<void>((resolve) => {
    const enough = setTimeout(resolve, redis.options.commandTimeout ?? 1_000);
    own.on('ready', () => {
      own.subscribe(channel).then(
        () => {
          clearTimeout(enough);
          resolve();
          heard();
        },
        () => own.disconnect(true),
      );
    });
  });
  own.connect().catch(() => {}); // it goes on trying
  return { listening, close: () => own.disconnect() };
}

/** The replies of a pipeline, in order. Errors as for `answered`. */
export function repliesOf<Reply>(pipeline: ChainableCommander): Promise<Reply[]> {
  return answered(async () =>
    ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error !== null) throw error;
      return reply as Reply;
    }),
  );
}
