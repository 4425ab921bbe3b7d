import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { discard } from '../../lib/flow/operate.ts';
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

let second = 0;
const time = () => new Date(Date.UTC(2026, 8, 1) + 1_000 * second++).toISOString();
const begin = (site: 'main' | 'observatory', body: object, key = '') =>
  call(sites[site], 'POST', '/executed_obs_units/start', {
    body,
    headers: key === '' ? {} : { 'idempotency-key': key },
  });
const outbox = () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).outbox;
const counts = () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).stats.counts();
const drained = () => until(async () => (await drain(sites.observatory)).pending === 0);
const decision = { username: 'operator', reason: 'used twice' };

test('the same call on its way from both sites at once is applied once and refused nowhere', async () => {
  for (let pair = 0; pair < 20; pair++) {
    const body = { obs_unit_id: 1, start_time: time() };
    expect((await begin('observatory', body, `pair-${pair}`)).status).toBe(201);
    const [there] = await Promise.all([begin('main', body, `pair-${pair}`), drain(sites.observatory)]);
    expect(there.status).toBe(201);
  }
  await drained();
  expect(await counts()).toMatchObject({ dead: 0, held: 0 });
});

test('a key used for another call at the other site can be given up, and what it holds is told why', async () => {
  const mine = await begin('observatory', { obs_unit_id: 2, start_time: time() }, 'reused');
  expect((await begin('main', { obs_unit_id: 3, start_time: time() }, 'reused')).status).toBe(201);
  await drain(sites.observatory);
  expect(await outbox().standing(mine.body.transaction_id)).toMatchObject({
    state: 'dead',
    error: { code: 'idempotency.conflict' },
  });
  const nul = { role: 'observer' as const, body: { reason: 'no\u0000no' } };
  expect((await call(sites.observatory, 'DELETE', `/buffer/failed/${mine.body.transaction_id}`, nul)).status).toBe(422);
  await discard(sites.observatory, mine.body.transaction_id, decision);
  await drained();
  expect(await outbox().standing(mine.body.transaction_id)).toMatchObject({ state: 'discarded' });
  expect(await counts()).toMatchObject({ dead: 0, held: 0, queued: 0 });
});

test('what follows a call whose key was used elsewhere never touches the record of that other call', async () => {
  const mine = await begin('observatory', { obs_unit_id: 2, start_time: time() }, 'followed');
  const theirs = await begin('main', { obs_unit_id: 3, start_time: time() }, 'followed');
  expect(theirs.body.id).toBe(mine.body.id);
  const path = `/executed_obs_units/${mine.body.id}/finish`;
  const finished = await call(sites.observatory, 'PUT', path, { body: { status: 'failed' } });
  expect(finished.status).toBe(200);
  await until(async () => (await drain(sites.observatory)).pending === 0);
  expect(await outbox().standing(finished.body.transaction_id)).toMatchObject({
    state: 'dead',
    error: { sqlstate: 'OP004', message: expect.stringContaining(mine.body.transaction_id) },
  });
  expect(await sites.sql('select status from executed_obs_unit where id = $1', [mine.body.id])).toEqual([
    { status: 'running' },
  ]);
  for (const { transaction_id } of [mine.body, finished.body])
    await discard(sites.observatory, transaction_id, decision);
  await drained();
  expect(await counts()).toMatchObject({ dead: 0, held: 0, queued: 0 });
});

test('an id that is taken is refused, and where that cannot be known the record there is stays as it is', async () => {
  const id = randomUUID();
  const first = { id, obs_unit_id: 4, start_time: time() };
  expect((await begin('observatory', first)).status).toBe(201);
  await drained();
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  const other = await call(sites.observatory, 'POST', '/executed_obs_units/start', {
    role: 'admin',
    body: { ...first, obs_unit_id: 5 },
  });
  expect(other).toMatchObject({ status: 409, body: { code: 'record.exists', id } });
  // As a site does that could not look: the replica has the record, and main will refuse another creation of it.
  const { buffer } = sites.observatory;
  const row = {
    ...first,
    start_time: time(),
    status: 'failed',
    site_name: 'x',
    created_at: time(),
    updated_at: time(),
  };
  const step = { operation: 'create', entity: 'executed_obs_unit', id, row } as const;
  const lane = `executed_obs_unit:${id}`;
  const transaction = {
    transaction_id: randomUUID(),
    site: sites.observatory.config.SITE_NAME,
    schema_version: 1,
    created_at: time(),
    endpoint: 't',
    user_id: 1,
    fingerprint: 'f',
    lane,
    steps: [step],
  };
  const plan = {
    lane,
    created_at: time(),
    schema_version: 1,
    fingerprint: 'f',
    touches: [{ entity: 'executed_obs_unit', id, operation: 'create' as const, parents: [] }],
    refers: [],
  };
  await buffer?.outbox.append(transaction, plan, { transactions: 100, bytes: 1_000_000 });
  expect((await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${id}`)).body).toMatchObject({
    obs_unit_id: 4,
    status: 'running',
  });
  await drain(sites.observatory);
  expect(await outbox().standing(transaction.transaction_id)).toMatchObject({ state: 'dead' });
  await discard(sites.observatory, transaction.transaction_id, decision);
  await drained();
});

test('an entry main cannot read holds up nobody, and a verdict that comes after the end changes nothing', async () => {
  const receipts = await startMany(sites.observatory, 3);
  const [first, broken] = receipts;
  const { durable } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  const key = `ops:{${sites.observatory.config.SITE_NAME}}:transaction:${broken?.transaction_id}`;
  await durable.hset(key, 'acts', '["\\u0000"]');
  expect(await drain(sites.observatory)).toMatchObject({ applied: 2, fault: 1, link: 'up' });
  await durable.hset(key, 'acts', '[]');
  await drained();
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  const id = first?.transaction_id ?? '';
  await outbox().settle([{ id, verdict: 'discarded', lsn: 1n, error: '', retry_at: 0 }], time(), '');
  expect(await outbox().standing(id)).toMatchObject({ state: 'replicated' });
  expect(await retire(sites.observatory)).toMatchObject({ unreplicated: 0 });
});

test('a replica that has just reconnected does not take itself for caught up: nothing valid is refused', async () => {
  servers.link.down();
  await until(async () => (await call(sites.observatory, 'GET', '/health')).body.link === 'down');
  await sites.sqlOnMain(
    `insert into obs_unit (id, name, observing_program_id, source_id, obs_mode_id) values (9900, 'new', 1, 1, 1)`,
  );
  servers.link.delay(150);
  servers.link.up();
  const known = async () => (await call(sites.observatory, 'GET', '/obs_unit/9900')).status === 200;
  do expect((await begin('observatory', { obs_unit_id: 9900, start_time: time() })).status).toBe(201);
  while (!(await known()));
  servers.link.delay(0);
  await start(sites.observatory, 9900, time());
  await drained();
  expect(await counts()).toMatchObject({ dead: 0 });
});
