import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProcessLock } from '../../infra/servers/process-lock.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-lock-'));
  file = path.join(dir, 'held');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const HOLDER = new URL('../../infra/servers/process-lock.ts', import.meta.url).href;

/** A process that tries to take it, says what came of it, and lives on. */
async function another() {
  const code = `import { ProcessLock } from ${JSON.stringify(HOLDER)};
try { new ProcessLock(${JSON.stringify(file)}).take('It is running'); console.log('taken'); } catch (error) { console.log(error.message); }
setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { pid: child.pid, said: String(said).trim(), kill };
}

test('while one process has it, nobody else gets it, and is told which has; a killed one does not count', async () => {
  const other = await another();
  expect(other.said).toBe('taken');
  const lock = new ProcessLock(file);
  expect(lock.holder()).toBe(other.pid);
  expect(() => lock.take('It is running')).toThrow(`It is running already (process ${other.pid})`);
  await other.kill();
  expect(lock.holder()).toBeUndefined();
  lock.take('It is running');
  expect(lock.holder()).toBe(process.pid);
  lock.release();
  expect([lock.holder(), existsSync(file), readdirSync(dir)]).toEqual([undefined, false, []]);
});

test('of several that come together one gets it', async () => {
  const all = await Promise.all([another(), another(), another(), another()]);
  const taken = all.filter(({ said }) => said === 'taken');
  expect(taken.map(({ pid }) => pid)).toEqual([new ProcessLock(file).holder()]);
  expect(all.filter(({ said }) => said.startsWith('It is running already'))).toHaveLength(3);
  await Promise.all(all.map(({ kill }) => kill()));
});

test('what its writer did not finish is no lock', () => {
  writeFileSync(file, '{"pid": 1');
  const lock = new ProcessLock(file);
  lock.take('It is running');
  expect(lock.holder()).toBe(process.pid);
});
