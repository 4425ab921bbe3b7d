import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import * as z from 'zod';
import { Database } from '../lib/database/connect.ts';
import { toQuery } from '../lib/database/overlay.ts';
import { POSITION } from '../lib/database/replication.ts';
import { silentLog } from '../lib/kernel/log.ts';
import { connectRedis } from '../lib/redis/connect.ts';

// The least a read of one row at a secondary can be made of, for bench/warm-call.ts to measure ours beside: the packages every function
// stands on, the three questions such a read asks (has anything about callers changed, and count this one; is anything pending of the
// record; the row and the replica's position), and no more. It knows no caller, lays nothing over and checks nothing.

/** Loaded by every function, used here by none. */
export { jwtVerify } from 'jose';

const settings = z.object({
  LOCAL_DATABASE_URL: z.string(),
  DURABLE_REDIS_URL: z.string(),
  VOLATILE_REDIS_URL: z.string(),
  __ow_path: z.string(),
});

const TIMEOUT_MS = 1_000;

function open({ LOCAL_DATABASE_URL, DURABLE_REDIS_URL, VOLATILE_REDIS_URL }: z.output<typeof settings>) {
  const redis = (name: 'durable' | 'volatile', url: string) =>
    connectRedis({ url, name, command_timeout_ms: TIMEOUT_MS, log: silentLog });
  return {
    durable: redis('durable', DURABLE_REDIS_URL),
    volatile: redis('volatile', VOLATILE_REDIS_URL),
    replica: new Database({
      url: LOCAL_DATABASE_URL,
      name: 'replica',
      pool_size: 1,
      timeout_ms: TIMEOUT_MS,
      breaker_ms: TIMEOUT_MS,
      log: silentLog,
      now: Date.now,
    }),
  };
}

let servers: ReturnType<typeof open> | undefined;

const app = new Hono<{ Bindings: ReturnType<typeof open> }>();
app.get('/executed_obs_units/by-id/:id', async (context) => {
  const { durable, volatile, replica } = context.env;
  await Promise.all([volatile.get('bench:changed'), volatile.incr('bench:calls')]);
  await durable.exists('bench:pending');
  const row = toQuery(sql`select * from executed_obs_unit where id = ${context.req.param('id')}`);
  const [, rows] = await replica.pipeline([POSITION, row]);
  return context.json(rows?.[0]);
});

/** As OpenWhisk calls it, and what it takes for an answer. */
export async function main(params: unknown): Promise<Record<string, unknown>> {
  const given = settings.parse(params);
  servers ??= open(given);
  const response = await app.fetch(new Request(`http://function${given.__ow_path}`), servers);
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.json() };
}
