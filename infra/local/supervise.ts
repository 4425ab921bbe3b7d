import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '../servers/server.ts';

/** Long enough for the children of a killed PostgreSQL to notice and go, short enough not to be missed. */
const FIRST_WAIT_MS = 200;
/** A server that cannot start is tried every 5 s, which costs nothing and is soon enough after the cause is gone. */
const LONGEST_WAIT_MS = 5_000;
/** A server that has been up this long is well again: the next restart is quick. */
const WELL_AFTER_MS = 10_000;

/** What the supervisor of a server needs. */
export interface Supervision {
  say(line: string): void;
  /** Called after each restart, when the server answers and has a new pid. */
  restarted(): void;
  /** Aborted when servers are about to be stopped on purpose. */
  stopping: AbortSignal;
  /** Waits before a restart, at most until `stopping`; tests do not wait. */
  pause?(wait_ms: number): Promise<void>;
}

/** Restarts a running server, on its data, whenever it ends, until `stopping`. Never throws; what it does it says. */
export async function supervise(server: Server, supervision: Supervision): Promise<void> {
  const { say, restarted, stopping, pause = (wait_ms: number) => waitOr(stopping, wait_ms) } = supervision;
  for (let wait_ms = FIRST_WAIT_MS; ; wait_ms = Math.min(2 * wait_ms, LONGEST_WAIT_MS)) {
    const since = Date.now();
    const reason = await server.exited;
    if (Date.now() - since >= WELL_AFTER_MS) wait_ms = FIRST_WAIT_MS;
    if (stopping.aborted) return;
    const ended = Date.now();
    say(`${server.name} ended (${reason}), restarting it`);
    await pause(wait_ms);
    if (stopping.aborted) return;
    try {
      await server.start();
      if (stopping.aborted) return;
      say(`${server.name} is back (process ${server.pid}, ${((Date.now() - ended) / 1000).toFixed(1)} s)`);
      restarted();
    } catch (error) {
      if (!stopping.aborted) say(error instanceof Error ? error.message : String(error));
    }
  }
}

async function waitOr(stopping: AbortSignal, wait_ms: number): Promise<void> {
  await sleep(wait_ms, undefined, { signal: stopping }).catch(() => {}); // woken early only to return
}
