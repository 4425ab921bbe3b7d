// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
import createClient, {} from 'openapi-fetch';
import { ANSWERS, SENT_ONCE, WAITS_S } from "./calls.js";
import { each, pages } from "./lists.js";
import { answeringProblem, noAnswer, Problem } from "./problem.js";
export { each, Problem, pages };
/**
 * The API of a site. Every write carries an Idempotency-Key: one of its own unless the call gives it. When no answer comes,
 * and on 502, 503 with Retry-After and 504, the same call is sent again with the same key until the deadline, so nothing is
 * recorded twice; 4xx is never sent again, nor is what changes something and takes no key. What goes wrong is thrown as a
 * `Problem`.
 */
export function openOpsDB({ url, token, timeout_s = 15, deadline_s = 120 }) {
    const api = createClient({ baseUrl: url, redirect: 'manual' });
    api.use({
        async onRequest({ request, schemaPath, options: { fetch, parseAs } }) {
            const name = `${request.method} ${schemaPath}`;
            const { headers } = request;
            if (!headers.has('x-request-id'))
                headers.set('x-request-id', crypto.randomUUID());
            if (request.method !== 'GET' && !headers.has('idempotency-key'))
                headers.set('idempotency-key', crypto.randomUUID());
            const limit_s = timeout_s + (WAITS_S[name] ?? 0);
            const answers = ANSWERS[name] ?? [];
            const once = async (left_s) => {
                const secret = typeof token === 'function' ? await token() : token;
                if (secret !== undefined)
                    headers.set('authorization', bearer(secret));
                return attempt({ request, fetch, parseAs, answers }, Math.min(limit_s, left_s));
            };
            return repeat(once, { deadline_s, is_repeated: !SENT_ONCE.includes(name), signal: request.signal });
        },
    });
    return api;
}
/** What a call has answered, by itself: what goes wrong is thrown, so there is an answer. */
export async function answered(call) {
    const { data, response } = await call;
    if (data === undefined)
        throw new TypeError(`${response.status} has no content`);
    return data;
}
function bearer(secret) {
    // The platform would quote what is no header.
    if (!/^[\x21-\x7e]+$/.test(secret))
        throw new TypeError('the token is no token');
    return `Bearer ${secret}`;
}
async function attempt({ request, fetch, parseAs, answers }, limit_s) {
    const once = async (signal) => {
        const sent = new Request(request.clone(), { signal });
        const response = await fetch(sent);
        // Read here, because an answer can still break off behind its headers.
        const bytes = await response.arrayBuffer();
        const { status, headers } = response;
        // Asked of what was sent, which has to stay alive until here for its signal to work.
        const problem = answeringProblem(sent, response, bytes, { answers, is_json: parseAs === 'json' });
        if (problem !== undefined)
            return { problem, is_passing: isPassing(response) };
        return { response: new Response(bytes.byteLength === 0 ? null : bytes, { status, headers }) };
    };
    try {
        return await within(limit_s, request.signal, once);
    }
    catch (error) {
        request.signal.throwIfAborted();
        return { problem: noAnswer(request, error), is_passing: true };
    }
}
/**
 * What work comes to within a time, unless it is stopped before. The time is kept here and not by signals: one that follows
 * another may be collected as garbage before that one ends (Node 20), and who waits for it waits for ever.
 */
function within(limit_s, stop, work) {
    return new Promise((resolve, reject) => {
        stop.throwIfAborted();
        const ending = new AbortController();
        const end = (reason) => {
            ending.abort(reason);
            reject(reason);
        };
        const stopped = () => end(stop.reason);
        const late = () => end(new DOMException('The operation timed out.', 'TimeoutError'));
        const timer = setTimeout(late, Math.max(1, Math.ceil(limit_s * 1_000)));
        stop.addEventListener('abort', stopped, { once: true });
        const settled = () => {
            clearTimeout(timer);
            stop.removeEventListener('abort', stopped);
        };
        work(ending.signal).finally(settled).then(resolve, reject);
    });
}
const isPassing = ({ status, headers }) => status === 502 || status === 504 || (status === 503 && headers.has('retry-after'));
/** The longest pause between two attempts, unless the site asks for a longer one. */
const LONGEST_PAUSE_S = 8;
async function repeat(once, { deadline_s, is_repeated, signal }) {
    const begun = performance.now();
    const left = () => deadline_s - (performance.now() - begun) / 1_000;
    for (let attempts = 1;; attempts++) {
        const outcome = await once(left());
        if ('response' in outcome)
            return outcome.response;
        const { problem, is_passing } = outcome;
        const backoff_s = Math.min(LONGEST_PAUSE_S, 2 ** attempts / 8) * (0.5 + Math.random() / 2);
        const pause_s = Math.max(problem.retry_after_s ?? 0, backoff_s);
        if (!is_repeated || !is_passing || pause_s >= left())
            throw problem;
        await pause(pause_s, signal);
    }
}
function pause(seconds, signal) {
    return new Promise((resolve, reject) => {
        const stop = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', stop);
            resolve();
        }, seconds * 1_000);
        signal.addEventListener('abort', stop, { once: true });
    });
}
