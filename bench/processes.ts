import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import * as z from 'zod';

/** A running host of functions. */
export interface Host {
  port: number;
  stop(): Promise<void>;
}

/** Starts the functions of a site in a process of their own; `profile_dir` gets its CPU profile when it stops. */
export async function startHost(settings: Record<string, string>, profile_dir?: string): Promise<Host> {
  const profile = profile_dir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile_dir}`];
  const script = new URL('host.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...profile, '--import', 'tsx', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...settings },
  });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit');
  const first: unknown[] = await Promise.race([once(lines, 'line'), ended]);
  const port = Number(first[0]);
  if (child.exitCode !== null || !(port > 0)) throw new Error('the host of the functions did not start');
  return { port, stop: () => stopped(child) };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

const loaded = z.object({
  count: z.number(),
  p50_ms: z.number(),
  p99_ms: z.number(),
  per_s: z.number(),
  statuses: z.record(z.string(), z.number()),
});

/** What clients of a host measured. */
export type Loaded = z.infer<typeof loaded>;

/** Runs clients against a host in a process of their own. Throws when an answer was not the expected one. */
export async function load(task: {
  port: number;
  clients: number;
  duration_ms: number;
  method: 'GET' | 'POST';
  path: string;
  token: string;
  year: number;
}): Promise<Loaded> {
  const script = new URL('http-load.ts', import.meta.url).pathname;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)], {
    timeout: 30_000 + 3 * task.duration_ms,
  });
  const result = loaded.parse(JSON.parse(stdout));
  const wrong = Object.keys(result.statuses).filter((status) => !/^2/.test(status));
  if (wrong.length > 0) throw new Error(`${task.path} answered ${JSON.stringify(result.statuses)}`);
  return result;
}
