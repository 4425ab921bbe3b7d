import type { Checker, Outcome, Shown, Write } from '../history.ts';
import {
  type AcknowledgedWrite,
  callOf,
  contentOf,
  groupBy,
  isAcknowledged,
  isPossible,
  only,
  recordOf,
  told,
} from './facts.ts';
import { Findings } from './findings.ts';
import { beganWith, inWords, isAsFinished, isAsStarted, naturalKey, naturalKeyOf } from './values.ts';

/**
 * What was acknowledged is on main exactly once, or is a dead letter with a reason: the transaction in the ledger, the
 * record among the executions with the values that were sent. Nothing is there that nobody sent, and nothing twice.
 *
 * Allowed: a key used for two bodies at two sites, both acknowledged before the sites knew of each other. Then one of them
 * is on main, and the same id is a dead letter at the site of the other.
 */
export const exactlyOnce: Checker = (history, outcome) => {
  const findings = new Findings();
  const writes = only(history, 'write');
  const success = writes.filter(({ status }) => status !== null && status < 300);
  for (const write of success)
    findings.check(isAcknowledged(write), () => `${write.intention} was accepted without a receipt (${told(write)})`);
  const acknowledged = writes.filter(isAcknowledged);
  const calls = groupBy(writes, callOf);
  checkTransactions(findings, acknowledged, outcome, calls);
  checkStarts(findings, acknowledged, outcome, calls);
  checkLedger(findings, acknowledged, outcome);
  checkInventions(findings, writes, outcome.main);
  return findings.verdict();
};

function checkTransactions(
  findings: Findings,
  acknowledged: readonly AcknowledgedWrite[],
  outcome: Outcome,
  calls: ReadonlyMap<string, Write[]>,
): void {
  const rows = groupBy(outcome.ledger, ({ transaction_id }) => transaction_id);
  for (const [id, { length }] of rows)
    findings.check(length === 1, () => `transaction ${id} is in the ledger ${length} times`);
  const letters = new Map(outcome.letters.map((letter) => [letter.transaction_id, letter]));
  for (const { transaction_id, state, reason } of letters.values())
    findings.check(
      state !== 'dead' || reason !== undefined,
      () => `dead letter ${transaction_id} does not say why it was refused`,
    );
  for (const [id, answers] of groupBy(acknowledged, ({ acknowledged: { transaction_id } }) => transaction_id)) {
    const [first] = answers;
    if (first === undefined) continue;
    const letter = letters.get(id);
    findings.check(
      rows.has(id) || letter !== undefined,
      () =>
        `transaction ${id} of ${first.intention} was acknowledged (${told(first)}) and is lost: no ledger row, no dead letter`,
    );
    const both = rows.has(id) && letter !== undefined;
    findings.check(
      !both || isContested(calls.get(callOf(first))),
      () => `transaction ${id} of ${first.intention} (${told(first)}) is in the ledger and ${letter?.state} as well`,
    );
  }
}

/** Whether a key was used for different calls at different sites. */
function isContested(attempts: readonly Write[] = []): boolean {
  const possible = attempts.filter(isPossible);
  return possible.some((one) =>
    possible.some((other) => one.site !== other.site && contentOf(one) !== contentOf(other)),
  );
}

function checkStarts(
  findings: Findings,
  acknowledged: readonly AcknowledgedWrite[],
  outcome: Outcome,
  calls: ReadonlyMap<string, Write[]>,
): void {
  const applied = new Set(
    outcome.ledger.filter((row) => row.outcome === 'applied').map(({ transaction_id }) => transaction_id),
  );
  const letters = new Set(outcome.letters.map(({ transaction_id }) => transaction_id));
  const records = groupBy(outcome.main, ({ id }) => id);
  for (const [id, { length }] of records) findings.check(length === 1, () => `record ${id} is on main ${length} times`);
  for (const [natural, same] of groupBy(outcome.main, naturalKeyOf))
    findings.check(same.length === 1, () => `${natural} is on main as ${same.map(({ id }) => id).join(' and ')}`);
  for (const start of acknowledged) {
    const { id, transaction_id } = start.acknowledged;
    if (start.operation !== 'start' || !applied.has(transaction_id)) continue;
    const [row] = records.get(id) ?? [];
    const intention = `${start.intention} (${told(start)})`;
    findings.check(
      row !== undefined,
      () => `record ${id} of ${intention} is not on main, though transaction ${transaction_id} was applied`,
    );
    if (row === undefined) continue;
    const attempts = calls.get(callOf(start)) ?? [];
    const gave_way =
      letters.has(transaction_id) &&
      attempts.some((other) => other.site !== start.site && isPossible(other) && beganWith(row, other));
    findings.check(
      beganWith(row, start) || gave_way,
      () => `${intention} sent ${JSON.stringify(start.body)}, and main has ${inWords(row)}`,
    );
  }
}

/** What the ledger says was done to a record nobody has a receipt of has left the record behind. */
function checkLedger(findings: Findings, acknowledged: readonly AcknowledgedWrite[], outcome: Outcome): void {
  const named = new Set(acknowledged.map(({ acknowledged: { id } }) => id));
  const present = new Set(outcome.main.map(({ id }) => id));
  for (const { transaction_id, lane, outcome: done } of outcome.ledger)
    findings.check(
      done === 'discarded' || present.has(recordOf(lane)) || named.has(recordOf(lane)),
      () => `transaction ${transaction_id} of ${lane} was applied, and main has no such record`,
    );
}

function checkInventions(findings: Findings, writes: readonly Write[], main: readonly Shown[]): void {
  const possible = writes.filter(isPossible);
  const starts = possible.filter(({ operation }) => operation === 'start');
  const by_id = groupBy(starts, ({ acknowledged, body }) => acknowledged?.id ?? body.id);
  const by_natural = groupBy(starts, ({ body }) => naturalKey(body));
  const unnamed = starts.filter(
    ({ body, acknowledged }) => acknowledged === undefined && body.start_time === undefined,
  );
  const unnamed_units = groupBy(unnamed, ({ body }) => Number(body.obs_unit_id));
  const finishes = groupBy(
    possible.filter(({ operation }) => operation === 'finish'),
    ({ record }) => record,
  );
  const records_of = new Map<string, Set<string>>();
  for (const row of main) {
    const candidates = [
      ...(by_id.get(row.id) ?? []),
      ...(by_natural.get(naturalKeyOf(row)) ?? []),
      ...(unnamed_units.get(row.obs_unit_id) ?? []),
    ];
    // A start that was acknowledged made the record of its receipt; one of unknown outcome can have made any that fits.
    const origins = candidates.filter(
      (start) => beganWith(row, start) && (start.acknowledged === undefined || start.acknowledged.id === row.id),
    );
    findings.check(origins.length > 0, () => `record ${inWords(row)} is on main, and nobody sent it`);
    if (origins.length === 0) continue;
    const ended = finishes.get(row.id) ?? [];
    findings.check(
      origins.some((start) => isAsStarted(row, start)) || ended.some((finish) => isAsFinished(row, finish)),
      () => `record ${inWords(row)} is on main, and no start or finish of it says so`,
    );
    const intentions = new Set(origins.map(({ intention }) => intention));
    // When two intentions fit, it cannot be told which one made the record.
    const [intention] = intentions;
    if (intentions.size !== 1 || intention === undefined) continue;
    records_of.set(intention, (records_of.get(intention) ?? new Set()).add(row.id));
  }
  for (const [intention, ids] of records_of)
    findings.check(ids.size === 1, () => `${intention} made ${ids.size} records: ${[...ids].join(' and ')}`);
}
