import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { freePorts } from '../../infra/servers/ports.ts';
import { call as siteCall } from '../support/api.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { environmentOf } from './support-gateway.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let sites: Sites;
let running: ChildProcess[] = [];

beforeEach(async () => {
  sites = await openSites(inject('servers'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  await sites.close();
});

/** Starts the gateway's own process; what it prints is kept. */
function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/gateway/run-gateway.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, GATEWAY_UPSTREAM: 'in_process', VOLATILE_TIMEOUT_MS: '20000', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  return { child, ended: once(child, 'exit'), output: () => output };
}

async function listening(more: Record<string, string> = {}) {
  const [port = 0] = await freePorts(1);
  const gateway = start({ ...environmentOf(sites.observatory), GATEWAY_PORT: String(port), ...more });
  await until(async () => gateway.output().includes('gateway.listening'), 100_000);
  const headers = { authorization: `Bearer ${TOKENS.service}`, 'content-type': 'application/json' };
  const call = (path: string, body?: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body }) });
  return { ...gateway, call };
}

const START = '/executed_obs_units/start';

describe('told to stop', () => {
  /** A call that waits until something is recorded, and has reached the gateway. */
  async function waiting({ call }: Awaited<ReturnType<typeof listening>>) {
    const { cursor } = (await (await call('/events')).json()) as { cursor: string };
    const wait = call(`/events?wait_s=25&after=${encodeURIComponent(cursor)}`);
    await until(async () => (await call('/health')).status === 200);
    const ended = wait.then(
      ({ status, headers }) => ({ status, connection: headers.get('connection') }),
      () => 'cut',
    );
    return { ended };
  }

  test('it lets what runs end, takes nothing new, and ends well', async () => {
    const gateway = await listening({ GATEWAY_STOP_MS: '60000' });
    const wait = await waiting(gateway);
    gateway.child.kill('SIGTERM');
    await until(() =>
      gateway.call('/health').then(
        () => false,
        () => true,
      ),
    );
    await siteCall(sites.observatory, 'POST', START, { body: { obs_unit_id: 3 } });
    expect(await wait.ended).toEqual({ status: 200, connection: 'close' });
    expect(await gateway.ended).toEqual([0, null]);
  });

  test('it waits for nobody longer than it may', async () => {
    const gateway = await listening({ GATEWAY_STOP_MS: '300' });
    const wait = await waiting(gateway);
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toEqual([0, null]);
    expect(await wait.ended).toBe('cut');
    expect(gateway.output()).toMatch(/gateway\.cut_short/);
  });
});

test('what it records goes to main without anybody else, also after it was killed and started again', async () => {
  const first = await listening();
  expect((await first.call(START, '{"obs_unit_id": 1}')).status).toBe(201);
  first.child.kill('SIGKILL');
  await first.ended;
  const { call } = await listening();
  const made = (await (await call(START, '{"obs_unit_id": 2}')).json()) as { transaction_id: string };
  const { stats } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  await until(async () => {
    const { queued, applied } = await stats.counts();
    return queued === 0 && applied === 0;
  });
  const whole = await call(`/buffer/transactions/${made.transaction_id}?wait=replicated&timeout_s=50`);
  expect(await whole.json()).toMatchObject({ state: 'replicated' });
});

test('wrong settings end it with a code and their names', async () => {
  const { ended, output } = start({ GATEWAY_PORT: 'eighty', GATEWAY_COLOUR: 'blue' });
  expect((await ended)[0]).toBe(1);
  expect(output()).toMatch(/GATEWAY_PORT.*GATEWAY_COLOUR|GATEWAY_COLOUR.*GATEWAY_PORT/s);
});
