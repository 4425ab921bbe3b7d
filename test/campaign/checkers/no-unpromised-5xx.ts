import type { ProblemCode } from '../../../lib/kernel/problem.ts';
import type { Checker, LookUp, Read, Write } from '../history.ts';
import { isSuccess, only, told } from './facts.ts';
import { FaultTimes, GRACE_MS, nearRecording, ofClocks } from './fault-times.ts';
import { Findings } from './findings.ts';

/** How much earlier or later than the caller's clock says a fault may have been felt when there was no answer at all. */
const SLACK_MS = 1_000;

const FROM_READS: readonly ProblemCode[] = ['buffer.unavailable', 'database.unavailable'];
const FROM_WRITES: readonly ProblemCode[] = [...FROM_READS, 'buffer.full', 'buffer.not_durable'];

/**
 * Every call is answered, with success, with a refusal that the call can deserve (the writers send only what is valid), or
 * with a documented 503 while something is broken or not long after. At the observatory recording is refused only for what
 * is broken there: never for the link, the replica, main or a drainer.
 *
 * Allowed: a finish without an end_time is invalid when the site's clock has jumped to before the start.
 */
export const noUnpromised5xx: Checker = (history) => {
  const findings = new Findings();
  const faults = only(history, 'fault');
  const [all, near, clocks] = [new FaultTimes(faults), nearRecording(faults), ofClocks(faults)];
  for (const call of history) {
    if (call.kind === 'fault' || call.kind === 'settlement') continue;
    const wrong = wrongWith(call, all, near, clocks);
    findings.check(
      wrong === undefined,
      () => `${nameOf(call)} (${told(call)}${call.code === undefined ? '' : `, ${call.code}`}): ${wrong}`,
    );
  }
  return findings.verdict();
};

function nameOf(call: Write | Read | LookUp): string {
  if (call.kind === 'write')
    return `${call.operation} of ${call.intention}${call.record === undefined ? '' : `, record ${call.record},`}`;
  return call.kind === 'read' ? call.path : `look-up of ${Object.keys(call.states).length} transactions`;
}

function wrongWith(
  call: Write | Read | LookUp,
  all: FaultTimes,
  near: FaultTimes,
  clocks: FaultTimes,
): string | undefined {
  const { status, code, sent_ms, answered_ms } = call;
  if (status === null) {
    const excused = all.overlaps(sent_ms - SLACK_MS - GRACE_MS, answered_ms + SLACK_MS);
    return excused ? undefined : 'no answer, and nothing was broken';
  }
  if (isSuccess(call)) return undefined;
  if (status >= 400 && status < 500) {
    if (code !== 'route.not_found' && refusalsOf(call).includes(status)) return undefined;
    const no_end_time = call.kind === 'write' && call.operation === 'finish' && call.body.end_time === undefined;
    // A clock that has jumped forward dates starts that are finished after it has jumped back.
    if (status === 422 && no_end_time && clocks.overlaps(Number.NEGATIVE_INFINITY, answered_ms)) return undefined;
    return 'a valid call was refused';
  }
  if (status !== 503) return 'not an answer the API promises';
  const documented: readonly string[] = call.kind === 'write' ? FROM_WRITES : FROM_READS;
  if (code === undefined || !documented.includes(code)) return 'a 503 of no documented kind';
  if (!all.excuses(call)) return 'refused, and nothing was broken';
  if (call.kind !== 'write' || call.site !== 'observatory' || near.excuses(call)) return undefined;
  return 'recording failed, and nothing was broken at the observatory';
}

/** The refusals a valid call can deserve. */
function refusalsOf(call: Write | Read | LookUp): readonly number[] {
  if (call.kind === 'write') return call.operation === 'start' ? [409] : [404, 409];
  // A look-up of several answers each with a state; of one, and of a record, 404 says that it is not known here.
  return call.kind === 'lookup' || call.record !== undefined ? [404] : [];
}
