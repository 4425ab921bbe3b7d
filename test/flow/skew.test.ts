import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { SCHEMA_VERSION } from '../../lib/model/transaction.ts';
import type { Redis } from '../../lib/redis/connect.ts';
import { call } from '../support/api.ts';
import { finish, start } from '../support/record.ts';
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

const outbox = () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).outbox;
const arrived = () => until(async () => (await drain(sites.observatory)).pending === 0);
const on_main = (id: string | number) => sites.sql('select * from executed_obs_unit where id = $1', [id]);
let second = 0;
const time = () => new Date(Date.UTC(2026, 5, 1) + 1_000 * second++).toISOString();

/** Makes a stored transaction what functions of another version would have written. */
async function rewrite(transaction_id: string, schema_version: number, change: (body: string) => string) {
  const key = `${prefix}transaction:${transaction_id}`;
  const body = change(String(await redis.hget(key, 'body')));
  const digest = createHash('sha256').update(body).digest('hex');
  await redis.hset(key, { body, digest, schema_version: String(schema_version) });
}

test('a column that main got during the outage has its default for what was accepted before', async () => {
  const { id } = await start(sites.observatory, 1, time());
  await sites.sql('alter table executed_obs_unit add column seeing_arcsec double precision default 0.7');
  await arrived();
  expect(await on_main(id)).toMatchObject([{ id, seeing_arcsec: 0.7 }]);
});

test('a column that main lost during the outage loses no record, and its value stays in the ledger', async () => {
  await sites.sql('alter table executed_obs_unit add column weather text');
  const created = await start(sites.observatory, 2, time());
  const changed = await start(sites.observatory, 3, time());
  const only = await finish(sites.observatory, changed.id);
  const weather = (body: string) => body.replace('"obs_unit_id":2', '"weather":"clear","obs_unit_id":2');
  await rewrite(created.transaction_id, SCHEMA_VERSION, weather);
  await rewrite(only.transaction_id, SCHEMA_VERSION, (body) =>
    body.replace(/"patch":\{.*?\}/, '"patch":{"weather":"fog"}'),
  );
  await sites.sql('alter table executed_obs_unit drop column weather');
  await arrived();
  expect(await on_main(created.id)).toMatchObject([{ obs_unit_id: 2 }]);
  expect(await on_main(changed.id)).toMatchObject([{ status: 'running' }]);
  const kept = await sites.sql('select acts from ledger where transaction_id = any($1) order by sequence', [
    [created.transaction_id, only.transaction_id],
  ]);
  expect(kept).toMatchObject([
    { acts: [{ act: 'without dropped columns', values: { '0.weather': 'clear' } }] },
    { acts: [{ act: 'without dropped columns', values: { '0.weather': 'fog' } }] },
  ]);
});

test('a column that main does not have yet waits for its migration, and stops nobody else', async () => {
  const early = await start(sites.observatory, 4, time());
  await rewrite(early.transaction_id, SCHEMA_VERSION, (body) =>
    body.replace('"obs_unit_id":4', '"phase_deg":12,"obs_unit_id":4'),
  );
  const after = await finish(sites.observatory, early.id);
  const other = await start(sites.observatory, 5, time());
  await drain(sites.observatory);
  expect(await outbox().standing(early.transaction_id)).toMatchObject({
    state: 'buffered',
    attempts: 0,
    error: { sqlstate: '42703' },
  });
  expect(await on_main(other.id)).toHaveLength(1);
  await sites.sql('alter table executed_obs_unit add column phase_deg integer');
  await outbox().hurry();
  await arrived();
  expect(await on_main(early.id)).toMatchObject([{ phase_deg: 12, status: 'completed' }]);
  expect(await outbox().standing(after.transaction_id)).toMatchObject({ state: 'applied' });
});

test('a transaction in a newer form than the drain knows is left in place and reported, and what follows it waits', async () => {
  const newer = await start(sites.observatory, 6, time());
  await rewrite(newer.transaction_id, SCHEMA_VERSION + 1, (body) =>
    body.replace(`"schema_version":${SCHEMA_VERSION}`, `"schema_version":${SCHEMA_VERSION + 1}`),
  );
  const successor = await finish(sites.observatory, newer.id);
  const other = await start(sites.observatory, 7, time());
  const report = await drain(sites.observatory);
  expect(report).toMatchObject({ applied: 1, refused: 0, error: expect.stringContaining('deployed anew') });
  expect(await outbox().standing(newer.transaction_id)).toMatchObject({ state: 'buffered', attempts: 0 });
  expect(await outbox().standing(successor.transaction_id)).toMatchObject({ state: 'held' });
  expect(await on_main(other.id)).toHaveLength(1);
  const { body: stats } = await call(sites.observatory, 'GET', '/buffer/stats');
  expect(stats).toMatchObject({ postponed: 1, dead: 0 });
  // The drain that knows the form is deployed.
  await rewrite(newer.transaction_id, SCHEMA_VERSION, (body) =>
    body.replace(`"schema_version":${SCHEMA_VERSION + 1}`, `"schema_version":${SCHEMA_VERSION}`),
  );
  await outbox().hurry();
  await arrived();
  expect(await on_main(newer.id)).toMatchObject([{ status: 'completed' }]);
});

test('what older functions wrote without a column is shown with its default while it waits, as main will have it', async () => {
  const { id, transaction_id } = await start(sites.observatory, 1, time());
  await rewrite(transaction_id, SCHEMA_VERSION, (body) => body.replace('"status":"running",', ''));
  const before = (await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${id}`)).body;
  expect(before).toMatchObject({ id, status: 'running' });
  await arrived();
  await sites.replayed();
  await until(async () => (await retire(sites.observatory)).unreplicated === 0);
  expect((await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${id}`)).body).toEqual(before);
});

test('a read that would have to leave out what it cannot understand says so instead', async () => {
  const newer = await start(sites.observatory, 8, time());
  await rewrite(newer.transaction_id, SCHEMA_VERSION + 1, (body) =>
    body
      .replace(`"schema_version":${SCHEMA_VERSION}`, `"schema_version":${SCHEMA_VERSION + 1}`)
      .replace('"operation":"create"', '"operation":"found"'),
  );
  const answer = await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${newer.id}`);
  expect(answer).toMatchObject({ status: 503, body: { code: 'buffer.unavailable' } });
  expect(answer.body.detail).toContain('Deploy it anew');
  expect((await call(sites.observatory, 'GET', '/executed_obs_units/7')).status).toBe(200);
});
