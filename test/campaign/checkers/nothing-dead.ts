import type { Checker, Fault, Write } from '../history.ts';
import { callOf, contentOf, groupBy, isAcknowledged, isPossible, only, recordsByTransaction, told } from './facts.ts';
import { type FaultTimes, GRACE_MS, nearReplica, ofClocks } from './fault-times.ts';
import { Findings } from './findings.ts';
import { naturalKey } from './values.ts';

/**
 * The writers send only valid changes, so main refuses none of them.
 *
 * Allowed, because two sites that do not hear of each other, or the observatory without its replica, accept what only main
 * can decide:
 * - a key that was used for different calls at both sites;
 * - a start whose observation unit and start time were sent with another start as well, at the other site or to an
 *   observatory without its replica;
 * - a finish of a record that was sent another finish as well, at the other site or to an observatory without its replica,
 *   where the same finish without a key is another one;
 * - a finish without an end_time accepted by an observatory whose clock has jumped;
 * - any finish of a record whose start is allowed to be dead: it is held, or refused with it.
 * A letter nobody has a receipt of may be any such call of the observatory that was never acknowledged: as many are allowed.
 */
export const nothingDead: Checker = (history, outcome) => {
  const findings = new Findings();
  const writes = only(history, 'write');
  const excused = excusedRecords(writes.filter(isPossible), only(history, 'fault'));
  const records = recordsByTransaction(writes, outcome);
  const by_transaction = groupBy(writes.filter(isAcknowledged), ({ acknowledged }) => acknowledged.transaction_id);
  const dead = new Map(outcome.letters.map((letter) => [letter.transaction_id, letter]));
  const ids = new Set([...by_transaction.keys(), ...dead.keys()]);
  let without_receipt = 0;
  for (const id of ids) {
    const letter = dead.get(id);
    const record = records.get(id);
    const attempts = by_transaction.get(id) ?? [];
    let is_allowed = letter === undefined || isExcused(record, attempts, excused);
    if (!is_allowed && attempts.length === 0) {
      without_receipt += 1;
      is_allowed = without_receipt <= excused.unanswered.size;
    }
    const origin = attempts.length === 0 ? 'nobody has a receipt of it' : attempts.map(inFull).join('; ');
    findings.check(
      is_allowed,
      () => `transaction ${id} of record ${record ?? 'unknown'} is ${letter?.state}: ${origin}`,
    );
  }
  return findings.verdict();
};

function inFull(write: Write): string {
  return `${write.operation} of ${write.intention} (${told(write)})`;
}

interface Excused {
  /** By transaction: its key was used for different calls. */
  transactions: Set<string>;
  /** By record: its start, and with it every finish; its finishes. */
  starts: Set<string>;
  finishes: Set<string>;
  /** Calls among these which the observatory may have accepted without anybody hearing of it. */
  unanswered: Set<string>;
}

function isExcused(record: string | undefined, attempts: readonly Write[], excused: Excused): boolean {
  if (attempts.some(({ acknowledged }) => excused.transactions.has(acknowledged?.transaction_id ?? ''))) return true;
  if (record === undefined) return false;
  if (excused.starts.has(record)) return true;
  return excused.finishes.has(record) && attempts.every(({ operation }) => operation === 'finish');
}

function excusedRecords(possible: readonly Write[], faults: readonly Fault[]): Excused {
  const [away, clocks] = [nearReplica(faults), ofClocks(faults)];
  const excused: Excused = { transactions: new Set(), starts: new Set(), finishes: new Set(), unanswered: new Set() };
  const note = (attempts: readonly Write[]) => {
    for (const [call, same] of groupBy(
      attempts.filter(({ site }) => site === 'observatory'),
      callOf,
    ))
      if (!same.some(isAcknowledged)) excused.unanswered.add(call);
  };
  for (const attempts of groupBy(possible, callOf).values()) {
    if (!isAtBoth(attempts) || new Set(attempts.map(contentOf)).size === 1) continue;
    note(attempts);
    for (const { acknowledged } of attempts)
      if (acknowledged !== undefined) {
        excused.transactions.add(acknowledged.transaction_id);
        excused.starts.add(acknowledged.id);
      }
  }
  const starts = possible.filter(({ operation }) => operation === 'start');
  for (const rivals of groupBy(starts, ({ body }) => naturalKey(body)).values())
    if (new Set(rivals.map(callOf)).size > 1 && isUndecided(rivals, away)) {
      note(rivals);
      for (const { acknowledged, body } of rivals) excused.starts.add(acknowledged?.id ?? String(body.id));
    }
  const finishes = possible.filter(({ operation }) => operation === 'finish');
  for (const [record, rivals] of groupBy(finishes, ({ record }) => record)) {
    const is_early = rivals.some(
      ({ body, answered_ms, site }) =>
        site === 'observatory' && body.end_time === undefined && clocks.overlaps(Number.NEGATIVE_INFINITY, answered_ms),
    );
    if (!is_early && !(areSeveral(rivals) && isUndecided(rivals, away))) continue;
    note(rivals);
    excused.finishes.add(record);
  }
  return excused;
}

function isAtBoth(attempts: readonly Write[]): boolean {
  return new Set(attempts.map(({ site }) => site)).size > 1;
}

/** Whether more than one finish may have been accepted; a repeat without a key is one more. */
function areSeveral(rivals: readonly Write[]): boolean {
  const kinds = new Set(rivals.map((write) => `${callOf(write)} ${contentOf(write)}`));
  return kinds.size > 1 || (rivals.length > 1 && rivals.some(({ key }) => key === undefined));
}

/** Whether a site could accept one without knowing of the others. */
function isUndecided(rivals: readonly Write[], away: FaultTimes): boolean {
  if (isAtBoth(rivals)) return true;
  return rivals.some(({ site, status, sent_ms, answered_ms }) => {
    // Without an answer it may have been decided on at any time.
    const until_ms = status === null ? Number.POSITIVE_INFINITY : answered_ms;
    return site === 'observatory' && away.overlaps(sent_ms - GRACE_MS, until_ms);
  });
}
