import * as z from 'zod';
import { DatabaseUnavailable } from '../database/connect.ts';
import type { Site } from '../flow/site.ts';
import { utcNow } from '../kernel/clock.ts';
import { attempted } from '../redis/connect.ts';

const keyOf = ({ config }: Site) => `ops:{${config.SITE_NAME}}:usage`;

/** What a process has counted and not sent, by token; and whether it will be, in a moment. */
interface Counted {
  uses: Map<string, { count: number; last: string }>;
  timer: NodeJS.Timeout | undefined;
}

const counted_here = new WeakMap<Site, Counted>();
/** What comes within so long goes to Redis together: a process that dies forgets no more. */
const TOGETHER_MS = 100;

/**
 * Notes that a token was used. Nobody waits for it, and without the volatile Redis it is forgotten: counting must not cost a
 * call anything, and least of all its success.
 */
export function noteUse(site: Site, token_id: string, address: string | null): void {
  const counted = counted_here.get(site) ?? { uses: new Map(), timer: undefined };
  counted_here.set(site, counted);
  const { count } = counted.uses.get(token_id) ?? { count: 0 };
  counted.uses.set(token_id, { count: count + 1, last: `${utcNow(site.clock)} ${address ?? ''}` });
  if (counted.timer !== undefined) return;
  void send(site, counted);
  counted.timer = setTimeout(() => {
    counted.timer = undefined;
    void send(site, counted);
  }, TOGETHER_MS).unref();
}

async function send(site: Site, { uses }: Counted): Promise<void> {
  if (uses.size === 0) return;
  const key = keyOf(site);
  await attempted(site.volatile, (redis) => {
    const batch = redis.multi();
    for (const [id, { count, last }] of uses) batch.hincrby(key, `${id} count`, count).hset(key, `${id} last`, last);
    uses.clear();
    return batch.exec();
  });
}

/** What a flush came to. */
export interface Flushed {
  /** Tokens whose use was written. */
  tokens: number;
  /** Whether main could be asked; if not, the counts wait. */
  main_reached: boolean;
}

const WRITE = `update api_token as t set usage_count = t.usage_count + u.count,
    last_used_at = greatest(t.last_used_at, u.at), last_used_ip = case when t.last_used_at > u.at then t.last_used_ip else u.address end
  from jsonb_to_recordset($1::jsonb) as u(id uuid, count bigint, at timestamptz, address text) where t.id = u.id returning t.id`;

const last = z.string().transform((text) => {
  const [at = '', address = ''] = text.split(' ');
  return { at, address: address === '' ? null : address };
});

/**
 * Writes what has been counted since the last time to main, all tokens in one statement. Of a token that is still in the outbox
 * the counts wait for it. Killed in the middle, it is written again: these are counts for people to look at, and may be a
 * little high after a crash.
 */
export async function flushUsage(site: Site): Promise<Flushed> {
  const counted_now = counted_here.get(site);
  if (counted_now !== undefined) await send(site, counted_now);
  const key = keyOf(site);
  const taken = `${key}:taken`;
  await attempted(site.volatile, (redis) => redis.renamenx(key, taken).catch(() => 0)); // there is nothing to take
  const counted = (await attempted(site.volatile, (redis) => redis.hgetall(taken))) ?? {};
  const uses = Object.entries(counted).flatMap(([field, value]) => {
    const [id, what] = field.split(' ');
    return what === 'count' ? [{ id, count: Number(value), ...last.parse(counted[`${id} last`] ?? '') }] : [];
  });
  if (uses.length === 0) return { tokens: 0, main_reached: true };
  try {
    const rows = await site.main.query({ sql: WRITE, params: [JSON.stringify(uses)] });
    const written = new Set(rows.map((row) => row.id));
    await attempted(site.volatile, (redis) => {
      const batch = redis.multi().del(taken);
      for (const { id = '', count } of uses.filter((use) => !written.has(use.id)))
        batch.hincrby(key, `${id} count`, count).hsetnx(key, `${id} last`, counted[`${id} last`] ?? '');
      return batch.exec();
    });
    return { tokens: written.size, main_reached: true };
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return { tokens: 0, main_reached: false };
    throw error;
  }
}
