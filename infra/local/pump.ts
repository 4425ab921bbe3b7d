import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const drained = z.object({ pending: z.number(), settled: z.number() });
const tracked = z.object({ unreplicated: z.number() });

/** A function that does not answer is being restarted: not sooner than that takes. */
const FAILED_WAIT_MS = 500;
/** An action may run for 60 s; a drain takes at most 45 s. */
const INVOCATION_LIMIT_MS = 60_000;

/**
 * Plays the gateway that invokes the scheduled functions of the observatory, until `stopping`; `port` is the
 * site's for invocations. The drain is invoked back to back while
 * it gets somewhere, at most every 0.5 s while it does not (the link is down), and often enough when idle that a recording leaves
 * within a fifth of a second. One invocation of each function at a time. It keeps no state: killed at any moment, nothing
 * is lost but a moment, for the functions find what is pending themselves.
 */
export async function pump(port: number, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    repeat(invokeUrl(port, 'scheduled-drain-buffer'), stopping, (answer) => {
      const { pending, settled } = drained.parse(answer);
      if (pending === 0) return 200;
      return settled > 0 ? 0 : 500;
    }),
    // Replay follows an applied transaction by one way across the link; a reader may be waiting for it.
    repeat(invokeUrl(port, 'scheduled-track-replication'), stopping, (answer) =>
      tracked.parse(answer).unreplicated > 0 ? 50 : 200,
    ),
  ]);
}

/** Where serverless-offline lets a function be invoked by name (AWS Lambda's Invoke); service and stage are part of the name. */
function invokeUrl(port: number, name: string): string {
  return `http://127.0.0.1:${port}/2015-03-31/functions/ops-db-local-${name}/invocations`;
}

/** Invokes a function again and again, from one beginning to the next as long as its answer asks for: a drain that has waited for a dead link has waited enough. */
async function repeat(url: string, stopping: AbortSignal, every_ms: (answer: unknown) => number): Promise<void> {
  while (!stopping.aborted) {
    const begun_at = performance.now();
    const wait_ms = await invoke(url, stopping)
      .then(every_ms)
      .catch(() => FAILED_WAIT_MS);
    await sleep(Math.max(0, wait_ms - (performance.now() - begun_at)), undefined, { signal: stopping }).catch(() => {}); // woken early only to end
  }
}

async function invoke(url: string, stopping: AbortSignal): Promise<unknown> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(INVOCATION_LIMIT_MS)]);
  const answer = await fetch(url, { method: 'POST', body: '{}', signal });
  return answer.json();
}
