import { attempted, type Redis } from '../redis/connect.ts';
import type { Site } from './site.ts';

/** The right to drain for a while. */
export interface Lease {
  renew(): Promise<void>;
  release(): Promise<void>;
}

const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * Takes the drain's lease, or undefined when another drainer holds it. An economy, not a safety: main takes one
 * transaction of a site at a time whoever sends it. So the lease lies in the volatile Redis, and when that is away
 * everybody may drain.
 */
export async function takeLease(site: Site, redis: Redis | undefined): Promise<Lease | undefined> {
  const key = `ops:{${site.config.SITE_NAME}}:drain`;
  const owner = site.clock.uuid();
  const ttl_ms = site.config.DRAIN_LEASE_MS;
  const taken = await attempted(redis, (open) => open.set(key, owner, 'PX', ttl_ms, 'NX'));
  if (taken === null) return undefined;
  const run = async (script: string, ...args: string[]) => {
    await attempted(redis, (open) => open.eval(script, 1, key, owner, ...args));
  };
  return { renew: () => run(RENEW, String(ttl_ms)), release: () => run(RELEASE) };
}
