import type { Fault } from '../history.ts';

/** How long after a fault calls may still feel it: restarts, reconnects, breakers. */
export const GRACE_MS = 10_000;

/** Faults of what is far away, which must never keep the observatory from recording. */
const FAR = /^(link|replica|main|drainer)/;
/** Faults that leave the replica's answers to the observatory alone. */
const SPARES_REPLICA = /^(link|main|drainer)/;

/** Faults near the observatory's recording: everything but the link, the replica, main and the drainers. */
export function nearRecording(faults: readonly Fault[]): FaultTimes {
  return new FaultTimes(faults.filter(({ name }) => !FAR.test(name)));
}

/** Faults under which the observatory may decide without its replica. */
export function nearReplica(faults: readonly Fault[]): FaultTimes {
  return new FaultTimes(faults.filter(({ name }) => !SPARES_REPLICA.test(name)));
}

/** Faults under which clocks jump. */
export function ofClocks(faults: readonly Fault[]): FaultTimes {
  return new FaultTimes(faults.filter(({ name }) => name.startsWith('clock')));
}

/** When there was any of some faults: overlapping ones are one stretch of time. */
export class FaultTimes {
  readonly #stretches: { from_ms: number; to_ms: number }[] = [];

  constructor(faults: readonly Fault[]) {
    for (const { from_ms, to_ms } of faults.toSorted((a, b) => a.from_ms - b.from_ms)) {
      const last = this.#stretches.at(-1);
      if (last === undefined || last.to_ms < from_ms) this.#stretches.push({ from_ms, to_ms });
      else last.to_ms = Math.max(last.to_ms, to_ms);
    }
  }

  /** Whether there was one at some moment from one time to another, both included. */
  overlaps(from_ms: number, to_ms: number): boolean {
    const stretches = this.#stretches;
    let [low, high] = [0, stretches.length];
    // The first stretch that begins after the end: the one before it ends last of all that begin in time.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.from_ms ?? 0) <= to_ms) low = middle + 1;
      else high = middle;
    }
    const last = stretches[low - 1];
    return last !== undefined && last.to_ms >= from_ms;
  }

  /** Whether a call may have felt one: during the call, or not long before it. */
  excuses({ sent_ms, answered_ms }: { sent_ms: number; answered_ms: number }): boolean {
    return this.overlaps(sent_ms - GRACE_MS, answered_ms);
  }
}
