import type { Checker, Outcome } from '../history.ts';
import { type AcknowledgedWrite, groupBy, isAcknowledged, isPossible, keyOf, only, told } from './facts.ts';
import { Findings } from './findings.ts';

/**
 * The numbers a site gives are complete. In one series a number belongs to one transaction and a transaction has one
 * number; every acknowledged one is in the ledger with the same digest; the ledger has the numbers from 1 to the highest
 * without a gap, each once; and the site's own audit finds nothing missing, doubled or altered.
 *
 * Allowed: a number whose transaction is a dead letter, or is in the ledger under another site, which was first. When no
 * receipt of a number reached anybody it cannot be told which transaction had it: then there may be as many gaps as there
 * are dead letters and keys sent to both sites without a receipt of this site.
 */
export const numbersComplete: Checker = (history, outcome) => {
  const findings = new Findings();
  const writes = only(history, 'write');
  const numbered = writes
    .filter(isAcknowledged)
    .filter(({ acknowledged: { series, sequence } }) => series !== null && sequence !== null);
  const letters = new Set(outcome.letters.map(({ transaction_id }) => transaction_id));
  const ledger = new Map(outcome.ledger.map((row) => [row.transaction_id, row]));
  checkNumbers(findings, numbered);
  for (const write of numbered) checkArrived(findings, write, ledger, letters);
  const known = new Set(numbered.map(({ acknowledged }) => acknowledged.transaction_id));
  const answered = new Set(numbered.map(keyOf));
  const sent_to_both = [...groupBy(writes.filter(isPossible), keyOf)].filter(
    ([key, attempts]) => new Set(attempts.map(({ site }) => site)).size > 1 && !answered.has(key),
  );
  const unknown_gaps =
    outcome.letters.filter(({ transaction_id }) => !known.has(transaction_id)).length + sent_to_both.length;
  checkGaps(findings, numbered, outcome, letters, unknown_gaps);
  checkAudit(findings, outcome.audit, 'audit');
  return findings.verdict();
};

type Numbered = Pick<AcknowledgedWrite['acknowledged'], 'site' | 'series' | 'sequence'>;

function seriesOf({ site, series }: Numbered): string {
  return `${site} ${series}`;
}

function numberOf(numbered: Numbered): string {
  return `${seriesOf(numbered)} #${numbered.sequence}`;
}

function checkNumbers(findings: Findings, numbered: readonly AcknowledgedWrite[]): void {
  for (const [number, answers] of groupBy(numbered, ({ acknowledged }) => numberOf(acknowledged))) {
    const [first] = answers;
    const other = answers.find(
      ({ acknowledged }) => acknowledged.transaction_id !== first?.acknowledged.transaction_id,
    );
    findings.check(
      other === undefined,
      () => `number ${number} was given twice: ${inFull(first)}, and ${inFull(other)}`,
    );
  }
  const by_transaction = groupBy(
    numbered,
    ({ acknowledged }) => `${acknowledged.transaction_id} in ${seriesOf(acknowledged)}`,
  );
  for (const [transaction, answers] of by_transaction) {
    const [first] = answers;
    const other = answers.find(({ acknowledged }) => acknowledged.sequence !== first?.acknowledged.sequence);
    findings.check(
      other === undefined,
      () =>
        `transaction ${transaction} has two numbers: ${first?.acknowledged.sequence} of ${inFull(first)}, and ${other?.acknowledged.sequence} of ${inFull(other)}`,
    );
  }
}

function inFull(write: AcknowledgedWrite | undefined): string {
  return write === undefined
    ? 'nothing'
    : `${write.acknowledged.transaction_id} of ${write.intention} (${told(write)})`;
}

function checkArrived(
  findings: Findings,
  write: AcknowledgedWrite,
  ledger: ReadonlyMap<string, Outcome['ledger'][number]>,
  letters: ReadonlySet<string>,
): void {
  const { acknowledged } = write;
  const row = ledger.get(acknowledged.transaction_id);
  if (letters.has(acknowledged.transaction_id) || (row !== undefined && row.site !== acknowledged.site)) return;
  const number = numberOf(acknowledged);
  findings.check(row !== undefined, () => `number ${number}, ${inFull(write)}, is not in the ledger`);
  if (row === undefined) return;
  findings.check(
    numberOf(row) === number,
    () => `number ${number}, ${inFull(write)}, is in the ledger as ${numberOf(row)}`,
  );
  findings.check(
    row.digest === acknowledged.digest && row.digest !== '',
    () =>
      `number ${number}, ${inFull(write)}, was accepted with digest '${acknowledged.digest}' and applied with '${row.digest}'`,
  );
}

function checkGaps(
  findings: Findings,
  numbered: readonly AcknowledgedWrite[],
  { ledger }: Outcome,
  letters: ReadonlySet<string>,
  unknown_gaps: number,
): void {
  const sites = new Map(ledger.map(({ transaction_id, site }) => [transaction_id, site]));
  const given = new Map(numbered.map((write) => [numberOf(write.acknowledged), write]));
  const rows = ledger.filter(({ series, sequence }) => series !== null && sequence !== null);
  for (const [number, same] of groupBy(rows, numberOf))
    findings.check(
      same.length === 1,
      () =>
        `number ${number} is in the ledger ${same.length} times: ${same.map((row) => row.transaction_id).join(', ')}`,
    );
  const unexplained: string[] = [];
  for (const [series, here] of groupBy(rows, seriesOf)) {
    const present = new Set(here.map(({ sequence }) => sequence));
    const highest = here.reduce((high, { sequence }) => Math.max(high, sequence ?? 0), 0);
    for (let sequence = 1; sequence <= highest; sequence += 1) {
      const write = given.get(`${series} #${sequence}`);
      const id = write?.acknowledged.transaction_id ?? '';
      const elsewhere = sites.get(id);
      const is_explained = letters.has(id) || (elsewhere !== undefined && elsewhere !== write?.acknowledged.site);
      findings.check(
        present.has(sequence) || is_explained || write === undefined,
        () => `number ${series} #${sequence}, ${inFull(write)}, is a gap in the ledger`,
      );
      if (!present.has(sequence) && write === undefined) unexplained.push(`${series} #${sequence}`);
    }
  }
  findings.check(
    unexplained.length <= unknown_gaps,
    () => `the ledger has gaps nothing accounts for, ${unknown_gaps} of them allowed: ${unexplained.join(', ')}`,
  );
}

const MUST_BE_EMPTY = new Set(['missing', 'doubled', 'altered']);

/** Whatever else the audit says: lists of what is wrong are empty, wherever they are in it. */
function checkAudit(findings: Findings, audit: unknown, where: string): void {
  if (typeof audit !== 'object' || audit === null) return;
  for (const [name, value] of Object.entries(audit)) {
    const place = `${where}.${name}`;
    if (MUST_BE_EMPTY.has(name) && Array.isArray(value))
      findings.check(value.length === 0, () => `the audit of the observatory has ${place}: ${JSON.stringify(value)}`);
    else checkAudit(findings, value, place);
  }
}
