import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ACTION_HOST,
  ActionProcess,
  type Output,
  postJson,
  type RuntimeAnswer,
  type RuntimePath,
} from '../../infra/openwhisk/action-process.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { until } from '../support/sites.ts';

/** A runtime that runs. */
export interface RunningRuntime {
  post(path: RuntimePath, body: string, sent?: () => void): Promise<RuntimeAnswer>;
  readonly has_ended: boolean;
  /** Ends it and waits until all it wrote was heard. */
  kill(): Promise<void>;
}

/** A runtime that can be started, as often as one likes. */
export interface Runtime {
  name: string;
  start(output: Output): Promise<RunningRuntime>;
}

const ours: Runtime = { name: 'our action host', start: (output) => startFile(ACTION_HOST, output) };

/** The real one, where OPENWHISK_RUNTIME names it: a directory that holds its app.js, or an image. */
export function realRuntime(): Runtime | undefined {
  const named = process.env.OPENWHISK_RUNTIME;
  if (named === undefined || named === '') return undefined;
  const file = path.resolve(named, 'app.js');
  const start = existsSync(file)
    ? (output: Output) => startFile(file, output)
    : (output: Output) => startImage(named, output);
  return { name: `the real runtime, ${named}`, start };
}

/** Those the transcript is held against. Says so, and not softly, when the real one is not among them. */
export function runtimesHere(): Runtime[] {
  const real = realRuntime();
  if (real !== undefined) return [ours, real];
  console.warn(
    '\n*** TIER 3 WAS NOT RUN: no real OpenWhisk runtime here. OPENWHISK_RUNTIME=<directory with app.js, or image> runs the transcript against it. ***\n',
  );
  return [ours];
}

async function startFile(file: string, output: Output): Promise<RunningRuntime> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'ops-db-runtime-'));
  const process = await ActionProcess.start(file, { cwd, env: {}, output });
  return {
    post: (path, body, sent) => process.post(path, body, sent),
    get has_ended() {
      return process.has_ended;
    },
    kill: async () => {
      await process.kill();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

/** A container of the image, with its output attached, that is removed when it ends. */
async function startImage(image: string, output: Output): Promise<RunningRuntime> {
  const [port = 0] = await freePorts(1);
  const name = `ops-db-runtime-${randomUUID()}`;
  const child = spawn('docker', ['run', '--rm', '--name', name, '-p', `127.0.0.1:${port}:8080`, image]);
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => output(stream, text));
  const ended = once(child, 'close');
  await until(() => answers(port, child));
  return {
    post: (path, body, sent) => postJson(port, path, body, sent),
    get has_ended() {
      return child.exitCode !== null;
    },
    kill: async () => {
      spawnSync('docker', ['rm', '--force', name]);
      await ended;
    },
  };
}

/** Docker accepts connections before the runtime listens, and closes them again. */
async function answers(port: number, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error('docker run ended');
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}); // not yet
  socket.write('GET / HTTP/1.0\r\n\r\n');
  const [heard]: unknown[] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  socket.destroy();
  return Buffer.isBuffer(heard);
}
