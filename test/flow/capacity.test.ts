import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { start, startMany } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls);
});
afterAll(async () => {
  await sites.close();
  await servers.stop();
});

const durable = () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).durable;
const limited = (limits: object) => ({ ...sites.observatory, config: { ...sites.observatory.config, ...limits } });
const health = async (site = sites.observatory) => call(site, 'GET', '/health');
const capacity = async () => (await call(sites.observatory, 'GET', '/buffer/stats')).body.capacity;
const replicate = async () => {
  await until(async () => (await drain(sites.observatory)).pending === 0);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
};

test('a buffer full by number or by bytes refuses the next recording, says so from 80 %, and drops nothing', async () => {
  await startMany(sites.observatory, 8);
  const { bytes } = await capacity();
  expect(bytes).toBeGreaterThan(8 * 300);
  for (const limits of [{ TRANSACTION_BUFFER_SIZE: 8 }, { TRANSACTION_BUFFER_BYTES: bytes + 10 }]) {
    const refused = await call(limited(limits), 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 1 } });
    expect(refused).toMatchObject({ status: 503, body: { code: 'buffer.full' } });
    expect(refused.headers.get('retry-after')).toBe('60');
  }
  expect((await health(limited({ TRANSACTION_BUFFER_SIZE: 8 }))).body).toMatchObject({
    recording: false,
    status: 'failing',
  });
  const nearly = await health(limited({ TRANSACTION_BUFFER_SIZE: 10 }));
  expect(nearly).toMatchObject({ status: 200, body: { status: 'degraded', warnings: ['The buffer is 80 % full.'] } });
  const hour = {
    ...limited({ TRANSACTION_BUFFER_SIZE: 10 }),
    clock: { ...sites.observatory.clock, now: () => Date.now() + 3_600_000 },
  };
  expect((await health(hour)).body.warnings).toEqual([
    expect.stringMatching(/full in about 0\.[23] h at the present rate/),
  ]);
  await replicate();
  expect(await capacity()).toMatchObject({ transactions: 0, bytes: 0, used: 0 });
  expect(await sites.sql('select count(*)::int as n from ledger')).toEqual([{ n: 8 }]);
});

test('a Redis without memory left refuses recordings, and settling and retiring make room all the same', async () => {
  const { transaction_id } = await start(sites.observatory, 2);
  await durable().config('SET', 'maxmemory', '1');
  try {
    const refused = await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 3 } });
    expect(refused).toMatchObject({ status: 503, body: { code: 'buffer.unavailable' } });
    expect(await drain(sites.observatory)).toMatchObject({ applied: 1 });
    await sites.replayed();
    await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  } finally {
    await durable().config('SET', 'maxmemory', '0');
  }
  expect((await call(sites.observatory, 'GET', `/buffer/transactions/${transaction_id}`)).body.state).toBe(
    'replicated',
  );
});

describe('a Redis that could lose what it has acknowledged', () => {
  test.each([
    ['appendfsync', 'everysec', 'always'],
    ['appendonly', 'no', 'yes'],
    ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
  ])(
    '%s %s: recordings are refused and the health page says so loudly, unless configuration accepts it',
    async (setting, wrong, right) => {
      await durable().config('SET', setting, wrong);
      // Settings are looked at again after a while; a new process looks at once.
      const own = await openSites(servers.urls);
      try {
        const record = (site = own.observatory) =>
          call(site, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 4 } });
        expect(await record()).toMatchObject({ status: 503, body: { code: 'buffer.not_durable' } });
        expect(await health(own.observatory)).toMatchObject({
          status: 503,
          body: { recording: false, durability: 'not durable', warnings: [expect.stringMatching(/NOT DURABLE/)] },
        });
        const accepting = { ...own.observatory, config: { ...own.observatory.config, ACCEPT_NOT_DURABLE: true } };
        expect((await record(accepting)).status).toBe(201);
        expect((await health(accepting)).body).toMatchObject({ recording: true, status: 'degraded' });
      } finally {
        await own.close();
        await durable().config('SET', setting, right);
      }
    },
  );
});
