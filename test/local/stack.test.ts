import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../../infra/servers/postgres.ts';
import type { Answered } from '../support/api.ts';
import { type Checkout, type StackFile, startCheckout } from '../support/checkout.ts';
import { asScript, examples, normalised, outputs } from '../support/documents.ts';
import { until } from '../support/sites.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout();
}, 180_000);
afterAll(() => checkout?.remove());

type Site = keyof StackFile['sites'];

async function request(site: Site, method: string, target: string, body?: object): Promise<Answered> {
  const { sites, tokens } = checkout.stack();
  const response = await fetch(sites[site].url + target, {
    method,
    // A connection of its own: the servers of these tests are killed, and close idle ones after 5 s.
    headers: { authorization: `Bearer ${tokens.service}`, 'content-type': 'application/json', connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const start = (obs_unit_id: number, start_time?: string) =>
  request('observatory', 'POST', '/executed_obs_units/start', { obs_unit_id, ...(start_time && { start_time }) });
const link = (verb: string) => checkout.shell(`npm run -s link -- ${verb}`);
const kill = (name: string) => process.kill(checkout.stack().processes[name] ?? expect.fail(`no ${name}`), 'SIGKILL');
const restarted = (name: string, before: number | undefined) =>
  until(async () => checkout.stack().processes[name] !== before);
const onMain = async (ids: string[]) => {
  const sql = 'select transaction_id from ledger where transaction_id = any($1::uuid[]) order by applied_at';
  return (await query(checkout.stack().sites.main.database_url, sql, [ids])).map((row) => row.transaction_id);
};

describe('the pages', () => {
  test.each(['README.md', 'docs/recording.md', 'docs/operations.md'])(
    '%s: its examples run as written and print what it shows',
    (page) => {
      const list = examples(path.join(checkout.dir, page));
      expect(list.length).toBeGreaterThan(0);
      const printed = outputs(checkout.shell(asScript(list)));
      expect(printed).toHaveLength(list.length);
      for (const [index, { output }] of list.entries())
        if (output !== undefined) expect(normalised(printed[index] ?? '')).toBe(normalised(output));
    },
  );
});

describe('faults', () => {
  test('Redis killed right after an acknowledged start: the record is still readable and still drains', async () => {
    link('down');
    const before = checkout.stack().processes.redis;
    const { body } = await start(2);
    kill('redis');
    await restarted('redis', before);
    await until(
      async () => (await request('observatory', 'GET', `/executed_obs_units/by-id/${body.id}`)).status === 200,
    );
    link('up');
    const waited = await request(
      'observatory',
      'GET',
      `/buffer/transactions/${body.transaction_id}?wait=replicated&timeout_s=30`,
    );
    expect(waited.body).toMatchObject({ state: 'replicated' });
  });

  test('the functions killed in the middle of a drain of 500: all are on main exactly once, in order', async () => {
    link('down');
    const ids: string[] = [];
    for (let second = 0; second < 500; second++) {
      const { body, status } = await start(
        1 + (second % 8),
        new Date(Date.UTC(2026, 1, 1) + second * 1_000).toISOString(),
      );
      expect(status).toBe(201);
      ids.push(body.transaction_id);
    }
    const before = checkout.stack().processes.observatory_functions;
    link('up');
    await until(async () => (await onMain(ids)).length > 20);
    kill('observatory_functions');
    expect((await onMain(ids)).length).toBeLessThan(500);
    await restarted('observatory_functions', before);
    await until(async () => (await onMain(ids)).length === 500);
    expect(await onMain(ids)).toEqual(ids);
    await until(async () => (await request('observatory', 'GET', '/buffer/stats')).body.unreplicated === 0);
  });

  test('the link cut with connections half-open: everything that should work works, and what is not known is null', async () => {
    link('down');
    const { body: receipt, status } = await start(3);
    expect(status).toBe(201);
    expect(
      (await request('observatory', 'PUT', `/executed_obs_units/${receipt.id}/finish`, { status: 'aborted' })).status,
    ).toBe(200);
    expect((await request('observatory', 'GET', '/executed_obs_units/3/')).body[0]).toMatchObject({
      id: receipt.id,
      status: 'aborted',
    });
    expect((await request('observatory', 'GET', '/replication/status')).body).toMatchObject({
      main_lsn: null,
      lag_bytes: null,
      caught_up: null,
    });
    await until(async () => (await request('observatory', 'GET', '/health')).body.link === 'down');
    expect((await request('observatory', 'GET', '/health')).status).toBe(200);
    const before = checkout.stack().processes.replica_database;
    kill('replica_database');
    expect((await start(4)).status).toBe(201);
    await restarted('replica_database', before);
    link('up');
    await until(async () => (await request('observatory', 'GET', '/buffer/stats')).body.pending === 0);
    expect((await request('main', 'GET', `/executed_obs_units/by-id/${receipt.id}`)).body).toMatchObject({
      status: 'aborted',
    });
  });
});

describe('the functions behind HTTP', () => {
  test('a write at main is applied before it is acknowledged', async () => {
    const made = await request('main', 'POST', '/executed_obs_units/start/', { obs_unit_id: 5 });
    expect(made).toMatchObject({ status: 201, body: { status: 'applied' } });
    expect((await request('main', 'GET', `/executed_obs_units/by-id/${made.body.id}/`)).status).toBe(200);
  });

  test.each(['/obs_unit', '/obs_unit/', '/obs_unit/1', '/obs_unit/1/', '/site/info', '/openapi.json', '/health/'])(
    'GET %s answers at both sites',
    async (target) => {
      for (const site of ['main', 'observatory'] as const)
        expect((await request(site, 'GET', target)).status).toBe(200);
    },
  );

  test('a path nobody serves and a body nobody can read are told so as problems', async () => {
    const lost = await request('observatory', 'GET', '/no/such/path');
    expect([lost.status, lost.headers.get('content-type'), lost.body.code]).toEqual([
      404,
      'application/problem+json',
      'route.not_found',
    ]);
    const { sites, tokens } = checkout.stack();
    const headers = { authorization: `Bearer ${tokens.service}`, 'content-type': 'application/json' };
    const broken = await fetch(`${sites.observatory.url}/executed_obs_units/start`, {
      method: 'POST',
      headers,
      body: '{"obs_unit_id": ',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: 'request.malformed' });
  });
});

test('Ctrl-C stops everything that was started', async () => {
  const { processes, ...stack } = checkout.stack();
  expect(Object.keys(processes)).toEqual(
    expect.arrayContaining([
      'main_database',
      'replica_database',
      'redis',
      'link',
      'main_functions',
      'observatory_functions',
      'main_gateway',
      'observatory_gateway',
    ]),
  );
  expect(await checkout.interrupt()).toBe(0);
  for (const pid of Object.values(processes)) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  await expect(fetch(`${stack.sites.main.url}/health`)).rejects.toThrow();
});
