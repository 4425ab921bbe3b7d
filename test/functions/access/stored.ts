import { expect } from 'vitest';
import { silentLog } from '../../../lib/kernel/log.ts';
import { connectRedis, type Redis } from '../../../lib/redis/connect.ts';
import { type Places, sha256 } from './places.ts';

/** Every row of every table of main, as text. */
async function databaseText({ sql }: Places): Promise<string> {
  const tables = await sql(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql(`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as text from ${name} as t`);
      return `${name}: ${row?.text}`;
    }),
  );
  return texts.join('\n');
}

const READ: Record<string, (redis: Redis, key: string) => Promise<unknown>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, '0', '-1'),
  list: (redis, key) => redis.lrange(key, 0, -1),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

/** Everything a Redis keeps for a site, as text. */
async function redisText(url: string | undefined, site: string): Promise<string> {
  if (url === undefined) return '';
  const redis = connectRedis({ url, name: 'volatile', command_timeout_ms: 20_000, log: silentLog });
  try {
    const texts: string[] = [];
    for (const key of await redis.keys(`ops:{${site}}:*`)) {
      const type = await redis.type(key);
      texts.push(`${key}: ${JSON.stringify(await READ[type]?.(redis, key))}`);
    }
    return texts.join('\n');
  } finally {
    redis.disconnect();
  }
}

/** Everything that is kept anywhere: main's tables, the outbox, both volatile Redis, and what was logged. */
export async function everythingKept(places: Places): Promise<string> {
  const parts = [await databaseText(places), ...places.log];
  for (const { config } of [places.main, places.observatory])
    for (const url of [config.DURABLE_REDIS_URL, config.VOLATILE_REDIS_URL])
      parts.push(await redisText(url, config.SITE_NAME));
  return parts.join('\n');
}

/** Expects that of a secret nothing is kept but its SHA-256, and that this is kept. */
export async function expectOnlyHashKept(places: Places, secret: string, hashed = secret): Promise<void> {
  const kept = await everythingKept(places);
  expect(kept).toContain(sha256(hashed));
  expect(kept).not.toContain(secret);
}
