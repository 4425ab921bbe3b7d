import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Stack, writeStack } from '../../infra/local/stack-file.ts';
import { Link } from '../../infra/servers/link.ts';
import { serveLinkControl } from '../../infra/servers/link-control.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

const SEED = fileURLToPath(new URL('../../infra/database/run-seed.ts', import.meta.url));
const LIMIT_MS = 100_000;
const SMALL = ['--files-per-night', '100'];

const link = new Link(1, { mode: 'up', delay_ms: 0 });
let control: Server;
let control_url: string;
let sites: Sites;
let dir: string;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  const [port = 0] = await freePorts(1);
  control = await serveLinkControl(link, port, () => {});
  control_url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await new Promise((closed) => control.close(closed));
  await sites.close();
});
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-seed-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Says that a stack runs, with its main where it is told. */
function publish(database_url = mainUrl()): void {
  const servers = ['main_database', 'replica_database', 'redis', 'volatile_redis', 'link'];
  const programs = ['main_functions', 'observatory_functions', 'main_gateway', 'observatory_gateway'];
  const processes = Object.fromEntries([...servers, ...programs].map((name) => [name, 1]));
  writeStack(dir, {
    sites: {
      main: { url: 'http://127.0.0.1:4000', database_url },
      observatory: { url: 'http://127.0.0.1:4100', database_url, redis_url: 'redis://127.0.0.1:1' },
    },
    tokens: TOKENS,
    processes: processes as Stack['processes'],
    link: { control_url },
  });
}

function mainUrl(): string {
  const url = new URL(sites.main.config.MAIN_DATABASE_URL);
  url.username = 'postgres';
  return url.href;
}

function started(words: readonly string[]) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), SEED, ...words], {
    env: { PATH: process.env.PATH, OPS_LOCAL_DIR: dir },
    timeout: LIMIT_MS,
  });
  const run = { said: '', complained: '' };
  child.stdout.on('data', (text) => (run.said += text));
  child.stderr.on('data', (text) => (run.complained += text));
  return { child, run };
}

async function seed(...words: string[]): Promise<{ code: number; said: string; complained: string }> {
  const { child, run } = started(words);
  const [code] = await once(child, 'close');
  return { code, ...run };
}

const executions = async () =>
  (await sites.sqlOnMain('select count(*)::int as count from executed_obs_unit'))[0]?.count;

test('npm run seed is this command', () => {
  const root = new URL('../../', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  expect(scripts.seed).toBe('node infra/bootstrap.mjs seed');
  expect(readFileSync(new URL('infra/bootstrap.mjs', root), 'utf8')).toContain("seed: 'infra/database/run-seed.ts'");
});

describe('exit code 0', () => {
  test('killed in the middle and called again it completes the season, and says of each night what was new', async () => {
    publish();
    const words = ['--nights', '12', ...SMALL];
    const { child, run } = started(words);
    while (!run.said.includes('2026-11-09')) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(run.said).not.toContain('rows were new');
    const before = await executions();
    expect(before).toBeGreaterThan(100);

    const again = await seed(...words);
    expect(again).toMatchObject({ code: 0, complained: '' });
    const nights = again.said.split('\n').filter((line) => / \d+ executions /.test(line));
    expect(nights).toHaveLength(12);
    expect(nights[0]).toMatch(/^ +2026-11-09 +1\/12 +\d+ executions +\d+ files, nothing new, \d+\.\d s$/);
    expect(nights[11]).toMatch(/^ +2026-11-20 +12\/12 +\d+ executions +\d+ files, \d,\d{3} rows new, \d+\.\d s$/);
    expect(again.said).toMatch(/^\d+,\d{3} rows were new, in /m);
    expect(await executions()).toBeGreaterThan(before as number);

    const third = await seed(...words);
    expect(third).toMatchObject({ code: 0, complained: '' });
    expect(third.said.match(/nothing new/g)).toHaveLength(12);
    expect(third.said).toMatch(/^0 rows were new, in /m);
  });

  test('until which night can be said', async () => {
    publish();
    const { code, said } = await seed('--nights', '1', '--until', '2025-06-01', ...SMALL);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^ +2025-06-01 +1\/1 /m) });
    const found = `select count(*)::int as count from executed_obs_unit where start_time < '2025-06-02T16:00:00Z'`;
    expect((await sites.sqlOnMain(found))[0]?.count).toBeGreaterThan(20);
  });
});

describe('exit code 1', () => {
  test('when no stack runs it says how to start one', async () => {
    const { code, said, complained } = await seed();
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained).toBe(`no stack is running in ${dir}: npm start, in another terminal; then again\n`);
  });

  test('when main does not answer it says so in one line', async () => {
    publish('postgres://postgres@127.0.0.1:9/ops_db');
    const { code, complained } = await seed('--nights', '1');
    expect(code).toBe(1);
    expect(complained.trim()).toBe('main does not answer; is the stack running? npm start, in another terminal');
  });

  test('while the link is down nothing is written that main would have to keep for the replica', async () => {
    publish();
    const before = await executions();
    link.down();
    const { code, complained } = await seed('--nights', '1', '--until', '2024-06-01');
    link.up();
    expect(code).toBe(1);
    expect(complained).toContain('npm run link -- up');
    expect(await executions()).toBe(before);
  });
});

test('exit code 2: what is not understood is told, and nothing is done', async () => {
  publish();
  const misunderstood = [
    ['--nights', '0'],
    ['--nights', '1.5'],
    ['--nights', '1001'],
    ['--until', '2026-02-30'],
    ['--until', 'yesterday'],
    ['--files-per-night', '50001'],
    ['--night', '3'],
    ['3', '--nights'],
  ];
  const before = await executions();
  const runs = await Promise.all(misunderstood.map((words) => seed(...words)));
  const usage = expect.stringContaining('usage: npm run seed -- [--nights 30]');
  expect(runs).toEqual(misunderstood.map(() => ({ code: 2, said: '', complained: usage })));
  expect(await executions()).toBe(before);
});
