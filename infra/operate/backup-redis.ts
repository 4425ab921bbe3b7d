import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonLog } from '../../lib/kernel/log.ts';
import { connectRedis, type Redis } from '../../lib/redis/connect.ts';
import { mendLog } from '../servers/redis-log.ts';
import type { RedisProgram } from '../servers/redis-program.ts';

/** The files of the log (Redis 7 manual, "Append-only file"). */
const LOG = 'appendonlydir';
/** A rewrite of 500 MB takes seconds; one that hangs must not hold the backup for ever. */
const REWRITE_LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 100;
/** The operator's own commands: a rewrite that is running can make Redis slow. */
const COMMAND_LIMIT_MS = 10_000;

/** How the operator reaches a Redis of this machine. */
export interface OperatorAccess {
  url: string;
  ca: string | undefined;
}

/**
 * Copies the log of the running durable Redis to a new folder, as its manual says: no rewrite meanwhile, hard links first, for
 * they are made at once, then the copy. What is appended while it is copied is in the copy or not; half a command at its
 * end is cut off. Interrupted, it leaves `<to>.unfinished` and a folder of links, which the next backup removes; rewrites stay
 * off until then or the next start, which costs disk and nothing else.
 */
export async function backupRedis(access: OperatorAccess, to: string, program: RedisProgram): Promise<void> {
  if (existsSync(to)) throw new Error(`${to} is there already`);
  const redis = connectRedis({
    ...access,
    name: 'durable',
    command_timeout_ms: COMMAND_LIMIT_MS,
    log: jsonLog({ site: 'operator' }),
  });
  try {
    const data = await setting(redis, 'dir');
    const links = path.join(data, 'backup.links');
    rmSync(links, { recursive: true, force: true });
    await withoutRewrites(redis, () => linkAll(path.join(data, LOG), links));
    const unfinished = `${to}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    // Without data.id: a folder restored from a backup is not what a copy on the second disk was made from.
    cpSync(links, path.join(unfinished, LOG), { recursive: true });
    rmSync(links, { recursive: true });
    mendLog(program, unfinished);
    execFileSync('sync', ['--file-system', unfinished]);
    renameSync(unfinished, to);
  } finally {
    redis.disconnect();
  }
}

/**
 * Makes the data folder of the durable Redis out of a backup. Throws when there is a log in it already: whatever is left of it is newer
 * than the backup. What was accepted after the backup and is not on main is not in it.
 */
export function restoreRedis(from: string, data: string): void {
  if (!existsSync(path.join(from, LOG, MANIFEST))) throw new Error(`${from} is not a backup of a Redis`);
  if (existsSync(path.join(data, LOG)))
    throw new Error(
      `${data} has a log: move it away, it is newer than the backup and may hold what the backup has not`,
    );
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const unfinished = path.join(data, `${LOG}.unfinished`);
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(path.join(from, LOG), unfinished, { recursive: true });
  renameSync(unfinished, path.join(data, LOG));
}

const MANIFEST = 'appendonly.aof.manifest';
const PERCENTAGE = 'auto-aof-rewrite-percentage';

async function withoutRewrites(redis: Redis, run: () => void): Promise<void> {
  const before = await setting(redis, PERCENTAGE);
  await redis.config('SET', PERCENTAGE, '0');
  try {
    for (const deadline = Date.now() + REWRITE_LIMIT_MS; await isRewriting(redis); await sleep(LOOK_EVERY_MS))
      if (Date.now() > deadline) throw new Error(`Redis has been rewriting its log for ${REWRITE_LIMIT_MS / 1_000} s`);
    run();
  } finally {
    // After an interrupted backup it reads 0: Redis' own default then.
    await redis.config('SET', PERCENTAGE, before === '0' ? '100' : before);
  }
}

async function isRewriting(redis: Redis): Promise<boolean> {
  const info = await redis.info('persistence');
  return /aof_rewrite_in_progress:1|aof_rewrite_scheduled:1/.test(info);
}

async function setting(redis: Redis, name: string): Promise<string> {
  const [, value] = (await redis.config('GET', name)) as string[];
  if (value === undefined) throw new Error(`Redis does not tell its setting ${name}`);
  return value;
}

function linkAll(from: string, to: string): void {
  if (!existsSync(path.join(from, MANIFEST))) throw new Error(`there is no log in ${from}: is appendonly on?`);
  mkdirSync(to, { mode: 0o700 });
  for (const name of readdirSync(from)) linkSync(path.join(from, name), path.join(to, name));
}
