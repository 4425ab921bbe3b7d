import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { isAlive, signalTree } from './process-tree.ts';
import { endProcess } from './spawned-server.ts';

const pidFile = z.object({ pid: z.number(), started: z.string(), stop_signal: z.enum(['SIGINT', 'SIGTERM']) });

/** A server whose owner was killed may be frozen or waiting for a standby; PostgreSQL stops in 0.03 s otherwise. */
const STOP_LIMIT_MS = 5_000;

/**
 * Ends the servers that a killed owner of this folder left running, all at once, and returns their names. Only the very
 * processes it recorded are touched: each is compared with the time of its start, for a pid may be somebody else's by now.
 */
export async function stopLeftovers(dir: string): Promise<string[]> {
  const folder = path.join(dir, 'pids');
  const stopped = recorded(folder).map(async ({ file, process }) => {
    const alive = process !== undefined && isAlive(process);
    if (alive) await endProcess(process.pid, process.stop_signal, STOP_LIMIT_MS);
    rmSync(path.join(folder, file), { force: true });
    return alive ? [path.basename(file, '.json')] : [];
  });
  return (await Promise.all(stopped)).flat();
}

/**
 * Kills the servers recorded in this folder, for an owner that has no time to wait: it is exiting, and the data goes with
 * them. Returns when the signals are sent.
 */
export function killLeftovers(dir: string): void {
  for (const { process } of recorded(path.join(dir, 'pids')))
    if (process !== undefined && isAlive(process)) signalTree(process.pid, 'SIGKILL');
}

function recorded(folder: string) {
  const files = listFolder(folder).filter((name) => name.endsWith('.json'));
  return files.map((file) => ({ file, process: readRecord(path.join(folder, file)) }));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was ever started here
  }
}

function readRecord(file: string): z.infer<typeof pidFile> | undefined {
  try {
    return pidFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // its owner was killed while writing it, microseconds after the spawn; the taken port will tell
  }
}
