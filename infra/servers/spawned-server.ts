import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, type ProcessIdentity, processTree, sendSignal, signalTree, waitUntilGone } from './process-tree.ts';
import type { Server } from './server.ts';

/** The user a process runs as; empty: the one who starts it. */
export interface ProcessUser {
  uid?: number;
  gid?: number;
}

/** How one server process is run. */
export interface Program {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env?: Readonly<Record<string, string>>;
  user?: ProcessUser;
  /** Where logs and pid files of all servers of one stack lie: `<dir>/logs/<name>.log`, `<dir>/pids/<name>.json`. */
  dir: string;
  /** Where its data lie, if anywhere else: who runs it in a container must bring them along. */
  data?: string;
  /** The signal that ends it in good order. */
  stop_signal: 'SIGINT' | 'SIGTERM';
  /** Called before every start: clears away what a killed predecessor left. */
  prepare?(): void;
  /** Asks once whether it answers; throwing means not yet. */
  probe(): Promise<void>;
}

/** Makes a server of a program. `image` is where the program is found in a container; who spawns it here has no need of it. */
export type Run = (program: Program, image: 'postgres:18' | 'redis:7') => Server;

/** Runs a program as a child process. */
export const spawned: Run = (program) => new SpawnedServer(program);

/** How long a server may take to answer: WAL recovery after a crash is the slowest, a cold disk made it 20 s once. */
const START_LIMIT_MS = 60_000;
/** Between two probes: a fifth of the fastest start seen (Redis, 25 ms). */
const PROBE_INTERVAL_MS = 5;
/** A fast stop took 0.03 s; a walsender that waits for a silent standby gives up after 5 s. */
const STOP_LIMIT_MS = 10_000;

/**
 * A server as a child process of this one. It leads a process group of its own, so that Ctrl-C in a terminal reaches only
 * its owner, who stops servers in order. Its pid is written to a file first thing, so that an owner that was killed
 * leaves a trail (see `stopLeftovers`).
 */
export class SpawnedServer implements Server {
  readonly name: string;
  exited: Promise<string> = Promise.resolve('never started');
  readonly #program: Program;
  #child: ChildProcess | undefined;

  constructor(program: Program) {
    this.name = program.name;
    this.#program = program;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    if (this.#child) throw new Error(`${this.name} is running already`);
    this.#program.prepare?.();
    const child = this.#spawn();
    const end = { reason: undefined as string | undefined };
    this.exited.then((reason) => {
      end.reason = reason;
    });
    for (const deadline = Date.now() + START_LIMIT_MS; ; ) {
      const failure = await this.#program.probe().then(() => undefined, String);
      if (end.reason !== undefined) throw new Error(`${this.name} did not start (${end.reason})\n${this.#endOfLog()}`);
      if (failure === undefined) return;
      if (Date.now() > deadline) {
        await this.#end(child, 'SIGKILL');
        throw new Error(`${this.name} did not answer for ${START_LIMIT_MS / 1000} s: ${failure}\n${this.#endOfLog()}`);
      }
      await Promise.race([sleep(PROBE_INTERVAL_MS), this.exited]);
    }
  }

  async stop(how: 'fast' | 'kill'): Promise<void> {
    if (this.#child) await this.#end(this.#child, how === 'kill' ? 'SIGKILL' : this.#program.stop_signal);
  }

  pause(): void {
    if (this.pid !== undefined) signalTree(this.pid, 'SIGSTOP');
  }

  resume(): void {
    if (this.pid !== undefined) signalTree(this.pid, 'SIGCONT');
  }

  #spawn(): ChildProcess {
    const { name, command, args, cwd, env, user, dir } = this.#program;
    for (const folder of ['logs', 'pids']) mkdirSync(path.join(dir, folder), { recursive: true });
    const log = openSync(path.join(dir, 'logs', `${name}.log`), 'a');
    const options = { cwd, detached: true, stdio: ['ignore', log, log] as ['ignore', number, number], ...user };
    const child = spawn(command, args, { ...options, env: { ...process.env, ...env } });
    closeSync(log);
    const pid_file = path.join(dir, 'pids', `${name}.json`);
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity) writeFileSync(pid_file, JSON.stringify({ ...identity, stop_signal: this.#program.stop_signal }));
    this.#child = child;
    this.exited = new Promise((resolve) => {
      const ended = (reason: string) => {
        if (this.#child === child) this.#child = undefined;
        rmSync(pid_file, { force: true });
        resolve(reason);
      };
      child.once('error', (error) => ended(error.message));
      child.once('exit', (code, signal) => ended(signal === null ? `exit code ${code}` : `killed by ${signal}`));
    });
    return child;
  }

  async #end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.pid === undefined) return;
    await endProcess(child.pid, signal, STOP_LIMIT_MS);
    await this.exited;
  }

  #endOfLog(): string {
    const file = path.join(this.#program.dir, 'logs', `${this.name}.log`);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return [`--- ${file}`, ...lines.slice(-15)].join('\n');
  }
}

/**
 * Ends a process and its children and waits until none lives, which matters: a PostgreSQL child that outlives its
 * postmaster keeps the shared memory the next start needs. A frozen process is woken first, for it would not hear the
 * signal; what has not ended after `limit_ms` is killed.
 */
export async function endProcess(pid: number, signal: NodeJS.Signals, limit_ms: number): Promise<void> {
  const tree = processTree(pid)
    .map(identify)
    .filter((identity): identity is ProcessIdentity => identity !== undefined);
  if (signal === 'SIGKILL') signalTree(pid, signal);
  else if (sendSignal(pid, signal)) signalTree(pid, 'SIGCONT');
  if (await waitUntilGone(tree, limit_ms)) return;
  for (const identity of tree) sendSignal(identity.pid, 'SIGKILL');
  if (!(await waitUntilGone(tree, limit_ms))) throw new Error(`process ${pid} cannot be ended`);
}
