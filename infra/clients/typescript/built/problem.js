// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
/** A call that did not succeed (RFC 9457). */
export class Problem extends Error {
    name = 'Problem';
    /** The HTTP status; 0 when no answer came. */
    status;
    /**
     * What programs decide by, such as `request.invalid`; `client.no_answer` when no answer came before the deadline,
     * `http.<status>` when what answered was not this API.
     */
    code;
    detail;
    /** What to do next. */
    remedy;
    /** Everything that is wrong with the request. */
    errors;
    /** When trying again makes sense; absent when it does not. [s] */
    retry_after_s;
    /** The id of the call in the site's log. */
    request_id;
    /** What a write was sent under: sent again under it, it is recorded once. */
    idempotency_key;
    /** The whole answer; some codes have further members, such as the id of the record concerned. */
    body;
    constructor(request, status, told) {
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
/** No answer came. */
export function noAnswer(request, error) {
    return new Problem(request, 0, {
        code: 'client.no_answer',
        detail: `No answer: ${reasonOf(error)}.`,
        remedy: 'Whether a write was recorded is not known: send it again with the same Idempotency-Key.',
    });
}
function reasonOf(error) {
    if (!(error instanceof Error))
        return 'unknown';
    const { cause } = error;
    const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    return `${error.name}: ${error.message}${code}`;
}
/** The problem an answer is; undefined when it is none. */
export function answeringProblem(request, { status, headers }, bytes, { answers, is_json }) {
    const type = headers.get('content-type')?.split(';')[0]?.trim() ?? 'no type';
    const is_answer = (status >= 200 && status < 300) || status === 304 || answers.includes(status);
    const is_whole = !is_json || (type === 'application/json' && parse(decoded(bytes)) !== undefined);
    if (is_answer && (bytes.byteLength === 0 || is_whole))
        return undefined;
    const after = headers.get('retry-after') ?? '';
    const retry_after_s = /^\d{1,6}$/.test(after) ? Number(after) : undefined;
    const body = type === 'application/problem+json' ? parse(withoutToken(decoded(bytes), request)) : undefined;
    if (isObject(body)) {
        const { code, detail, remedy, errors } = body;
        return new Problem(request, status, { code, detail, remedy, errors, retry_after_s, body });
    }
    return new Problem(request, status, {
        code: `http.${status}`,
        detail: `${status} ${type} is no answer of this API.`,
        remedy: 'Check the address, and what stands between here and the site.',
        retry_after_s,
    });
}
const decoded = (bytes) => new TextDecoder().decode(bytes);
/** What stands between here and the site may answer with what it was sent. */
function withoutToken(text, request) {
    const secret = request.headers.get('authorization')?.split(' ')[1];
    return secret === undefined ? text : text.replaceAll(secret, '<token>');
}
/** Undefined when it is no JSON. */
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
const isObject = (value) => typeof value === 'object' && value !== null;
