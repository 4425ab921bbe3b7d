import type { Checker, Write } from '../history.ts';
import {
  type AcknowledgedWrite,
  contentOf,
  groupBy,
  isAcknowledged,
  isBefore,
  isPossible,
  keyOf,
  only,
  told,
} from './facts.ts';
import { type FaultTimes, nearReplica } from './fault-times.ts';
import { Findings } from './findings.ts';

/**
 * All acknowledged answers of one key and body are one answer: code, record and transaction; number, series, site and
 * digest, too, unless the key was sent to both sites. At one site only one of them is new, and none is new after another.
 * No other body with the key is acknowledged at that site.
 *
 * Allowed: the key was sent to both sites, and this one decided on the other body without its replica, which alone knew
 * of the first; main then refuses it.
 */
export const sameKeySameAnswer: Checker = (history) => {
  const findings = new Findings();
  const away = nearReplica(only(history, 'fault'));
  for (const [key, attempts] of groupBy(only(history, 'write'), keyOf)) {
    const acknowledged = attempts.filter(isAcknowledged);
    for (const answers of groupBy(acknowledged, contentOf).values())
      checkAnswers(findings, key, answers, isSentToBoth(attempts));
    for (const answers of groupBy(acknowledged, ({ site }) => site).values())
      checkBodies(findings, key, answers, isSentToBoth(attempts), away);
  }
  return findings.verdict();
};

function isSentToBoth(attempts: readonly Write[]): boolean {
  return new Set(attempts.filter(isPossible).map(({ site }) => site)).size > 1;
}

function checkAnswers(
  findings: Findings,
  key: string,
  answers: readonly AcknowledgedWrite[],
  sent_to_both: boolean,
): void {
  const [first, ...others] = answers;
  if (first === undefined) return;
  for (const other of others) {
    const [here, there] = [answerOf(first, sent_to_both), answerOf(other, sent_to_both)];
    findings.check(
      here === there,
      () => `key ${key} was answered ${here} (${told(first)}) and ${there} (${told(other)})`,
    );
  }
  for (const here of groupBy(answers, ({ site }) => site).values()) {
    const fresh = here.filter(({ acknowledged }) => !acknowledged.replayed);
    const [one, another] = fresh;
    findings.check(
      fresh.length <= 1,
      () => `key ${key} was new twice: ${one && told(one)}, and ${another && told(another)}`,
    );
    const earlier = one && here.find((answer) => isBefore(answer, one));
    findings.check(
      earlier === undefined,
      () => `key ${key} was new (${one && told(one)}) after it had been answered (${earlier && told(earlier)})`,
    );
  }
}

function answerOf({ status, acknowledged }: AcknowledgedWrite, sent_to_both: boolean): string {
  const { id, transaction_id, site, series, sequence, digest } = acknowledged;
  return JSON.stringify([status, id, transaction_id, ...(sent_to_both ? [] : [site, series, sequence, digest])]);
}

function checkBodies(
  findings: Findings,
  key: string,
  answers: readonly AcknowledgedWrite[],
  sent_to_both: boolean,
  away: FaultTimes,
): void {
  const [first, ...others] = answers;
  if (first === undefined) return;
  for (const other of others) {
    const excused = sent_to_both && first.site === 'observatory' && [first, other].some((call) => away.excuses(call));
    findings.check(
      contentOf(first) === contentOf(other) || excused,
      () =>
        `key ${key} was acknowledged for ${contentOf(first)} (${told(first)}) and for ${contentOf(other)} (${told(other)})`,
    );
  }
}
