import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from './board.ts';
import type { Target } from './faults/fault.ts';
import type { Planned } from './schedule.ts';
import type { World } from './world.ts';

/**
 * Lets planned faults strike, each at its time, several at once unless they touch the same; returns when all are mended.
 * Throws when something cannot be mended, such as a server that does not start on the data it was left with.
 */
export async function storm(world: World, board: Board, planned: readonly Planned[]): Promise<void> {
  const begin = performance.now();
  const busy = new Map<Target, Promise<void>>();
  for (const fault of planned) {
    await sleep(Math.max(0, begin + fault.at_ms - performance.now()));
    const before = fault.kind.targets.map((target) => busy.get(target));
    const struck = Promise.all(before).then(() => strike(world, board, fault));
    // Awaited at the end; what fails until then is not unhandled.
    struck.catch(() => {});
    for (const target of fault.kind.targets) busy.set(target, struck);
  }
  await Promise.all(busy.values());
}

async function strike(world: World, board: Board, { kind, ...dice }: Planned): Promise<void> {
  const from_ms = performance.now();
  const detail = await kind.strike(world, dice).catch((error: unknown) => {
    throw new Error(`fault "${kind.name}" could not be mended`, { cause: error });
  });
  board.record({ kind: 'fault', name: kind.name, from_ms, to_ms: performance.now(), detail });
}
