import type { ProblemCode } from '../../lib/kernel/problem.ts';

/** An answer that is not a function's but that of what runs the functions: the problem it stands for. */
export interface OwnAnswer {
  code: ProblemCode;
  detail: string;
  /** Whether the same call may be sent again at once: it has not reached a function, or what it did there is not known. */
  again: 'not_reached' | 'unknown' | 'never';
}

const late: OwnAnswer = { code: 'gateway.timeout', detail: 'The function still runs.', again: 'never' };
const ended: OwnAnswer = {
  code: 'gateway.unavailable',
  detail: 'The function ended without an answer.',
  again: 'unknown',
};
const busy: OwnAnswer = {
  code: 'gateway.busy',
  detail: 'What runs the functions takes no more calls now.',
  again: 'not_reached',
};
const refused: OwnAnswer = {
  code: 'gateway.unavailable',
  detail: 'What runs the functions does not run this one for the gateway; nothing was recorded.',
  again: 'never',
};
const too_large: OwnAnswer = {
  code: 'request.too_large',
  detail: 'The body is larger than the functions take.',
  again: 'never',
};
const unreadable: OwnAnswer = {
  code: 'request.malformed',
  detail: 'Its path, headers or body are not those of an HTTP call.',
  again: 'never',
};

/** What the controller answers for itself, by status. Source: OpenWhisk WebActions.scala, RestUtils and docs/reference.md. */
export const OF_OPENWHISK: Readonly<Record<number, OwnAnswer>> = {
  // The activation's id, when its result is not there in time.
  202: late,
  // "There was an error processing your request": the action broke, or its result was no answer.
  400: ended,
  401: refused,
  403: refused,
  404: refused,
  413: too_large,
  429: busy,
  502: ended,
  503: ended,
  504: late,
};

/** What an HTTP server that runs functions answers for itself, such as serverless-offline's. */
export const OF_HTTP: Readonly<Record<number, OwnAnswer>> = {
  400: unreadable,
  404: refused,
  413: too_large,
  415: unreadable,
  429: busy,
  502: ended,
  503: ended,
  504: late,
};

/** The problem behind an answer; undefined when it is a function's own, which carries the headers they all set. */
export function ownAnswer(
  table: Readonly<Record<number, OwnAnswer>>,
  status: number,
  headers: Readonly<Record<string, unknown>>,
): OwnAnswer | undefined {
  if (headers['content-security-policy'] !== undefined) return undefined;
  return table[status] ?? { ...ended, detail: `What runs the functions answered ${status}.`, again: 'never' };
}

/** Codes of errors that tell that no connection was made. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TOO_LATE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What stands for no answer at all. */
export function noAnswer(error: unknown): OwnAnswer {
  const code = codeOf(error);
  if (TOO_LATE.has(code)) return late;
  return NOT_REACHED.has(code)
    ? {
        code: 'gateway.unavailable',
        detail: 'What runs the functions is not there; nothing was recorded.',
        again: 'not_reached',
      }
    : { code: 'gateway.unavailable', detail: 'The connection to the function was lost.', again: 'unknown' };
}

/** The innermost code: errors of connections are wrapped, and those of a name with several addresses are many. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && !error.code.startsWith('FST_')) return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
