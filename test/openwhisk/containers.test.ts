import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../support/sites.ts';
import { type Client, gate, HELD, lastResponse, openWhisk, pidIn, put, RAW, type TestWhisk } from './whisk.ts';

let whisk: TestWhisk;
let client: Client;
beforeAll(async () => {
  whisk = await openWhisk({ limits: { concurrency: 10, containers: 3, result_bytes: 2_000, payload_bytes: 5_000 } });
  client = whisk.client();
});
afterAll(() => whisk.close());

const PID = 'exports.main = async () => ({ body: { pid: process.pid } })';

const call = async (action: string) => {
  const response = await fetch(whisk.web(`default/${action}`));
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};
const of = (action: string) => whisk.containers().filter((container) => container.action === action);
const isGone = (pid: number | undefined) => until(async () => !whisk.containers().some((one) => one.pid === pid));
const inFlight = (action: string) => of(action).reduce((sum, { in_flight }) => sum + in_flight, 0);

describe('containers', () => {
  test('one is kept from call to call, and replaced when the action is updated', async () => {
    await put(client, 'kept', PID, { annotations: RAW });
    const first = await call('kept');
    expect(first).toEqual({ status: 200, body: { pid: of('kept')[0]?.pid } });
    expect(await call('kept')).toEqual(first);
    await put(client, 'kept', PID);
    const second = await call('kept');
    expect(second.body.pid).not.toBe(first.body.pid);
    expect(of('kept')).toEqual([expect.objectContaining({ pid: second.body.pid, version: '0.0.2', in_flight: 0 })]);
  });

  test('code in a zip is what it is anywhere, also where the folders around say that files are ES modules', async () => {
    const around = mkdtempSync(path.join(tmpdir(), 'ops-db-whisk-'));
    writeFileSync(path.join(around, 'package.json'), '{"type": "module"}');
    mkdirSync(path.join(around, 'site'));
    const own = await openWhisk({ dir: path.join(around, 'site') });
    try {
      const zip = Buffer.from(zipSync({ 'index.js': Buffer.from(PID) }));
      await own.client().actions.update({ name: 'zipped', action: zip, kind: 'nodejs:20', annotations: RAW } as never);
      expect((await fetch(own.web('default/zipped'))).status).toBe(200);
    } finally {
      await own.close();
      rmSync(around, { recursive: true, force: true });
    }
  });

  test('a call that is under way while the action is updated ends in the old version, whose container goes then', async () => {
    await put(client, 'updated', HELD, { annotations: RAW });
    const { query, release } = gate(whisk);
    const under_way = call(`updated?${query}`);
    await until(async () => of('updated')[0]?.pid !== undefined);
    const old = of('updated')[0]?.pid;
    await put(client, 'updated', PID);
    expect((await call('updated')).body.pid).not.toBe(old);
    release();
    expect((await under_way).body.pid).toBe(old);
    await isGone(old);
  });

  test('as many calls share one as the action’s concurrency says', async () => {
    await put(client, 'shared', HELD, { annotations: RAW, limits: { concurrency: 3 } });
    const { query, release } = gate(whisk);
    const calls = Array.from({ length: 4 }, () => call(`shared?${query}`));
    await until(async () => inFlight('shared') === 4);
    expect(of('shared').map(({ in_flight }) => in_flight)).toEqual([3, 1]);
    release();
    const pids = (await Promise.all(calls)).map(({ body }) => body.pid);
    expect(new Set(pids).size).toBe(2);
  });

  test('with a concurrency of one each call at a time has its own, and what does not fit waits', async () => {
    await put(client, 'alone', HELD, { annotations: RAW });
    const { query, release } = gate(whisk);
    const calls = Array.from({ length: 8 }, () => call(`alone?${query}`));
    await until(async () => inFlight('alone') === 3);
    expect(whisk.containers()).toHaveLength(3);
    release();
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.pid)).size).toBe(3);
  });
});

describe('what an action does wrong ends its container, and the next call gets a new one', () => {
  test.each([
    ['throws at once', 'exports.main = () => { throw new Error("boom") }', 'An error has occurred: Error: boom'],
    ['answers a text', 'exports.main = () => "text"', 'The action did not return a dictionary.'],
    [
      'ends its process',
      'exports.main = () => process.exit(1)',
      'The action did not produce a valid response and exited unexpectedly.',
    ],
    [
      'takes too long',
      'exports.main = () => new Promise(() => {})',
      // A busy machine can be as slow before it is called.
      expect.stringMatching(/^The action exceeded its time limits of 100 milliseconds/),
      { timeout: 100 },
    ],
    ['cannot be loaded', 'throw new Error("at load")', expect.stringContaining('Error: at load')],
    ['ends while it is loaded', 'process.exit(1)', 'The action did not initialize and exited unexpectedly.'],
  ])('%s', async (_, code, error, limits = { timeout: 60_000 }) => {
    await put(client, 'wrong', code, { annotations: RAW, limits });
    for (let turn = 0; turn < 2; turn++) {
      const { status, body } = await call('wrong');
      expect({ status, error: body.error }).toEqual({
        status: 400,
        error: 'There was an error processing your request.',
      });
      await until(async () => of('wrong').length === 0);
    }
    expect(await lastResponse(client)).toEqual({ status: 'action developer error', success: false, result: { error } });
  });

  test('but one whose promise rejects keeps it: what it says is no response, and so there is none', async () => {
    await put(client, 'rejects', 'exports.main = async () => { throw new Error("secret") }', { annotations: RAW });
    expect(await call('rejects')).toEqual({ status: 204, body: undefined });
    const [container] = of('rejects');
    await call('rejects');
    expect(of('rejects')).toEqual([container]);
  });
});

test('killed containers are not missed', async () => {
  await put(client, 'killed', PID, { annotations: RAW });
  const { body } = await call('killed');
  await whisk.killContainers();
  expect(whisk.containers()).toEqual([]);
  expect((await call('killed')).body.pid).not.toBe(body.pid);
  const left = pidIn(whisk, 'killed');
  process.kill(left, 'SIGKILL');
  await isGone(left);
  expect((await call('killed')).status).toBe(200);
});

describe('limits of a call', () => {
  test('202 with the activation’s id when the answer takes longer than anybody waits', async () => {
    const impatient = await openWhisk({ limits: { blocking_wait_ms: 50 } });
    try {
      await put(impatient.client(), 'slow', HELD, { annotations: RAW });
      const { query, release } = gate(impatient);
      const response = await fetch(`${impatient.web('default/slow')}?${query}`);
      expect(response.status).toBe(202);
      expect(await response.json()).toMatchObject({ error: 'Response not yet ready.' });
      const name = response.headers.get('x-openwhisk-activation-id') ?? '';
      release();
      await until(async () => (await impatient.client().activations.get({ name })).response?.success === true);
    } finally {
      await impatient.close();
    }
  });

  test('413 for a body, and for parameters, above the limit', async () => {
    await put(client, 'eats', 'exports.main = () => ({ body: "ate" })', { annotations: RAW });
    const eat = (size: number) => fetch(whisk.web('default/eats'), { method: 'POST', body: Buffer.alloc(size) });
    expect((await eat(5_001)).status).toBe(413);
    // Base64 makes it a third larger.
    expect((await eat(4_000)).status).toBe(413);
    expect((await eat(2_000)).status).toBe(200);
  });

  test('a result above the limit becomes an error that is no answer', async () => {
    await put(client, 'large', 'exports.main = () => ({ body: "x".repeat(2_000) })', { annotations: RAW });
    expect(await call('large')).toMatchObject({
      status: 400,
      body: { error: "Response is not valid 'message/http'." },
    });
  });
});

test('an idle container is paused, goes on when it is called, and is removed in the end', async () => {
  const own = await openWhisk({ limits: { pause_after_ms: 0, remove_after_ms: 3_000 } });
  try {
    await put(own.client(), 'idle', PID, { annotations: RAW });
    const pid = async () => (await fetch(own.web('default/idle'))).text();
    const first = await pid();
    await until(async () => own.containers()[0]?.is_paused === true);
    expect(await pid()).toBe(first);
    await until(async () => own.containers().length === 0);
  } finally {
    await own.close();
  }
});
