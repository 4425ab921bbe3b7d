import type { STATUS } from '../../lib/entities/work-status.ts';
import type { Chance } from './season-chance.ts';

type Status = (typeof STATUS)[number];

const HOUR_MS = 3_600_000;

/** A range of hours. */
type Hours = readonly [least: number, most: number];

/** How a piece of work goes: how long it waits, is scheduled and lasts, and how often it goes wrong. */
export interface Course {
  pending_h: Hours;
  scheduled_h: Hours;
  lasting_h: Hours;
  /** How often the first attempt fails. */
  failing: number;
  /** How often all attempts fail, so that somebody has to look. */
  given_up: number;
  /** What is said of a failure. */
  reasons: readonly string[];
}

/** One attempt at a piece of work; times in milliseconds since 1970 UTC. */
export interface Attempt {
  pending_ms: number;
  scheduled_ms: number;
  begin_ms: number;
  end_ms: number;
  /** Undefined when it is completed. */
  failure: string | undefined;
}

/** A piece of work from beginning to end. */
export interface Work {
  attempts: readonly Attempt[];
  /** Infinity when it never is. */
  completed_ms: number;
}

/** How a piece of work stands at some time. */
export interface Standing {
  status: Status;
  retry_count: number;
  start_ms: number | undefined;
  end_ms: number | undefined;
  failure: string | undefined;
  /** The last change. */
  since_ms: number;
}

/** How often work is tried (data-transfer: three times), and the hours between a failure and the next attempt. */
const ATTEMPTS = 3;
const AGAIN_H: Hours = [0.3, 3];

/** A piece of work that waits from `asked_ms` on; that of no other's end, so Infinity never begins. */
export function workOf(chance: Chance, asked_ms: number, course: Course): Work {
  const luck = chance.fraction();
  const failures = luck < course.given_up ? ATTEMPTS : luck < course.given_up + course.failing ? 1 : 0;
  const attempts: Attempt[] = [];
  let pending_ms = asked_ms;
  while (attempts.length <= failures && attempts.length < ATTEMPTS) {
    const scheduled_ms = pending_ms + hours(chance, course.pending_h);
    const begin_ms = scheduled_ms + hours(chance, course.scheduled_h);
    const fails = attempts.length < failures;
    const end_ms = begin_ms + hours(chance, course.lasting_h);
    const reason = chance.oneOf(course.reasons);
    attempts.push({ pending_ms, scheduled_ms, begin_ms, end_ms, failure: fails ? reason : undefined });
    pending_ms = end_ms + hours(chance, AGAIN_H);
  }
  const last = attempts.at(-1);
  return { attempts, completed_ms: last === undefined || last.failure !== undefined ? Infinity : last.end_ms };
}

/** How it stands at a time; undefined before it was asked for. */
export function standingAt(work: Work, now_ms: number): Standing | undefined {
  const begun = work.attempts.filter(({ pending_ms }) => pending_ms <= now_ms);
  const attempt = begun.at(-1);
  if (attempt === undefined) return undefined;
  const [status, since_ms] = stepOf(attempt, now_ms);
  return {
    status,
    since_ms,
    retry_count: begun.length - 1,
    start_ms: attempt.begin_ms <= now_ms ? attempt.begin_ms : undefined,
    end_ms: attempt.end_ms <= now_ms ? attempt.end_ms : undefined,
    failure: status === 'failed' ? attempt.failure : undefined,
  };
}

function stepOf(attempt: Attempt, now_ms: number): [Status, number] {
  if (attempt.end_ms <= now_ms) return [attempt.failure === undefined ? 'completed' : 'failed', attempt.end_ms];
  if (attempt.begin_ms <= now_ms) return ['in_progress', attempt.begin_ms];
  if (attempt.scheduled_ms <= now_ms) return ['scheduled', attempt.scheduled_ms];
  return ['pending', attempt.pending_ms];
}

/** A time within a range of hours, in milliseconds. */
export function hours(chance: Chance, [least, most]: Hours): number {
  return Math.round(chance.between(least, most) * HOUR_MS);
}

/** A time as a column has it; null for what has not been. */
export function timeOf(time_ms: number): string;
export function timeOf(time_ms: number | undefined): string | null;
export function timeOf(time_ms: number | undefined): string | null {
  return time_ms === undefined ? null : new Date(time_ms).toISOString();
}
