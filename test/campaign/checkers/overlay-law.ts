import { isDeepStrictEqual } from 'node:util';
import type { Checker, Outcome, Settlement, Shown, Write } from '../history.ts';
import { callOf, groupBy, isAcknowledged, isPossible, isSuccess, only, recordsByTransaction } from './facts.ts';
import { Findings } from './findings.ts';
import { inWords, naturalKey, naturalKeyOf } from './values.ts';

/**
 * What the observatory answered with changes pending is what main answered when they had arrived: the same rows with the
 * same values in the same order. At the end both have the same records.
 *
 * Left out of the comparison, on both sides: records with a dead letter (the law does not speak of them); and while things
 * are pending those that were written at main, which the observatory need not know yet, and those with a write of unknown
 * outcome, which may take effect in between. Where a page was full, what is left out of it may have been replaced by later rows.
 */
export const overlayLaw: Checker = (history, outcome) => {
  const findings = new Findings();
  const writes = only(history, 'write');
  const dead = deadRecords(writes, outcome);
  const unsure = unsureRecords(writes);
  for (const settlement of only(history, 'settlement')) {
    const is_left_out = (row: Shown) => {
      if (dead.has(row.id)) return true;
      return [unsure.get(row.id), unsure.get(naturalKeyOf(row))].some((spans) =>
        spans?.some(({ from_ms, to_ms }) => from_ms <= settlement.at_ms && settlement.at_ms < to_ms),
      );
    };
    for (const query of settlement.queries) checkQuery(findings, settlement, query, is_left_out);
  }
  checkEnd(findings, outcome, dead);
  return findings.verdict();
};

function deadRecords(writes: readonly Write[], outcome: Outcome): Set<string> {
  const records = recordsByTransaction(writes, outcome);
  return new Set(outcome.letters.flatMap(({ transaction_id }) => records.get(transaction_id) ?? []));
}

/** For records by id and by natural key: from when to when a settlement may find them different. */
function unsureRecords(writes: readonly Write[]): Map<string, { from_ms: number; to_ms: number }[]> {
  const spans = new Map<string, { from_ms: number; to_ms: number }[]>();
  for (const attempts of groupBy(writes.filter(isPossible), (write) => `${callOf(write)} at ${write.site}`).values()) {
    const known_ms = attempts
      .filter(isSuccess)
      .reduce((first, { answered_ms }) => Math.min(first, answered_ms), Number.POSITIVE_INFINITY);
    for (const write of attempts) {
      const to_ms = write.site === 'main' ? Number.POSITIVE_INFINITY : known_ms;
      const id = isAcknowledged(write) ? write.acknowledged.id : write.record;
      for (const name of [id, naturalKey(write.body)]) {
        if (name === undefined) continue;
        const known = spans.get(name) ?? [];
        spans.set(name, known);
        known.push({ from_ms: write.sent_ms, to_ms });
      }
    }
  }
  return spans;
}

function checkQuery(
  findings: Findings,
  { at_ms, pending }: Settlement,
  { path, observatory, main }: Settlement['queries'][number],
  is_left_out: (row: Shown) => boolean,
): void {
  const [here, there] = [observatory, main].map((rows) => rows.filter((row) => !is_left_out(row)));
  if (here === undefined || there === undefined) return;
  const when = `${path} at ${at_ms} ms with ${pending} pending`;
  const limit = limitOf(path);
  const length = Math.max(here.length, there.length);
  for (let position = 0; position < length; position += 1) {
    const [at_observatory, at_main] = [here[position], there[position]];
    // Where one side has ended: its page was full, and lost a place to what is left out.
    if (at_observatory === undefined && observatory.length === limit && here.length < limit) break;
    if (at_main === undefined && main.length === limit && there.length < limit) break;
    findings.check(
      isDeepStrictEqual(at_observatory, at_main),
      () =>
        `${when}: row ${position} was ${rowInWords(at_observatory)} at the observatory, and is ${rowInWords(at_main)} on main`,
    );
    if (at_observatory?.id !== at_main?.id) break;
  }
  findings.check(
    isSorted(path, observatory),
    () => `${when}: the observatory did not answer in order of start: ${observatory.map(({ id }) => id).join(', ')}`,
  );
}

/** The limit of a page: as asked for, or as the API documents it. */
function limitOf(path: string): number {
  const [name = '', search] = path.split('?');
  return Number(new URLSearchParams(search).get('limit') ?? (/\/\d+$/.test(name) ? 100 : 50));
}

function isSorted(path: string, rows: readonly Shown[]): boolean {
  const order = new URLSearchParams(path.split('?')[1]).get('order') ?? '-start_time';
  if (!order.endsWith('start_time')) return true;
  const sign = order.startsWith('-') ? -1 : 1;
  return rows.every((row, position) => {
    const before = rows[position - 1];
    return before === undefined || sign * compareText(before.start_time, row.start_time) <= 0;
  });
}

/** Times of the one spelling, without their Z: then text order is time order. */
function compareText(time: string, other: string): number {
  const [a, b] = [time.slice(0, -1), other.slice(0, -1)];
  return a < b ? -1 : Number(a > b);
}

function checkEnd(findings: Findings, outcome: Outcome, dead: ReadonlySet<string>): void {
  const observatory = new Map(outcome.observatory.map((row) => [row.id, row]));
  const main = new Map(outcome.main.map((row) => [row.id, row]));
  for (const id of new Set([...observatory.keys(), ...main.keys()])) {
    if (dead.has(id)) continue;
    const [here, there] = [observatory.get(id), main.get(id)];
    findings.check(
      isDeepStrictEqual(here, there),
      () => `at the end record ${id} is ${rowInWords(here)} at the observatory, and ${rowInWords(there)} on main`,
    );
  }
}

function rowInWords(row: Shown | undefined): string {
  return row === undefined ? 'not there' : `${inWords(row)} of ${row.updated_at}`;
}
