import type { Log } from '../../lib/kernel/log.ts';
import { describeError } from '../../lib/kernel/log.ts';
import type { Invoke } from './poke.ts';

/** The rate of every scheduled function (lib/http/scheduled.ts). */
const EVERY_MS = 60_000;

/** Runs functions each minute where nobody else does, one run of each at a time; answers how to stop. */
export function startTicks(names: readonly string[], invoke: Invoke, log: Log): () => void {
  const running = new Set<string>();
  const tick = async (name: string) => {
    if (running.has(name)) return;
    running.add(name);
    await invoke(name)
      .catch((error: unknown) => log.error('gateway.tick_failed', { function: name, ...describeError(error) }))
      .finally(() => running.delete(name));
  };
  const timer = setInterval(() => {
    for (const name of names) void tick(name);
  }, EVERY_MS);
  return () => clearInterval(timer);
}
