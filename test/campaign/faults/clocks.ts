import { setTimeout as sleep } from 'node:timers/promises';
import { moveClockOf, type World } from '../world.ts';
import type { FaultKind } from './fault.ts';

/** Jumps there have been: a bad time server, a wrong time zone, a dead battery of two days. */
const JUMPS_MS = [-172_800_000, -3_600_000, -5_000, 5_000, 3_600_000, 172_800_000];

const hosts = ({ functions, main_functions, drainers }: World) => [functions, main_functions, ...drainers];

/** Clocks that are set wrong and set right again. */
export const CLOCK_FAULTS: readonly FaultKind[] = [
  {
    name: 'clock jump',
    targets: ['clocks'],
    strike: async (world, { lasts_ms, size, which }) => {
      const host = hosts(world)[Math.floor(which * 4)] ?? world.functions;
      const by_ms = JUMPS_MS[Math.floor(size * JUMPS_MS.length)] ?? 5_000;
      await moveClockOf(host, by_ms);
      await sleep(lasts_ms);
      await moveClockOf(host, 0);
      return `${host.server.name}: ${by_ms / 1_000} s for ${lasts_ms} ms`;
    },
  },
];
