import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '../../../infra/servers/server.ts';
import type { World } from '../world.ts';
import { between, type Dice, type FaultKind, type Target } from './fault.ts';

/** A process that can be struck. */
interface Victim {
  name: string;
  targets: readonly Target[];
  of(world: World): Server;
}

const FUNCTIONS: Victim = { name: 'functions', targets: ['functions', 'clocks'], of: (w) => w.functions.server };
const MAIN_FUNCTIONS: Victim = {
  name: 'main functions',
  targets: ['main functions', 'clocks'],
  of: (w) => w.main_functions.server,
};
const FIRST_DRAINER: Victim = {
  name: 'drainer',
  targets: ['first drainer', 'clocks'],
  of: (w) => w.drainers[0].server,
};
const SECOND_DRAINER: Victim = {
  name: 'drainer',
  targets: ['second drainer', 'clocks'],
  of: (w) => w.drainers[1].server,
};
const REDIS: Victim = { name: 'redis', targets: ['redis'], of: (w) => w.servers.redis };
const VOLATILE: Victim = { name: 'volatile redis', targets: ['volatile redis'], of: (w) => w.servers.volatile_redis };
const MAIN: Victim = { name: 'main', targets: ['main'], of: (w) => w.servers.main_database };
const REPLICA: Victim = { name: 'replica', targets: ['replica'], of: (w) => w.servers.replica_database };

/** Kills a process with SIGKILL, leaves it dead for a while, and starts it again on the data it had. */
function killed({ name, targets, of }: Victim): FaultKind {
  return {
    name: `${name} killed`,
    targets,
    strike: async (world, { size }) => {
      const server = of(world);
      const dead_ms = between(0, 1_000, size);
      await server.stop('kill');
      await sleep(dead_ms);
      await server.start();
      return `${server.name}: SIGKILL, started again after ${dead_ms} ms`;
    },
  };
}

/** Freezes a process: it keeps its connections and answers nothing. */
function frozen({ name, targets, of }: Victim): FaultKind {
  return {
    name: `${name} frozen`,
    targets,
    strike: async (world, { lasts_ms }) => {
      const server = of(world);
      server.pause();
      await sleep(lasts_ms);
      server.resume();
      return `${server.name}: SIGSTOP, SIGCONT after ${lasts_ms} ms`;
    },
  };
}

/** What a slow disk looks like from outside: the process stands still and goes on, again and again. */
function slow({ name, targets, of }: Victim): FaultKind {
  return {
    name: `${name} slow disk`,
    targets,
    strike: async (world, dice) => {
      const server = of(world);
      const { stalls, stall_ms } = stallsOf(dice);
      for (let stall = 0; stall < stalls; stall++) {
        server.pause();
        await sleep(stall_ms);
        server.resume();
        await sleep(30);
      }
      return `${server.name}: ${stalls} stalls of ${stall_ms} ms, 30 ms apart`;
    },
  };
}

function stallsOf({ lasts_ms, size }: Dice): { stalls: number; stall_ms: number } {
  const stall_ms = between(50, 400, size);
  return { stalls: Math.max(2, Math.round(lasts_ms / (stall_ms + 30))), stall_ms };
}

/** Processes killed, frozen and slowed down. */
export const PROCESS_FAULTS: readonly FaultKind[] = [
  ...[FUNCTIONS, MAIN_FUNCTIONS, FIRST_DRAINER, REDIS, VOLATILE, MAIN, REPLICA].map(killed),
  ...[FUNCTIONS, SECOND_DRAINER, REDIS, MAIN, REPLICA].map(frozen),
  ...[REDIS, MAIN].map(slow),
];
