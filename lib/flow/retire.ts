import { DatabaseUnavailable } from '../database/connect.ts';
import { POSITION, type ReplicaPosition, readPosition } from '../database/replication.ts';
import { noteFresh } from './replica-age.ts';
import type { Site } from './site.ts';

/** Transactions taken out of the overlay per script: a millisecond of Redis each. */
const PER_SCRIPT = 500;

/** What one look at the replica came to. */
export interface RetireReport {
  retired: number;
  /** Applied on main and not yet replayed here. */
  unreplicated: number;
  replica: 'up' | 'down' | 'unknown';
}

/**
 * LSN tracking: everything main applied at or below the replica's replay position is `replicated` and leaves the
 * overlay; nothing ever leaves it by time. Repeatable; interrupted, the rest is retired at the next look.
 */
export async function retire(site: Site): Promise<RetireReport> {
  const { buffer } = site;
  if (buffer === undefined) return { retired: 0, unreplicated: 0, replica: 'unknown' };
  const here = await replicaPosition(site);
  if (here !== undefined) await noteFresh(site, here);
  if (here === undefined || here.replay_lsn === null || here.origin === null)
    return {
      retired: 0,
      unreplicated: (await buffer.stats.counts()).applied,
      replica: here === undefined ? 'down' : 'up',
    };
  const replayed = { lsn: here.replay_lsn, origin: here.origin };
  for (let retired = 0; ; ) {
    const step = await buffer.outbox.retire(replayed, site.config.RECEIPT_RETENTION_S, PER_SCRIPT);
    retired += step.retired;
    if (step.retired > 0) site.wake.call();
    if (step.retired < PER_SCRIPT) return { retired, unreplicated: step.unreplicated, replica: 'up' };
  }
}

/** The replica's position, or undefined when it does not answer. */
export async function replicaPosition(site: Site): Promise<ReplicaPosition | undefined> {
  try {
    return readPosition((await site.local.query(POSITION))[0]);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return undefined;
    throw error;
  }
}
