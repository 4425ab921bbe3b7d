import { Database } from '../database/connect.ts';
import { Presence } from '../database/presence.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import { jsonLog, type Log } from '../kernel/log.ts';
import { Outbox } from '../outbox/outbox.ts';
import { OutboxStats } from '../outbox/outbox-stats.ts';
import { connectRedis, type Redis } from '../redis/connect.ts';
import { Wake } from './wake.ts';

/** What a secondary has and main has not: its outbox. */
export interface Buffer {
  outbox: Outbox;
  stats: OutboxStats;
  durable: Redis;
}

/** One place that runs the API: its configuration and its connections, each opened on first use and kept. */
export interface Site {
  config: Config;
  clock: Clock;
  log: Log;
  /** The writable database; at a secondary, across the link. */
  main: Database;
  /** The database reads are answered from; at main, the same. */
  local: Database;
  /** Which records the local database has. */
  presence: Presence;
  /** Absent at main. */
  buffer: Buffer | undefined;
  /** Caches, counts and limits; at main only where one is configured. */
  volatile: Redis | undefined;
  /** Wakes those who wait for events. */
  wake: Wake;
  close(): Promise<void>;
}

/** Opens a site. Nothing is connected yet: a server that is away is met by the first request that needs it. */
export function openSite(config: Config, given: { clock?: Clock; log?: Log } = {}): Site {
  const clock = given.clock ?? systemClock;
  const log = given.log ?? jsonLog({ site: config.SITE_NAME });
  // Waiting is measured on the machine's clock, whatever a test does to the site's.
  const shared = {
    pool_size: config.DATABASE_POOL_SIZE,
    breaker_ms: config.BREAKER_MS,
    ca: config.CA_CERTIFICATE,
    log,
    now: () => performance.now(),
  };
  const near = { timeout_ms: config.LOCAL_TIMEOUT_MS };
  const far = { timeout_ms: config.LINK_TIMEOUT_MS };
  const at_main = config.SITE_TYPE === 'main';
  const main = new Database({ ...shared, ...(at_main ? near : far), url: config.MAIN_DATABASE_URL, name: 'main' });
  const local = at_main ? main : new Database({ ...shared, ...near, url: config.LOCAL_DATABASE_URL, name: 'replica' });
  const { VOLATILE_REDIS_URL, VOLATILE_TIMEOUT_MS, REDIS_COMMAND_TIMEOUT_MS, CA_CERTIFICATE: ca } = config;
  // At main it keeps the sessions, which are worth a second's wait.
  const command_timeout_ms = at_main ? REDIS_COMMAND_TIMEOUT_MS : VOLATILE_TIMEOUT_MS;
  const volatile =
    VOLATILE_REDIS_URL === undefined
      ? undefined
      : connectRedis({ url: VOLATILE_REDIS_URL, ca, name: 'volatile', command_timeout_ms, log });
  const buffer = at_main ? undefined : openBuffer(config, log);
  const wake = new Wake(volatile, config.SITE_NAME);
  return {
    config,
    clock,
    log,
    main,
    local,
    presence: new Presence(local),
    buffer,
    volatile,
    wake,
    close: async () => {
      wake.close();
      buffer?.durable.disconnect();
      volatile?.disconnect();
      await Promise.all([main.close(), ...(local === main ? [] : [local.close()])]);
    },
  };
}

function openBuffer(config: Config, log: Log): Buffer {
  const { DURABLE_REDIS_URL = '', CA_CERTIFICATE: ca, REDIS_COMMAND_TIMEOUT_MS, SITE_NAME } = config;
  const options = { url: DURABLE_REDIS_URL, ca, command_timeout_ms: REDIS_COMMAND_TIMEOUT_MS, log };
  const durable = connectRedis({ ...options, name: 'durable' });
  return { outbox: new Outbox(durable, SITE_NAME), stats: new OutboxStats(durable, SITE_NAME), durable };
}
