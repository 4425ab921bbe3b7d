// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
/** One thing that is wrong with a request. */
export interface FieldError {
    in: 'path' | 'query' | 'header' | 'body';
    field: string;
    detail: string;
}
/** A call that did not succeed (RFC 9457). */
export declare class Problem extends Error {
    readonly name = "Problem";
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
    constructor(request: Request, status: number, told: Told);
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
export declare function noAnswer(request: Request, error: unknown): Problem;
interface Expected {
    /** Statuses beyond 2xx that are answers. */
    answers: readonly number[];
    is_json: boolean;
}
/** The problem an answer is; undefined when it is none. */
export declare function answeringProblem(request: Request, { status, headers }: Response, bytes: ArrayBuffer, { answers, is_json }: Expected): Problem | undefined;
export {};
