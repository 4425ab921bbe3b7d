/**
 * Every way a request can fail, as RFC 9457 problem details. The table is closed: a code that is not in it cannot be
 * answered, and each code says what to do next.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    extra: Reserved & { errors?: readonly FieldError[]; [member: string]: unknown } = {},
  ) {
    super(detail);
    const { errors = [], ...members } = extra;
    this.code = code;
    this.errors = errors;
    this.members = members;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** Members RFC 9457 and the answer itself have taken: a problem's own members must not overwrite them. */
type Reserved = {
  [name in 'type' | 'title' | 'status' | 'detail' | 'instance' | 'code' | 'remedy' | 'field' | 'retry_after_s']?: never;
};

/** One thing wrong with the request: where (`path`, `query`, `body`), which field, and what would be right. */
export interface FieldError {
  in: 'path' | 'query' | 'header' | 'body';
  field: string;
  detail: string;
}

interface ProblemKind {
  status: number;
  title: string;
  /** What the caller should do next. */
  remedy: string;
  /** Seconds after which trying again makes sense; absent when trying again changes nothing. */
  retry_after_s?: number;
}

const kinds = {
  'request.malformed': {
    status: 400,
    title: 'The request cannot be read',
    remedy: 'Send a JSON object with content type application/json.',
  },
  'request.too_large': {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send fewer records per call.',
  },
  'request.invalid': {
    status: 422,
    title: 'The request does not fit the endpoint',
    remedy: 'Correct every field named in errors and send it again; nothing was recorded.',
  },
  'reference.unknown': {
    status: 422,
    title: 'The request refers to a record that does not exist',
    remedy: 'Correct the id in the field named in errors; nothing was recorded.',
  },
  'auth.required': {
    status: 401,
    title: 'A valid token is required',
    remedy: 'Send "Authorization: Bearer <token>" with an active token that has not expired.',
  },
  'auth.forbidden': {
    status: 403,
    title: 'The token does not allow this',
    remedy: 'Ask an administrator for a role or a token with what detail names.',
  },
  'auth.wrong': {
    status: 401,
    title: 'Signing in failed',
    remedy: 'Begin again at /github/login, or ask an administrator for a new code.',
  },
  'auth.not_configured': {
    status: 503,
    title: 'Signing in is not set up at this site',
    remedy: 'API tokens work. Operators: docs/security.md lists the settings signing in needs.',
  },
  'github.unavailable': {
    status: 503,
    title: 'GitHub is out of reach',
    remedy: 'Try again later, or sign in with a code: POST /auth/code; an administrator makes one.',
    retry_after_s: 60,
  },
  'resolver.unavailable': {
    status: 503,
    title: 'The name resolver is out of reach',
    remedy:
      'Try again when the internet is back, or create the source with its coordinates; names asked for lately are still answered.',
    retry_after_s: 60,
  },
  'rate.limited': {
    status: 429,
    title: 'Too many calls',
    remedy: 'Wait as long as Retry-After says. Recordings are never refused for this.',
    retry_after_s: 60,
  },
  'route.not_found': {
    status: 404,
    title: 'There is no such endpoint',
    remedy: 'GET /openapi.json lists every endpoint of this site.',
  },
  'record.not_found': { status: 404, title: 'There is no such record', remedy: 'Check the id.' },
  'name.unknown': {
    status: 404,
    title: 'Nobody knows an object of this name',
    remedy: 'Check the spelling, try another name of it, or create the source with its coordinates.',
  },
  'source.without_position': {
    status: 422,
    title: 'Where this source is cannot be computed',
    remedy: 'Correct what detail names (PUT /sources/{id}), or make it a source with fixed coordinates.',
  },
  'record.exists': {
    status: 409,
    title: 'The record exists already',
    remedy: 'Go on with the record named in id; nothing was recorded a second time.',
  },
  'idempotency.conflict': {
    status: 409,
    title: 'The idempotency key has been used for another call',
    remedy: 'Use a new key for a new call, or send the first call exactly as it was; nothing was recorded.',
  },
  'record.conflict': {
    status: 409,
    title: 'The record is not in a state that allows this',
    remedy: 'Read the record again and decide on its present state; nothing was changed.',
  },
  'record.changed': {
    status: 412,
    title: 'The record has changed since it was read',
    remedy: 'Read it again, decide on what it is now, and send the ETag of that; nothing was changed.',
  },
  'cursor.expired': {
    status: 410,
    title: 'The cursor is of a database that is no more',
    remedy: 'Load what you show anew, and begin with GET /events without after.',
  },
  'site.read_only': {
    status: 503,
    title: 'The main site is out of reach',
    remedy: 'This change is made at the main site only; try again when the link is up.',
    retry_after_s: 30,
  },
  'buffer.unavailable': {
    status: 503,
    title: 'The buffer is out of reach',
    remedy:
      'Whether it was recorded is not known: send the same call again, with the same key or id. If it lasts, check the durable Redis of this site.',
    retry_after_s: 2,
  },
  'buffer.not_durable': {
    status: 503,
    title: 'The buffer would not survive a power failure',
    remedy:
      'Nothing was recorded. Set appendonly yes, appendfsync always and maxmemory-policy noeviction on the durable Redis.',
    retry_after_s: 60,
  },
  'buffer.full': {
    status: 503,
    title: 'The buffer is full',
    remedy: 'Nothing was recorded and nothing accepted is lost; try again when the link has drained it.',
    retry_after_s: 60,
  },
  'cache.unavailable': {
    status: 503,
    title: 'The cache of this site is out of reach',
    remedy:
      'Nothing is lost: what would be in it is computed when it is asked for. Check the volatile Redis of this site.',
    retry_after_s: 60,
  },
  'database.unavailable': {
    status: 503,
    title: 'The database of this site is out of reach',
    remedy: 'Recording still works; try reading again.',
    retry_after_s: 2,
  },
  'gateway.unavailable': {
    status: 503,
    title: 'The functions of this site are out of reach',
    remedy:
      'Whether it was recorded is not known unless detail says so: send the same call again, with the same key or id. If it lasts, check what runs the functions.',
    retry_after_s: 2,
  },
  'gateway.busy': {
    status: 503,
    title: 'The functions of this site have as many calls as they take',
    remedy: 'Nothing was recorded. Try again; if it lasts, raise the limits of what runs the functions.',
    retry_after_s: 2,
  },
  'gateway.timeout': {
    status: 504,
    title: 'The function did not answer in time',
    remedy: 'Whether it was recorded is not known: send the same call again, with the same key or id.',
  },
  internal: {
    status: 500,
    title: 'Something unexpected went wrong',
    remedy: 'Report the instance id to the operators.',
  },
} as const satisfies Record<string, ProblemKind>;

/** Every code a problem can have. */
export type ProblemCode = keyof typeof kinds;

/** The closed table of problems: status, title, what to do next, and when trying again makes sense. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = kinds;

/** The problem an unknown error stands for: itself, or `internal` without a word of what is inside. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('internal', 'The error has been logged.');
}
