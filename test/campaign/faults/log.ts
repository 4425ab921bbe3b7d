import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { World } from '../world.ts';
import { between, type FaultKind } from './fault.ts';

/** A command as Redis writes it to its log, of which only the beginning gets there. */
const COMMAND = resp('SET', 'ops:{observatory}:torn', 'x'.repeat(40));
/** How long Redis may go on while nobody can hear its answers. */
const UNHEARD_MS = 30;
/** How long requests pile up before that. */
const PILE_UP_MS = 100;
/** Unless it syncs its log before every answer, Redis does so about once a second. */
const SYNC_EVERY_MS = 1_000;
/** Redis answers at once, but perhaps not on this machine. */
const ASK_LIMIT_MS = 5_000;
/** How long writers get to fill a disk with the last free bytes. */
const FILL_LIMIT_MS = 2_000;

/**
 * What can happen to the durable log. The size of the log when an acknowledgement was last possible is known because those
 * who acknowledge are frozen before it is read: what Redis writes after that, nobody was answered for. A power failure
 * takes what is not on disk: only that, while every answer waits for the disk.
 */
export const LOG_FAULTS: readonly FaultKind[] = [
  {
    name: 'redis torn log',
    targets: ['redis'],
    strike: async ({ servers, redis_data }, { size }) => {
      await servers.redis.stop('kill');
      const bytes = between(1, COMMAND.length - 1, size);
      appendFileSync(newestLog(redis_data), COMMAND.slice(0, bytes));
      await servers.redis.start();
      return `SIGKILL, and the first ${bytes} bytes of a command behind the log`;
    },
  },
  {
    name: 'redis disk full',
    targets: ['redis'],
    strike: async ({ servers, redis_data }, { size }) => {
      const { redis } = servers;
      if (redis.pid === undefined) throw new Error('redis is not running');
      const free = between(1, 20_000, size);
      const limit = statSync(newestLog(redis_data)).size + free;
      execFileSync('prlimit', ['--pid', String(redis.pid), '--core=0', `--fsize=${limit}:`]);
      const ended = await Promise.race([redis.exited, sleep(FILL_LIMIT_MS)]);
      await redis.stop('kill');
      await redis.start();
      return `no room behind ${free} more bytes of log: ${ended ?? 'nobody needed it'}; started again with room`;
    },
  },
  {
    name: 'power failure',
    targets: ['redis', 'volatile redis', 'functions', 'first drainer', 'second drainer', 'replica', 'clocks'],
    strike: async (world, { size }) => {
      const { redis, volatile_redis, replica_database } = world.servers;
      const hosts = [world.functions, ...world.drainers].map(({ server }) => server);
      const synced = await sizeOnDisk(world);
      redis.pause();
      await sleep(PILE_UP_MS);
      for (const host of hosts) host.pause();
      const log = newestLog(world.redis_data);
      const on_disk = synced ?? statSync(log).size;
      redis.resume();
      await sleep(UNHEARD_MS);
      await Promise.all([redis, volatile_redis, replica_database, ...hosts].map((server) => server.stop('kill')));
      const written = statSync(log).size;
      const kept = between(on_disk, written, size);
      truncateSync(log, kept);
      await Promise.all([redis, volatile_redis, replica_database, ...hosts].map((server) => server.start()));
      return `everything at the observatory killed; of ${written - on_disk} bytes of log that need not be on disk, ${written - kept} lost`;
    },
  },
];

/** How long the log certainly is on disk, when answers do not wait for that; a second passes until it is known. */
async function sizeOnDisk({ servers, redis_data }: World): Promise<number | undefined> {
  const redis = new Redis(servers.urls.redis, { commandTimeout: ASK_LIMIT_MS, maxRetriesPerRequest: 1 });
  redis.on('error', () => {}); // the command fails as well
  try {
    const [, policy] = (await redis.config('GET', 'appendfsync')) as string[];
    if (policy === 'always') return undefined;
    const { size } = statSync(newestLog(redis_data));
    await sleep(SYNC_EVERY_MS);
    return size;
  } finally {
    redis.disconnect();
  }
}

/** The file Redis appends to: the last incremental one its manifest names. */
function newestLog(redis_data: string): string {
  const folder = path.join(redis_data, 'appendonlydir');
  const manifest = readFileSync(path.join(folder, 'appendonly.aof.manifest'), 'utf8');
  const name = [...manifest.matchAll(/^file (\S+) seq \d+ type i/gm)].at(-1)?.[1];
  if (name === undefined) throw new Error(`no log in ${folder}`);
  return path.join(folder, name);
}

/** Whether the size of a running process' files can be limited here (util-linux, Linux). */
export function canLimitFiles(): boolean {
  try {
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function resp(...words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}
