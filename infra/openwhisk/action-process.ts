import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Our own stand-in for the Node.js runtime. */
export const ACTION_HOST = fileURLToPath(new URL('action-host.cjs', import.meta.url));
const PRELOAD = fileURLToPath(new URL('container-port.cjs', import.meta.url));
/** A runtime starts in 0.2 s; a busy machine takes longer. */
const START_LIMIT_MS = 60_000;

/** What a runtime is asked for. */
export type RuntimePath = '/init' | '/run';

/** What a runtime answered: its body is JSON text. */
export interface RuntimeAnswer {
  status: number;
  body: string;
}

/** Where the lines and half lines a process writes go. */
export type Output = (stream: 'stdout' | 'stderr', text: string) => void;

/** A process that runs a runtime: a file that serves /init and /run on port 8080, which is moved. */
export class ActionProcess {
  readonly pid: number;
  /** Fulfilled when it has ended and all its output was heard. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #port: number;
  #has_ended = false;

  private constructor(child: ChildProcess, pid: number, port: number, ended: Promise<void>) {
    this.#child = child;
    this.pid = pid;
    this.#port = port;
    this.ended = ended.then(() => {
      this.#has_ended = true;
    });
  }

  /** Starts one and waits until it listens. It ends with this process. Throws when it does not start. */
  static async start(
    runtime: string,
    given: { cwd: string; env: Record<string, string>; output: Output },
  ): Promise<ActionProcess> {
    const child = spawn(process.execPath, ['--require', PRELOAD, runtime], {
      cwd: given.cwd,
      // Nothing of our own environment: a container has none of it either.
      env: { PATH: process.env.PATH, HOME: given.cwd, TMPDIR: given.cwd, ...given.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => given.output(stream, text));
    }
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const timer = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
    const [said]: unknown[] = await Promise.race([once(child, 'message'), ended.then(() => [])]);
    clearTimeout(timer);
    const told = z.object({ port: z.number() }).safeParse(said);
    if (!told.success || child.pid === undefined) throw new Error(`${runtime} did not start`);
    return new ActionProcess(child, child.pid, told.data.port, ended);
  }

  get has_ended(): boolean {
    return this.#has_ended;
  }

  /** Sends JSON text. Rejects with a system error when the process ends before it has answered. `sent` is called before it is answered. */
  post(path: RuntimePath, body: string, sent?: () => void): Promise<RuntimeAnswer> {
    return postJson(this.#port, path, body, sent);
  }

  /** Stops the process where it is, as an invoker does with an idle container. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Lets it go on. */
  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

/** Posts JSON text to a runtime on this machine; over a new connection, for a paused runtime closes those that are kept. */
export function postJson(port: number, path: RuntimePath, body: string, sent?: () => void): Promise<RuntimeAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    if (sent !== undefined) call.on('finish', sent);
    call.end(body);
  });
}
