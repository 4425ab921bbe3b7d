import { DatabaseUnavailable } from '../database/connect.ts';
import { mainPosition, type SlotPosition } from '../database/replication.ts';
import { formatLsn } from '../kernel/lsn.ts';
import { replicaAge } from './replica-age.ts';
import { replicaPosition } from './retire.ts';
import type { Site } from './site.ts';

/** How far this site's replica is behind main; null where it cannot be known now. At main everything is caught up. */
export interface ReplicationStatus {
  main_lsn: string | null;
  replay_lsn: string | null;
  /** Bytes of WAL main has and this site has not replayed. */
  lag_bytes: number | null;
  /** Seconds this site's knowledge of main is old. */
  lag_s: number | null;
  caught_up: boolean | null;
  /** What main keeps for each replica. */
  slots: SlotPosition[] | null;
}

/** Asks main and the replica, both at once and neither for longer than configured. Never fails: what is not known is null. */
export async function replicationStatus(site: Site): Promise<ReplicationStatus> {
  const asked = mainPosition(site.main).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable) return null;
    throw error;
  });
  if (site.buffer === undefined) {
    const main = await asked;
    if (main === null)
      return { main_lsn: null, replay_lsn: null, lag_bytes: null, lag_s: null, caught_up: null, slots: null };
    const lsn = formatLsn(main.lsn);
    return { main_lsn: lsn, replay_lsn: lsn, lag_bytes: 0, lag_s: 0, caught_up: true, slots: main.slots };
  }
  const [main, here] = await Promise.all([asked, replicaPosition(site)]);
  const main_lsn = main?.lsn ?? null;
  const replay_lsn = here?.replay_lsn ?? null;
  const known = main_lsn !== null && replay_lsn !== null;
  return {
    main_lsn: main_lsn === null ? null : formatLsn(main_lsn),
    replay_lsn: replay_lsn === null ? null : formatLsn(replay_lsn),
    // The replica may have replayed what main wrote after it was asked.
    lag_bytes: known ? Math.max(0, Number(main_lsn - replay_lsn)) : null,
    lag_s: here === undefined ? null : await replicaAge(site, here),
    caught_up: known ? replay_lsn >= main_lsn : null,
    slots: main?.slots ?? null,
  };
}
