import type { Checker, Happening, LookUp, Outcome, SiteName, Write } from '../history.ts';
import { callOf, groupBy, isAcknowledged, isBefore, isPossible, isSuccess, only, told } from './facts.ts';
import { Findings } from './findings.ts';

/** A state as a look-up or a receipt told it. */
interface Telling {
  transaction_id: string;
  site: SiteName;
  state: string;
  sent_ms: number;
  answered_ms: number;
  call: LookUp | Write;
}

/** How far a state is. Refused can still turn out to have been applied: the answer of a slow drainer came late. */
const RANK: Readonly<Record<string, number>> = {
  unknown: -1,
  buffered: 0,
  held: 0,
  dead: 1,
  discarded: 2,
  applied: 3,
  replicated: 4,
};

/**
 * A transaction only goes forward: whatever a site has told of it, no look-up there that was sent later tells of an earlier
 * state, and none that was sent after the acknowledgement is answered `unknown`. Receipts count as look-ups. What the
 * observatory calls applied, main has. What was told dead is a dead letter in the end, or was applied after all, and nothing
 * is applied after it was discarded.
 *
 * Allowed: of a call that was sent to both sites the observatory may first find in its replica that it is replicated, and
 * then, without the replica, accept it once more.
 */
export const statesForward: Checker = (history, outcome) => {
  const findings = new Findings();
  const told_of = tellingsOf(history);
  const at_both = sentToBoth(only(history, 'write'));
  for (const [id, tellings] of groupBy(told_of, ({ transaction_id }) => transaction_id)) {
    for (const [site, here] of groupBy(tellings, ({ site }) => site))
      checkSite(findings, here, site === 'observatory' && at_both.has(id));
    checkMain(findings, tellings);
  }
  checkDead(findings, told_of, outcome);
  return findings.verdict();
};

function tellingsOf(history: readonly Happening[]): Telling[] {
  const receipts = only(history, 'write')
    .filter(isAcknowledged)
    .map((call) => ({ ...timesOf(call), ...call.acknowledged, site: call.site, call }));
  const look_ups = only(history, 'lookup')
    .filter(isSuccess)
    .flatMap((call) =>
      Object.entries(call.states).map(([transaction_id, state]) => ({
        ...timesOf(call),
        transaction_id,
        state,
        site: call.site,
        call,
      })),
    );
  return [...receipts, ...look_ups];
}

function timesOf({ sent_ms, answered_ms }: Write | LookUp) {
  return { sent_ms, answered_ms };
}

/** Transactions whose call may have taken effect at both sites. */
function sentToBoth(writes: readonly Write[]): Set<string> {
  const at_both = [...groupBy(writes.filter(isPossible), callOf).values()].filter(
    (attempts) => new Set(attempts.map(({ site }) => site)).size > 1,
  );
  return new Set(at_both.flat().flatMap(({ acknowledged }) => acknowledged?.transaction_id ?? []));
}

function checkSite(findings: Findings, tellings: readonly Telling[], may_be_accepted_again: boolean): void {
  for (const telling of tellings)
    findings.check(RANK[telling.state] !== undefined, () => `there is no such state: ${inFull(telling)}`);
  if (may_be_accepted_again)
    checkKnown(
      findings,
      pairs(tellings, () => true),
    );
  const counted = tellings.filter(({ state }) => !may_be_accepted_again || state !== 'replicated');
  for (const [earlier, later] of pairs(counted, () => true)) {
    const is_forward =
      rankOf(later) >= rankOf(earlier) && !(earlier.state === 'discarded' && rankOf(later) > rankOf(earlier));
    findings.check(is_forward, () => `${inFull(earlier)}, and then ${inFull(later)}`);
  }
}

function checkMain(findings: Findings, tellings: readonly Telling[]): void {
  const arrived = tellings.filter(
    ({ site, state }) => site === 'main' || state === 'applied' || state === 'replicated',
  );
  checkKnown(
    findings,
    pairs(arrived, ({ site }) => site === 'main'),
  );
}

function checkKnown(findings: Findings, told_in_order: readonly [Telling, Telling][]): void {
  for (const [earlier, later] of told_in_order)
    findings.check(
      later.state !== 'unknown' || earlier.state === 'unknown',
      () => `${inFull(earlier)}, and then ${inFull(later)}`,
    );
}

/** For each telling of a kind, the furthest of all that had ended before it was asked. */
function pairs(tellings: readonly Telling[], isLater: (telling: Telling) => boolean): [Telling, Telling][] {
  const by_answer = tellings.toSorted((a, b) => a.answered_ms - b.answered_ms);
  const found: [Telling, Telling][] = [];
  let furthest: Telling | undefined;
  let next = 0;
  for (const later of tellings.filter(isLater).toSorted((a, b) => a.sent_ms - b.sent_ms)) {
    for (let earlier = by_answer[next]; earlier !== undefined && isBefore(earlier, later); earlier = by_answer[next]) {
      if (furthest === undefined || rankOf(earlier) > rankOf(furthest)) furthest = earlier;
      next += 1;
    }
    if (furthest !== undefined) found.push([furthest, later]);
  }
  return found;
}

function rankOf({ state }: Telling): number {
  return RANK[state] ?? -1;
}

function checkDead(findings: Findings, tellings: readonly Telling[], { ledger, letters }: Outcome): void {
  const ended = new Set([...ledger, ...letters].map(({ transaction_id }) => transaction_id));
  for (const telling of tellings)
    if (telling.state === 'dead')
      findings.check(
        ended.has(telling.transaction_id),
        () => `${inFull(telling)}, and in the end it is neither a dead letter nor on main`,
      );
}

function inFull({ transaction_id, state, call }: Telling): string {
  return `transaction ${transaction_id} was ${state} (${call.kind} of ${told(call)})`;
}
