/** One thing that is wrong with a request. */
export interface FieldError {
  in: 'path' | 'query' | 'header' | 'body';
  field: string;
  detail: string;
}

/** A call that did not succeed (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /**
   * What programs decide by, such as `request.invalid`; `client.no_answer` when no answer came before the deadline,
   * `http.<status>` when what answered was not this API.
   */
  readonly code: string;
  readonly detail: string;
  /** What to do next. */
  readonly remedy: string;
  /** Everything that is wrong with the request. */
  readonly errors: readonly FieldError[];
  /** When trying again makes sense; absent when it does not. [s] */
  readonly retry_after_s: number | undefined;
  /** The id of the call in the site's log. */
  readonly request_id: string | undefined;
  /** What a write was sent under: sent again under it, it is recorded once. */
  readonly idempotency_key: string | undefined;
  /** The whole answer; some codes have further members, such as the id of the record concerned. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(request: Request, status: number, told: Told) {
    super(`${told.code}: ${told.detail}`);
    this.status = status;
    this.code = told.code;
    this.detail = told.detail;
    this.remedy = told.remedy;
    this.errors = told.errors ?? [];
    this.retry_after_s = told.retry_after_s;
    this.request_id = request.headers.get('x-request-id') ?? undefined;
    this.idempotency_key = request.headers.get('idempotency-key') ?? undefined;
    this.body = told.body ?? {};
  }
}

interface Told {
  code: string;
  detail: string;
  remedy: string;
  errors?: readonly FieldError[] | undefined;
  retry_after_s?: number | undefined;
  body?: Readonly<Record<string, unknown>>;
}

/** No answer came. */
export function noAnswer(request: Request, error: unknown): Problem {
  return new Problem(request, 0, {
    code: 'client.no_answer',
    detail: `No answer: ${reasonOf(error)}.`,
    remedy: 'Whether a write was recorded is not known: send it again with the same Idempotency-Key.',
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  return `${error.name}: ${error.message}${code}`;
}

interface Expected {
  /** Statuses beyond 2xx that are answers. */
  answers: readonly number[];
  is_json: boolean;
}

/** The problem an answer is; undefined when it is none. */
export function answeringProblem(
  request: Request,
  { status, headers }: Response,
  bytes: ArrayBuffer,
  { answers, is_json }: Expected,
): Problem | undefined {
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? 'no type';
  const is_answer = (status >= 200 && status < 300) || status === 304 || answers.includes(status);
  const is_whole = !is_json || (type === 'application/json' && parse(decoded(bytes)) !== undefined);
  if (is_answer && (bytes.byteLength === 0 || is_whole)) return undefined;
  const after = headers.get('retry-after') ?? '';
  const retry_after_s = /^\d{1,6}$/.test(after) ? Number(after) : undefined;
  const body = type === 'application/problem+json' ? parse(withoutToken(decoded(bytes), request)) : undefined;
  if (isObject(body)) {
    const { code, detail, remedy, errors } = body as unknown as Told;
    return new Problem(request, status, { code, detail, remedy, errors, retry_after_s, body });
  }
  return new Problem(request, status, {
    code: `http.${status}`,
    detail: `${status} ${type} is no answer of this API.`,
    remedy: 'Check the address, and what stands between here and the site.',
    retry_after_s,
  });
}

const decoded = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);

/** What stands between here and the site may answer with what it was sent. */
function withoutToken(text: string, request: Request): string {
  const secret = request.headers.get('authorization')?.split(' ')[1];
  return secret === undefined ? text : text.replaceAll(secret, '<token>');
}

/** Undefined when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
