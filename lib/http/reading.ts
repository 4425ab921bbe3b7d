import type { Reading } from '../flow/read.ts';
import type { ProblemCode } from '../kernel/problem.ts';

/** Problems every read can have. */
export const READ_PROBLEMS = ['buffer.unavailable', 'database.unavailable'] as const satisfies readonly ProblemCode[];

/** Headers that say how an answer was made. */
export const READING_HEADERS = ['OpsDB-Overlay', 'OpsDB-Replica-Age'] as const;

/**
 * The headers of a reading: records laid over the replica (`unknown` when the buffer was out of reach and the caller took
 * the replica alone), seconds its knowledge of main is old (absent when unknown).
 */
export function readingHeaders({ overlaid, replica_age_s, complete }: Reading): Record<string, string> {
  return {
    'OpsDB-Overlay': complete ? String(overlaid) : 'unknown',
    ...(replica_age_s === null ? {} : { 'OpsDB-Replica-Age': replica_age_s.toFixed(3) }),
  };
}
