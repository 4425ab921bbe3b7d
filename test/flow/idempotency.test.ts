import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

let second = 0;
const body = <More extends object>(more = {} as More) => ({
  obs_unit_id: 1,
  start_time: new Date(Date.UTC(2026, 5, 1) + 1_000 * second++).toISOString(),
  ...more,
});
const start = (site: 'main' | 'observatory', sent: object, key?: string, role?: 'observer') =>
  call(sites[site], 'POST', '/executed_obs_units/start', {
    body: sent,
    ...(role && { role }),
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
const finish = (site: 'main' | 'observatory', id: string, sent: object) =>
  call(sites[site], 'PUT', `/executed_obs_units/${id}/finish`, { body: sent });
const replicate = async () => {
  await until(async () => (await drain(sites.observatory)).pending === 0);
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
};
const forget = async () => {
  const { durable } = sites.observatory.buffer ?? expect.fail();
  await durable.del(...(await durable.keys(`ops:{${sites.observatory.config.SITE_NAME}}:transaction:*`)));
};
const rows = async (id: string) => sites.sql('select id from executed_obs_unit where id = $1', [id]);

describe('with a key', () => {
  test('the first answer comes again: at once, after the drain, after replication, when Redis has forgotten, and at main', async () => {
    const sent = body();
    const first = await start('observatory', sent, 'night-1');
    expect(first).toMatchObject({ status: 201, body: { status: 'buffered' } });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const again = async (site: 'main' | 'observatory', status: string) => {
      const repeated = await start(site, sent, 'night-1');
      expect(repeated).toMatchObject({ status: 201, body: { ...first.body, status } });
      expect(repeated.headers.get('idempotency-replayed')).toBe('true');
    };
    await again('observatory', 'buffered');
    await drain(sites.observatory);
    await again('main', 'applied');
    await replicate();
    await again('observatory', 'replicated');
    await forget();
    await again('observatory', 'replicated');
    expect(await rows(first.body.id)).toHaveLength(1);
  });

  test('both sites mint the same ids, and what both have accepted is on main once', async () => {
    const sent = body();
    const here = await start('observatory', sent, 'night-2');
    const there = await start('main', sent, 'night-2');
    const { id, transaction_id } = here.body;
    expect(there.body).toMatchObject({ id, transaction_id, status: 'applied' });
    await replicate();
    expect(await rows(here.body.id)).toHaveLength(1);
    expect((await call(sites.observatory, 'GET', '/buffer/stats')).body).toMatchObject({
      dead: 0,
      held: 0,
      pending: 0,
    });
  });

  test.each(['observatory', 'main'] as const)('another body is refused with both fingerprints, at %s', async (site) => {
    const first = await start(site, body(), `night-3-${site}`);
    const other = await start(site, body(), `night-3-${site}`);
    expect(other).toMatchObject({
      status: 409,
      body: { code: 'idempotency.conflict', transaction_id: first.body.transaction_id },
    });
    expect(other.body.fingerprint).not.toBe(other.body.first_fingerprint);
  });

  test('twins that arrive together make one observation', async () => {
    const sent = body();
    const answers = await Promise.all(Array.from({ length: 8 }, () => start('observatory', sent, 'night-4')));
    expect(
      new Set(answers.map((answer) => `${answer.status} ${answer.body.id} ${answer.body.transaction_id}`)).size,
    ).toBe(1);
    expect(answers[0]?.status).toBe(201);
    const direct = body();
    const at_main = await Promise.all(Array.from({ length: 8 }, () => start('main', direct, 'night-5')));
    expect(new Set(at_main.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
  });

  test('the same key of another user is another call', async () => {
    const first = await start('observatory', body(), 'night-6');
    const other = await start('observatory', body(), 'night-6', 'observer');
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(first.body.id);
  });

  test('a key that cannot be one is refused and named', async () => {
    expect(await start('observatory', body(), 'a b')).toMatchObject({
      status: 422,
      body: { field: 'Idempotency-Key' },
    });
  });
});

test('an id chosen by the caller works like a key', async () => {
  const sent = body({ id: '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1' });
  expect(await start('observatory', sent)).toMatchObject({ status: 201, body: { id: sent.id } });
  expect((await start('observatory', sent)).headers.get('idempotency-replayed')).toBe('true');
  expect(await start('observatory', { ...sent, obs_unit_id: 2 })).toMatchObject({
    status: 409,
    body: { code: 'idempotency.conflict' },
  });
  await replicate();
  expect(await start('observatory', sent)).toMatchObject({ status: 201, body: { id: sent.id, status: 'replicated' } });
});

describe('without a key', () => {
  test('the natural key answers with the id that exists', async () => {
    const sent = body();
    const { body: first } = await start('observatory', sent);
    for (const step of [async () => {}, () => drain(sites.observatory), replicate, forget]) {
      await step();
      expect(await start('observatory', sent)).toMatchObject({
        status: 409,
        body: { code: 'record.exists', id: first.id },
      });
    }
    expect(await start('main', sent)).toMatchObject({ status: 409, body: { code: 'record.exists', id: first.id } });
  });

  test('an identical finish is answered again, a different one is refused', async () => {
    const { body: begun } = await start('observatory', body());
    const sent = { status: 'completed', comment: 'fine' };
    const { body: first } = await finish('observatory', begun.id, sent);
    for (const step of [async () => {}, () => drain(sites.observatory), replicate, forget]) {
      await step();
      const again = await finish('observatory', begun.id, sent);
      expect(again).toMatchObject({ status: 200, body: { id: begun.id, transaction_id: first.transaction_id } });
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await finish('observatory', begun.id, { ...sent, comment: 'other' })).toMatchObject({
        status: 409,
        body: { code: 'record.conflict' },
      });
    }
    expect(await finish('main', begun.id, sent)).toMatchObject({ status: 200, body: { status: 'applied' } });
  });
});
