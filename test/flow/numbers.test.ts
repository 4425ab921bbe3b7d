import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { discard } from '../../lib/flow/operate.ts';
import { retire } from '../../lib/flow/retire.ts';
import type { Redis } from '../../lib/redis/connect.ts';
import { call } from '../support/api.ts';
import { start, startMany } from '../support/record.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let sites: Sites;
let redis: Redis;
let prefix: string;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  redis = (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).durable;
  prefix = `ops:{${sites.observatory.config.SITE_NAME}}:`;
});
afterAll(() => sites.close());

const audit = async (at: 'main' | 'observatory' = 'observatory') =>
  (await call(sites[at], 'GET', '/buffer/audit')).body;
const own = async () => {
  const { series } = await audit();
  return series.at(-1);
};
const arrive = async () => {
  await until(async () => (await drain(sites.observatory)).pending === 0);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
};
let second = 0;
const time = () => new Date(Date.UTC(2026, 4, 1) + 1_000 * second++).toISOString();
const begin = (site: 'main' | 'observatory', key: string, body: object) =>
  call(sites[site], 'POST', '/executed_obs_units/start', { body, headers: { 'idempotency-key': key } });

test('receipts are numbered without gaps, and every number is accounted for before, during and after its way to main', async () => {
  const receipts = await startMany(sites.observatory, 7);
  expect(receipts.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const [{ series, site } = expect.fail()] = receipts;
  expect(new Set(receipts.map((receipt) => receipt.series))).toEqual(new Set([series]));
  const nowhere = { gaps: [], missing: [], doubled: [], altered: [] };
  expect(await audit()).toEqual({
    intact: true,
    outbox_behind: false,
    series: [{ site, series, arrived: 0, contiguous_to: 0, highest: 0, accepted: 7, waiting: 7, ...nowhere }],
  });
  await arrive();
  expect(await own()).toMatchObject({ arrived: 7, contiguous_to: 7, highest: 7, accepted: 7, waiting: 0, ...nowhere });
  expect(await audit('main')).toEqual({
    intact: true,
    outbox_behind: false,
    series: [{ site, series, arrived: 7, contiguous_to: 7, highest: 7, accepted: null, waiting: null, ...nowhere }],
  });
  const ledger = await sites.sql('select sequence::int, digest from ledger where site = $1 order by sequence', [site]);
  expect(ledger).toEqual(receipts.map(({ sequence, digest }) => ({ sequence, digest })));
});

test('what was applied from elsewhere first, and what was given up, keeps its number', async () => {
  const before = (await own()).accepted;
  const same = { obs_unit_id: 1, start_time: time() };
  await begin('observatory', 'same', same);
  await begin('main', 'same', same);
  const mine = await begin('observatory', 'other', { obs_unit_id: 2, start_time: time() });
  await begin('main', 'other', { obs_unit_id: 3, start_time: time() });
  const successor = await call(sites.observatory, 'PUT', `/executed_obs_units/${mine.body.id}/finish`, {
    body: { status: 'completed' },
  });
  await drain(sites.observatory);
  for (const { transaction_id } of [mine.body, successor.body]) {
    await discard(sites.observatory, transaction_id, { username: 'operator', reason: 'used twice' });
    await drain(sites.observatory);
  }
  await arrive();
  expect(await audit()).toMatchObject({ intact: true });
  expect(await own()).toMatchObject({ contiguous_to: before + 3, accepted: before + 3, waiting: 0 });
});

test('a transaction that vanished from the buffer is missing by number', async () => {
  const lost = await start(sites.observatory, 1, time());
  await start(sites.observatory, 2, time());
  await redis.del(`${prefix}transaction:${lost.transaction_id}`);
  await redis.zrem(`${prefix}queue`, lost.transaction_id);
  const number = lost.sequence;
  expect(await audit()).toMatchObject({ intact: false });
  expect((await own()).missing).toEqual([{ first: number, last: number }]);
  await arrive();
  expect((await own()).missing).toEqual([{ first: number, last: number }]);
  expect((await audit('main')).series.at(-1)).toMatchObject({ contiguous_to: (number ?? 0) - 1, missing: [] });
  // The script that holds the receipt asks after it: nobody has ever heard of it.
  const { body } = await call(sites.observatory, 'POST', '/buffer/transactions/lookup', {
    body: { transaction_ids: [lost.transaction_id] },
  });
  expect(body.items).toEqual([{ transaction_id: lost.transaction_id, state: 'unknown' }]);
});

test('an altered transaction is named, is not sent, and goes on as amended by an operator', async () => {
  const receipt = await start(sites.observatory, 3, time());
  const key = `${prefix}transaction:${receipt.transaction_id}`;
  const body = String(await redis.hget(key, 'body'));
  await redis.hset(key, 'body', body.replace('"obs_unit_id":3', '"obs_unit_id":4'));
  expect((await own()).altered).toEqual([receipt.transaction_id]);
  await drain(sites.observatory);
  const path = `/buffer/failed/${receipt.transaction_id}`;
  expect((await call(sites.observatory, 'GET', path, { role: 'observer' })).body).toMatchObject({
    state: 'dead',
    error: { sqlstate: 'OP005', reason: expect.stringContaining('altered') },
  });
  expect(await sites.sql('select from ledger where transaction_id = $1', [receipt.transaction_id])).toEqual([]);
  const amended = { reason: 'set right from the night log', step: 0, values: { obs_unit_id: 3 } };
  expect((await call(sites.observatory, 'PATCH', path, { role: 'observer', body: amended })).status).toBe(200);
  expect((await own()).altered).toEqual([]);
  await arrive();
  expect(await sites.sql('select obs_unit_id from executed_obs_unit where id = $1', [receipt.id])).toEqual([
    { obs_unit_id: 3 },
  ]);
});

test('a log that lost its end after the drain is found behind main, and its numbers that are given again are doubled', async () => {
  const [first = expect.fail(), lost = expect.fail()] = await startMany(sites.observatory, 2);
  await arrive();
  // As a log cut back to before the second: its number is given again.
  await redis.hset(`${prefix}meta`, 'sequence', String(first.sequence));
  expect(await audit()).toMatchObject({ intact: false, outbox_behind: true });
  const again = await start(sites.observatory, 5, time());
  expect(again.sequence).toBe(lost.sequence);
  const ids = expect.arrayContaining([again.transaction_id, lost.transaction_id]);
  const doubled = [{ sequence: lost.sequence, transaction_ids: ids }];
  expect((await own()).doubled).toEqual(doubled);
  await arrive();
  expect((await own()).doubled).toEqual(doubled);
  expect(await audit('main')).toMatchObject({ intact: false });
});

test('a buffer that had to begin anew begins another series, and what is missing of the one before is named', async () => {
  const before = await own();
  const [, lost = expect.fail()] = await startMany(sites.observatory, 2);
  // The first reaches main, the second is gone with the log.
  await redis.zrem(`${prefix}queue`, lost.transaction_id);
  await drain(sites.observatory);
  await sites.replayed();
  await redis.del(...(await redis.keys(`${prefix}*`)));
  const fresh = await start(sites.observatory, 6, time());
  expect(fresh).toMatchObject({ sequence: 1, series: fresh.transaction_id });
  await arrive();
  const { series } = await audit();
  const old = series.find((one: { series: string }) => one.series === before.series);
  // The end of a series cannot be missed by its gaps: only the receipt of the second tells.
  expect(old).toMatchObject({ accepted: null, highest: before.highest + 1 });
  expect(series.find((one: { series: string }) => one.series === fresh.series)).toMatchObject({ accepted: 1 });
  const asked = { transaction_ids: [lost.transaction_id, randomUUID()] };
  const { body } = await call(sites.observatory, 'POST', '/buffer/transactions/lookup', { body: asked });
  expect(body.items.map(({ state }: { state: string }) => state)).toEqual(['unknown', 'unknown']);
});
