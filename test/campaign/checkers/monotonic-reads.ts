import type { Checker, Read, Shown, SiteName, Write } from '../history.ts';
import { callOf, isBefore, isSuccess, keyOf, only, told } from './facts.ts';
import { type FaultTimes, ofClocks } from './fault-times.ts';
import { Findings } from './findings.ts';
import { type Started, startedRecords } from './started-records.ts';
import { instant, inWords } from './values.ts';

/** A record as one read found it; not at all when the read by id was a 404. */
interface Sight {
  read: Read;
  shown: Shown | undefined;
  /** Its updated_at in microseconds; what is not there has never been updated. */
  updated: number;
}

/**
 * At one site no record goes back from one read to a later one, by id or by list: shown and then 404, finished and then
 * running, or an older updated_at.
 *
 * updated_at says nothing, and is not compared, where more than one write may have set it: a start or a finish sent to both
 * sites or several times without a key, two finishes; and from running to finished when a clock has jumped meanwhile.
 */
export const monotonicReads: Checker = (history) => {
  const findings = new Findings();
  const records = startedRecords(only(history, 'write'));
  const clocks = ofClocks(only(history, 'fault'));
  const reads = only(history, 'read').filter((read) => !/[?&]stale=/.test(read.path));
  for (const site of ['observatory', 'main'] as const)
    for (const [id, sights] of sightsOf(reads, site)) checkRecord(findings, id, sights, records.get(id), clocks);
  return findings.verdict();
};

function sightsOf(reads: readonly Read[], site: SiteName): Map<string, Sight[]> {
  const sights = new Map<string, Sight[]>();
  const see = (id: string, sight: Sight) => {
    const seen = sights.get(id);
    if (seen === undefined) sights.set(id, [sight]);
    else seen.push(sight);
  };
  for (const read of reads) {
    if (read.site !== site) continue;
    if (isSuccess(read))
      for (const shown of read.shown) see(shown.id, { read, shown, updated: instant(shown.updated_at) });
    else if (read.status === 404 && read.record !== undefined)
      see(read.record, { read, shown: undefined, updated: Number.NEGATIVE_INFINITY });
  }
  return sights;
}

function checkRecord(
  findings: Findings,
  id: string,
  sights: readonly Sight[],
  record: Started | undefined,
  clocks: FaultTimes,
): void {
  const by_answer = sights.toSorted((a, b) => a.read.answered_ms - b.read.answered_ms);
  const by_sending = sights.toSorted((a, b) => a.read.sent_ms - b.read.sent_ms);
  const is_plain = record !== undefined && isPlain(record);
  let furthest: Sight | undefined;
  let next = 0;
  for (const sight of by_sending) {
    for (let seen = by_answer[next]; seen !== undefined && isBefore(seen.read, sight.read); seen = by_answer[next]) {
      if (furthest === undefined || isFurther(seen, furthest)) furthest = seen;
      next += 1;
    }
    if (furthest === undefined) continue;
    const before = furthest;
    findings.check(
      progress(sight) >= progress(before),
      () => `record ${id} went back: ${inFull(before)}, then ${inFull(sight)}`,
    );
    if (!is_plain || progress(sight) < progress(before) || !isComparable(before, sight, record, clocks)) continue;
    findings.check(
      sight.updated >= before.updated,
      () => `record ${id} became older: ${inFull(before)}, then ${inFull(sight)}`,
    );
  }
}

function progress({ shown }: Sight): number {
  if (shown === undefined) return 0;
  return shown.status === 'running' ? 1 : 2;
}

function isFurther(sight: Sight, other: Sight): boolean {
  const ahead = progress(sight) - progress(other);
  return ahead > 0 || (ahead === 0 && sight.updated > other.updated);
}

/** Whether one start and at most one finish can have set updated_at. */
function isPlain({ starts, finishes, contested }: Started): boolean {
  return !contested && [starts, finishes].every(isOneWrite);
}

function isOneWrite(writes: readonly Write[]): boolean {
  const calls = new Set(writes.map((write) => `${callOf(write)} at ${write.site}`));
  return calls.size <= 1 && (writes.length <= 1 || writes.every((write) => keyOf(write) !== undefined));
}

function isComparable(before: Sight, sight: Sight, { starts }: Started, clocks: FaultTimes): boolean {
  if (progress(before) === progress(sight)) return true;
  const from_ms = starts.reduce((first, { sent_ms }) => Math.min(first, sent_ms), before.read.sent_ms);
  return !clocks.overlaps(from_ms, sight.read.answered_ms);
}

function inFull({ read, shown }: Sight): string {
  return `${shown === undefined ? 'nothing' : `${inWords(shown)} of ${shown.updated_at}`} by ${read.path} (${told(read)})`;
}
