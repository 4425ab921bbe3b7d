import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import openwhisk from 'openwhisk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identify, isAlive } from '../../infra/servers/process-tree.ts';
import { endProcess } from '../../infra/servers/spawned-server.ts';
import { until } from '../support/sites.ts';
import { put, RAW } from './whisk.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

let dir: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-whisk-'));
});
afterEach(async () => {
  for (const { pid } of started.splice(0)) if (pid !== undefined) await endProcess(pid, 'SIGKILL', 30_000);
  rmSync(dir, { recursive: true, force: true });
});

async function run() {
  const args = ['--import', 'tsx', 'infra/openwhisk/run.ts', '--dir', dir, '--port', '0', 'guest', 'ops-db'];
  const env = { ...process.env, OPENWHISK_KEY_OPS_DB: 'ops-db:secret' };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+(?=,)/.exec(line)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error('it did not start');
}

test('a process of its own says where it answers, takes keys from the environment, and ends when it is told to', async () => {
  const { child, url } = await run();
  const list = (api_key: string) => openwhisk({ apihost: url, api_key }).namespaces.list();
  expect(await list('ops-db:secret')).toEqual(['ops-db']);
  expect(await list('guest:guest')).toEqual(['guest']);
  await expect(list('ops-db:ops-db')).rejects.toMatchObject({ statusCode: 401 });
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('after a site was killed the next one ends its containers, which may be paused and not notice', async () => {
  const first = await run();
  const client = openwhisk({ apihost: first.url, api_key: 'guest:guest' });
  await put(client, 'pid', 'exports.main = () => ({ body: { pid: process.pid } })', { annotations: RAW });
  const call = async (url: string) => JSON.parse(await (await fetch(`${url}/api/v1/web/guest/default/pid`)).text()).pid;
  const container = identify(await call(first.url));
  if (container === undefined) throw new Error('there is no container');
  process.kill(container.pid, 'SIGSTOP');
  const gone = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await gone;
  expect(isAlive(container)).toBe(true);
  const second = await run();
  await until(async () => !isAlive(container));
  expect(await call(second.url)).not.toBe(container.pid);
});
