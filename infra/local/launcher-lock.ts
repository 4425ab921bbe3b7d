import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { identify, isAlive } from '../servers/process-tree.ts';

const owner = z.object({ pid: z.number(), started: z.string() });

/** Makes this process the one launcher of a local folder; throws when another one lives. A killed one's lock does not count. */
export function lockFolder(dir: string): void {
  const other = runningLauncher(dir);
  if (other !== undefined) throw new Error(`the stack in ${dir} is running already (process ${other})`);
  rmSync(lockFile(dir), { force: true });
  writeFileSync(lockFile(dir), JSON.stringify(identify(process.pid)), { flag: 'wx' });
}

/** Lets the next launcher in. */
export function unlockFolder(dir: string): void {
  rmSync(lockFile(dir), { force: true });
}

/** The pid of the launcher that runs the stack of a local folder; undefined when none does. */
export function runningLauncher(dir: string): number | undefined {
  try {
    const other = owner.parse(JSON.parse(readFileSync(lockFile(dir), 'utf8')));
    return isAlive(other) ? other.pid : undefined;
  } catch {
    return undefined; // no lock, or its writer was killed while writing it
  }
}

function lockFile(dir: string): string {
  return path.join(dir, 'launcher.json');
}
