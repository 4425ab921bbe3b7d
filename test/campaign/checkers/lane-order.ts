import type { Checker, Outcome, Shown, Write } from '../history.ts';
import { type AcknowledgedWrite, callOf, groupBy, isAcknowledged, isPossible, only, recordOf, told } from './facts.ts';
import { type FaultTimes, nearReplica } from './fault-times.ts';
import { Findings } from './findings.ts';
import { inWords, isAsFinished } from './values.ts';

/**
 * Effects on main follow the order of acknowledgement, record by record: the start is applied before the finish, at most
 * one finish is applied, and the record ends as a finish left it. At one site no second finish is acknowledged.
 *
 * Allowed: finishes of one record acknowledged at both sites, which do not know of each other; and at the observatory a
 * second one that was decided on without its replica. Main applies one of them. Of a key used for two finishes at two sites
 * main may have applied either.
 */
export const laneOrder: Checker = (history, outcome) => {
  const findings = new Findings();
  const writes = only(history, 'write');
  const acknowledged = writes.filter(isAcknowledged);
  const finishes = acknowledged.filter(({ operation }) => operation === 'finish');
  const by_record = groupBy(finishes, ({ record }) => record);
  checkLedger(findings, acknowledged, outcome);
  checkFinalStates(findings, writes, by_record, outcome);
  const away = nearReplica(only(history, 'fault'));
  for (const [record, all] of by_record)
    for (const here of groupBy(all, ({ site }) => site).values()) checkSecond(findings, record, here, away);
  return findings.verdict();
};

function checkLedger(findings: Findings, acknowledged: readonly AcknowledgedWrite[], outcome: Outcome): void {
  const operations = new Map(
    acknowledged.map(({ operation, acknowledged: { transaction_id } }) => [transaction_id, operation]),
  );
  const rows = outcome.ledger.map((row, position) => ({
    ...row,
    position,
    operation: operations.get(row.transaction_id),
  }));
  const applied = rows.filter((row) => row.outcome === 'applied');
  for (const [lane, changes] of groupBy(applied, ({ lane }) => lane)) {
    const order = () =>
      changes.map((row) => `${row.operation ?? 'unknown'} ${row.transaction_id} (row ${row.position})`).join(', ');
    // A record is started once and finished once; of a third change, or of two of a kind, one did not expect the other.
    findings.check(changes.length <= 2, () => `${lane} was changed ${changes.length} times: ${order()}`);
    const [first, ...later] = changes;
    findings.check(first?.operation !== 'finish', () => `${lane} was finished before it was started: ${order()}`);
    for (const change of later)
      findings.check(change.operation !== 'start', () => `${lane} was started after another change: ${order()}`);
  }
}

function checkFinalStates(
  findings: Findings,
  writes: readonly Write[],
  acknowledged: ReadonlyMap<string, AcknowledgedWrite[]>,
  outcome: Outcome,
): void {
  const rows = new Map(outcome.main.map((row) => [row.id, row]));
  const applied = groupBy(
    outcome.ledger.filter((row) => row.outcome === 'applied'),
    ({ lane }) => recordOf(lane),
  );
  const candidates = groupBy(
    writes.filter((write) => write.operation === 'finish' && isPossible(write)),
    ({ record }) => record,
  );
  for (const [record, finishes] of acknowledged) {
    const changes = new Set(applied.get(record)?.map(({ transaction_id }) => transaction_id));
    const effective = finishes.filter((finish) => changes.has(finish.acknowledged.transaction_id));
    if (effective.length === 0) continue;
    const row = rows.get(record);
    findings.check(
      row !== undefined && effective.some((finish) => isTraceOf(row, finish, candidates.get(record))),
      () =>
        `record ${record} was finished by ${effective.map(inFull).join(' and ')}, and main has ${row ? inWords(row) : 'nothing'}`,
    );
  }
  for (const [record, finishes] of candidates) {
    const row = rows.get(record);
    if (row === undefined || row.status === 'running') continue;
    findings.check(
      finishes.some((finish) => isAsFinished(row, finish)),
      () => `record ${inWords(row)} ended as none of ${finishes.map(told).join('; ')} asked for`,
    );
  }
}

/** Whether a record ended as the finish says, or as what the same key was used for at the other site. */
function isTraceOf(row: Shown, finish: AcknowledgedWrite, candidates: readonly Write[] = []): boolean {
  const same = candidates.filter((other) => other.site !== finish.site && callOf(other) === callOf(finish));
  return [finish, ...same].some((write) => isAsFinished(row, write));
}

function inFull(finish: AcknowledgedWrite): string {
  return `${finish.acknowledged.transaction_id} with ${JSON.stringify(finish.body)} (${told(finish)})`;
}

function checkSecond(
  findings: Findings,
  record: string,
  finishes: readonly AcknowledgedWrite[],
  away: FaultTimes,
): void {
  const answers = groupBy(finishes, ({ acknowledged }) => acknowledged.transaction_id);
  const [first, ...others] = [...answers.values()].flatMap((same) => same.slice(0, 1));
  if (first === undefined) return;
  findings.check(
    others.every((other) => other.site === 'observatory' && [first, other].some((finish) => away.excuses(finish))),
    () =>
      `record ${record} was finished more than once at ${first.site}: ${[first, ...others].map(inFull).join(' and ')}`,
  );
}
