import type { ReplicaPosition } from '../database/replication.ts';
import { caughtUp } from '../database/replication.ts';
import { attempted } from '../redis/connect.ts';
import type { Site } from './site.ts';

const key = (site: Site) => `ops:{${site.config.SITE_NAME}}:fresh_at`;

/** Notes that the replica had everything main had at this moment. Volatile: losing it only makes ages pessimistic. */
export async function noteFresh(site: Site, here: ReplicaPosition): Promise<void> {
  if (!caughtUp(here, site.config.REPLICA_FRESH_MS)) return;
  const at = site.clock.now() - (here.heard_age_s ?? 0) * 1_000;
  await attempted(site.volatile, (redis) => redis.set(key(site), String(at)));
}

/**
 * How old the replica's knowledge of main is, in seconds: since the last word from main while it keeps up; else since it
 * was last seen to have everything, or since the last commit it has replayed, whichever is later. Null when neither is known.
 */
export async function replicaAge(site: Site, here: ReplicaPosition): Promise<number | null> {
  if (caughtUp(here, site.config.REPLICA_FRESH_MS)) return here.heard_age_s;
  const noted = await attempted(site.volatile, (redis) => redis.get(key(site)));
  const ages = [here.replayed_age_s, noted ? Math.max(0, site.clock.now() - Number(noted)) / 1_000 : null].filter(
    (age) => age !== null,
  );
  return ages.length === 0 ? null : Math.min(...ages);
}
