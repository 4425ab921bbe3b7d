import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** One call of an API as its caller saw it; times in milliseconds on this process' monotonic clock. */
export interface Answer {
  sent_ms: number;
  answered_ms: number;
  /** Null when there was no answer: the outcome is unknown. */
  status: number | null;
  /** Code of the problem, when the answer was one. */
  code?: string;
  /** Whether it said that it was the first answer again. */
  replayed: boolean;
  body: unknown;
}

/** What to call, and how. */
export interface Asked {
  method: 'GET' | 'POST' | 'PUT';
  /** Where the site answers, `http://127.0.0.1:4000`. */
  url: string;
  path: string;
  token: string;
  body?: Record<string, unknown>;
  key?: string;
}

/** A caller gives up after this long: longer than any wait the functions allow themselves. */
const LIMIT_MS = 5_000;

const problem = z.looseObject({ code: z.string() });

/** Calls once. Never throws: no answer is an answer, too. */
export async function call({ method, url, path, token, body, key }: Asked): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const sent_ms = performance.now();
  try {
    const response = await fetch(url + path, { method, headers, ...sent, signal: AbortSignal.timeout(LIMIT_MS) });
    const answer: unknown = await response.json();
    const code = problem.safeParse(answer).data?.code;
    return {
      sent_ms,
      answered_ms: performance.now(),
      status: response.status,
      replayed: response.headers.get('idempotency-replayed') === 'true',
      ...(code === undefined ? {} : { code }),
      body: answer,
    };
  } catch {
    return { sent_ms, answered_ms: performance.now(), status: null, replayed: false, body: undefined };
  }
}

/** Between two attempts of `demand`. */
const PAUSE_MS = 50;

/** Calls until the answer is 200, while nothing is broken on purpose; throws when that takes longer than `limit_ms`. */
export async function demand(asked: Asked, limit_ms: number): Promise<unknown> {
  for (const deadline = performance.now() + limit_ms; ; await sleep(PAUSE_MS)) {
    const { status, code, body } = await call(asked);
    if (status === 200) return body;
    if (performance.now() > deadline)
      throw new Error(`${asked.method} ${asked.path} answers ${status} ${code ?? ''} for ${limit_ms} ms`);
  }
}
