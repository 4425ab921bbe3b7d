import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type * as z from 'zod';
import { attempted, type Redis } from '../redis/connect.ts';
import type { Site } from './site.ts';

/**
 * What a kept value is: a topic, and everything it depends on. Whoever may ask for one value of a topic may ask for all of
 * them, and none is about the caller: values are shared between users.
 */
export interface Kept {
  topic: string;
  depends_on: unknown;
}

/** A hundred times the largest value: what is longer is none of ours. */
const VALUE_LIMIT_BYTES = 10_000_000;

const keyOf = ({ config }: Site, { topic, depends_on }: Kept) =>
  `ops:{${config.SITE_NAME}}:cache:${topic}:${createHash('sha256').update(JSON.stringify(depends_on)).digest('hex')}`;

/**
 * A value this site has kept in its volatile Redis; undefined when there is none, when it has another shape, or when that
 * Redis is away. Nobody depends on it: what was kept can be made again.
 */
export async function recall<Value>(site: Site, kept: Kept, shape: z.ZodType<Value>): Promise<Value | undefined> {
  const packed = await attempted(site.volatile, (redis) => redis.get(keyOf(site, kept)));
  return packed ? shape.safeParse(unpacked(packed)).data : undefined;
}

/** Keeps a value for so many seconds, compressed, for the same Redis keeps sessions. Whether it is kept. */
export async function keep(site: Site, kept: Kept, value: unknown, seconds: number): Promise<boolean> {
  const packed = deflateRawSync(JSON.stringify(value)).toString('base64');
  const said = await attempted(site.volatile, (redis) => redis.set(keyOf(site, kept), packed, 'EX', seconds));
  return said === 'OK';
}

/** Which of some values are kept; undefined when the volatile Redis is away or there is none. */
export async function areKept(site: Site, values: readonly Kept[]): Promise<boolean[] | undefined> {
  const keys = values.map((kept) => keyOf(site, kept));
  const found = await attempted(site.volatile, (redis: Redis) => {
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.exists(key);
    return pipeline.exec();
  });
  return found?.map(([, count]) => count === 1);
}

function unpacked(packed: string): unknown {
  try {
    const text = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: VALUE_LIMIT_BYTES });
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined; // as good as none
  }
}
