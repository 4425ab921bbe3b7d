import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { type Answered, call } from '../support/api.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { expectProblem, nextTime, nothingRecorded, replicate } from './expect.ts';
import { change, make, packageAt, REDUCTION, get as read } from './transfer/cargo.ts';

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const FINISH = { status: 'completed', end_time: '2026-11-30T00:00:00Z' };

let servers: Servers;
let sites: Sites;
/** A staging job that failed in Cologne. */
let job: string;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls);
});
afterAll(async () => {
  await sites.close();
  await servers.stop();
});

const get = (path: string, role: 'service' | 'viewer' = 'service') => call(sites.observatory, 'GET', path, { role });
const start = (body: object) => call(sites.observatory, 'POST', '/executed_obs_units/start', { body });
const finish = (id: string, body: object = FINISH) =>
  call(sites.observatory, 'PUT', `/executed_obs_units/${id}/finish`, { body });
const begin = async (): Promise<Answered['body']> => (await start({ obs_unit_id: 1, start_time: nextTime() })).body;
const record = async (id: string) => (await get(`/executed_obs_units/by-id/${id}`)).body;
const caughtUp = () => until(async () => (await get('/replication/status')).body.caught_up === true);

describe('while the replica is caught up, the observatory knows what does not exist', () => {
  test('404: what was never begun cannot be finished', async () => {
    await caughtUp();
    const answer = await nothingRecorded(sites, () => finish(UNKNOWN));
    expectProblem(answer, 'record.not_found');
    expect(answer.body.id).toBe(UNKNOWN);
  });

  test('422: an unknown observation unit is refused by its field', async () => {
    await caughtUp();
    const answer = await nothingRecorded(sites, () => start({ obs_unit_id: 999_999 }));
    expectProblem(answer, 'reference.unknown');
    expect(answer.body).toMatchObject({ field: 'obs_unit_id', errors: [{ in: 'body', field: 'obs_unit_id' }] });
  });
});

describe('while the replica is away', () => {
  let arrived: Answered['body'];
  let pending: Answered['body'];
  let before: unknown;

  beforeAll(async () => {
    arrived = await begin();
    const of = { raw_data_package_ids: [await packageAt(sites.main)], destination_location_id: REDUCTION };
    job = await make(sites.main, '/staging/jobs', of);
    await change(sites.main, `/staging/jobs/${job}`, { status: 'failed' });
    await replicate(sites);
    pending = await begin();
    before = await record(pending.id);
    await servers.replica_database.stop('kill');
  });
  afterAll(async () => {
    await servers.replica_database.start();
    await until(async () => (await get('/executed_obs_units')).status === 200);
  });

  test('201: observations begin, with a token that was verified before', async () => {
    const answer = await start({ obs_unit_id: 2, start_time: nextTime() });
    expect(answer).toMatchObject({ status: 201, body: { status: 'buffered' } });
    expect(await record(answer.body.id)).toMatchObject({ obs_unit_id: 2, status: 'running' });
  });

  test('200: what is buffered answers by id as it did before, and says how the answer was made', async () => {
    const answer = await get(`/executed_obs_units/by-id/${pending.id}`);
    expect(answer).toMatchObject({ status: 200, body: before });
    expect(answer.headers.get('opsdb-overlay')).toBe('1');
    expect(answer.headers.get('opsdb-state')).toBe('buffered');
    expect(answer.headers.has('opsdb-replica-age')).toBe(false);
  });

  test('200: observations end, those the buffer knows and those only main knows', async () => {
    expect(await finish(pending.id)).toMatchObject({ status: 200, body: { id: pending.id, status: 'buffered' } });
    expect(await record(pending.id)).toMatchObject(FINISH);
    expect(await finish(arrived.id)).toMatchObject({ status: 200, body: { id: arrived.id, status: 'buffered' } });
    expectProblem(await finish(pending.id, { ...FINISH, status: 'failed' }), 'record.conflict');
  });

  test('200: a failed job is tried again, though nobody here sees that it has failed', async () => {
    const answer = await call(sites.observatory, 'POST', `/staging/jobs/${job}/retry`);
    expect(answer).toMatchObject({ status: 200, body: { id: job, status: 'buffered' } });
  });

  test('409: what the buffer holds is not recorded twice', async () => {
    const { obs_unit_id, start_time } = await record(pending.id);
    const answer = await nothingRecorded(sites, () => start({ obs_unit_id, start_time }));
    expectProblem(answer, 'record.exists');
    expect(answer.body.id).toBe(pending.id);
  });

  test('422: what can be judged without it is judged', async () => {
    const end_time = '2020-01-01T00:00:00Z';
    const { id } = await begin();
    expectProblem(await nothingRecorded(sites, () => finish(id, { ...FINISH, end_time })), 'request.invalid');
  });

  test('200: the buffer, its transactions and the replication answer, null where nothing can be known', async () => {
    expect((await get(`/buffer/transactions/${pending.transaction_id}`)).body).toMatchObject({ state: 'buffered' });
    expect((await get('/buffer/stats')).body).toMatchObject({ dead: 0, durability: 'durable' });
    expect((await get('/buffer/failed')).body).toEqual({ items: [], next_cursor: null });
    expect(await get('/replication/status')).toMatchObject({
      status: 200,
      body: { main_lsn: expect.any(String), replay_lsn: null, lag_bytes: null, lag_s: null, caught_up: null },
    });
    expect(await get('/health')).toMatchObject({
      status: 200,
      body: { status: 'degraded', recording: true, database: 'unreachable', redis: 'connected', link: 'unknown' },
    });
  });

  test.each([
    '/executed_obs_units',
    '/executed_obs_units?stale=ok',
    '/executed_obs_units/1',
    `/executed_obs_units/by-id/${UNKNOWN}`,
    '/obs_unit',
    '/obs_unit/1',
    `/buffer/transactions/${UNKNOWN}`,
  ])('503: %s needs it, and says when to ask again', async (path) =>
    expectProblem(await get(path), 'database.unavailable'),
  );

  test('200: a token nobody has used before is known, too', async () => {
    expect((await get('/site/info', 'viewer')).status).toBe(200);
  });

  test('503: a token that may have been made since cannot be judged, and is neither refused nor let in', async () => {
    const authorization = `Bearer ops_api_token_${'n'.repeat(43)}`;
    expectProblem(await call(sites.observatory, 'GET', '/site/info', { authorization }), 'database.unavailable');
  });
});

test('everything recorded while the replica was away has arrived once it is back', async () => {
  await replicate(sites);
  const { body } = await get('/executed_obs_units?limit=500');
  const main = await call(sites.main, 'GET', '/executed_obs_units?limit=500');
  expect(body).toEqual(main.body);
  expect(body.items.filter(({ status }: { status: string }) => status === 'completed')).toHaveLength(2);
  expect(await read(sites.main, `/staging/jobs/${job}`)).toMatchObject({ status: 'pending', retry_count: 0 });
  expect((await get('/buffer/stats')).body).toMatchObject({ pending: 0, dead: 0, unreplicated: 0 });
});

describe('while the durable Redis is away', () => {
  let arrived: Answered['body'];
  let pending: Answered['body'];

  beforeAll(async () => {
    arrived = await begin();
    const of = { raw_data_package_ids: [await packageAt(sites.main)], destination_location_id: REDUCTION };
    job = await make(sites.main, '/staging/jobs', of);
    await change(sites.main, `/staging/jobs/${job}`, { status: 'failed' });
    await replicate(sites);
    pending = await begin();
    await servers.redis.stop('kill');
  });
  afterAll(async () => {
    await servers.redis.start();
    await until(async () => (await get('/buffer/stats')).status === 200);
  });

  test.each([
    '/executed_obs_units',
    '/executed_obs_units/1',
    `/executed_obs_units/by-id/${UNKNOWN}`,
    '/obs_unit',
    '/obs_unit/1',
    `/buffer/transactions/${UNKNOWN}`,
    '/buffer/stats',
    '/buffer/failed',
  ])('503: %s is not answered, because it could be false', async (path) =>
    expectProblem(await get(path), 'buffer.unavailable'),
  );

  test('503: nothing is acknowledged that is not on disk', async () => {
    expectProblem(await start({ obs_unit_id: 3, start_time: nextTime() }), 'buffer.unavailable');
    expectProblem(await finish(arrived.id), 'buffer.unavailable');
    expect(await sites.sql('select status from executed_obs_unit where id = $1', [arrived.id])).toEqual([
      { status: 'running' },
    ]);
  });

  test('200: ?stale=ok asks for the replica alone, which never claims to be complete', async () => {
    const listed = await get('/executed_obs_units?stale=ok&limit=500');
    expect(listed).toMatchObject({ status: 200, body: { next_cursor: null, complete: false, pending: {} } });
    expect(listed.body.items).toContainEqual(expect.objectContaining({ id: arrived.id }));
    expect(listed.body.items).not.toContainEqual(expect.objectContaining({ id: pending.id }));
    expect((await get(`/executed_obs_units/by-id/${arrived.id}?stale=ok`)).body.id).toBe(arrived.id);
    expect((await get('/executed_obs_units/1?stale=ok')).status).toBe(200);
    expect((await get('/obs_unit/1?stale=ok')).status).toBe(200);
  });

  test('200: replication status and site info need no buffer', async () => {
    expect(await get('/replication/status')).toMatchObject({
      status: 200,
      body: { main_lsn: expect.any(String), replay_lsn: expect.any(String) },
    });
    expect((await get('/site/info')).status).toBe(200);
  });

  test('503: health says that the site cannot record', async () => {
    expect(await get('/health')).toMatchObject({
      status: 503,
      body: {
        status: 'failing',
        recording: false,
        database: 'connected',
        redis: 'unreachable',
        durability: 'unknown',
        transaction_buffer: null,
        background_processor: null,
      },
    });
  });
});

test('what was acknowledged before the durable Redis was killed is there when it is back, and drains', async () => {
  const { body } = await get('/buffer/stats');
  expect(body.pending).toBe(1);
  expect(await drain(sites.observatory)).toMatchObject({ applied: 1, pending: 0 });
  expect(
    await sites.sql('select count(*)::int as n from executed_obs_unit where status = $1', ['running']),
  ).not.toEqual([{ n: 0 }]);
  await replicate(sites);
});

describe('while the volatile Redis is away', () => {
  beforeAll(() => servers.volatile_redis.stop('kill'));
  afterAll(() => servers.volatile_redis.start());

  test('nothing but caching is lost: recordings, reads and the drain work', async () => {
    const { id } = await begin();
    expect((await finish(id)).status).toBe(200);
    expect(await record(id)).toMatchObject(FINISH);
    expect((await get('/health')).body).toMatchObject({ recording: true });
    await replicate(sites);
    expect((await call(sites.main, 'GET', `/executed_obs_units/by-id/${id}`)).body).toMatchObject(FINISH);
  });
});
