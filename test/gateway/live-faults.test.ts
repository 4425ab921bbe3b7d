import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { replicate } from '../functions/expect.ts';
import { packageAt, transferAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { type LiveGateway, Screen, startLive } from './live-client.ts';

let servers: Servers;
let sites: Sites;
let gateway: LiveGateway;
const screens: Screen[] = [];
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  // What is killed refuses at once; what is only busy is waited for.
  const patience = { LOCAL_TIMEOUT_MS: '20000', REDIS_COMMAND_TIMEOUT_MS: '3000' };
  sites = await openSites(servers.urls, { EVENTS_LOOK_MS: '50', BREAKER_MS: '0', ...patience });
  gateway = await startLive(sites.observatory, { catch_up_events: 6 });
});
afterEach(async () => {
  servers.link.up();
  for (const screen of screens.splice(0)) await screen.leave();
});
afterAll(async () => {
  await gateway.app.close();
  await sites.close();
  await servers.stop();
});

async function open(options: Parameters<typeof Screen.open>[1] = {}, to = gateway): Promise<Screen> {
  const screen = await Screen.open(to, options);
  screens.push(screen);
  return screen;
}
const overview = async () => (await call(sites.observatory, 'GET', '/api/transfer/overview', { role: 'viewer' })).body;
const states = (screen: Screen, id: string) =>
  screen.events.filter(({ changes }) => changes.some(({ ids }) => ids.includes(id))).map(({ state }) => state);

test('while the link is down the mountain is told of its own as ever, and of everything when it is back', async () => {
  const screen = await open();
  await screen.first('snapshot');
  servers.link.down();
  const own = await transferAt(sites.observatory);
  await until(async () => states(screen, own).includes('buffered'));
  expect(await drain(sites.observatory)).toMatchObject({ link: 'down' });
  const theirs = await transferAt(sites.main);
  const new_one = await open();
  expect((await new_one.first('snapshot')).overview).toEqual(await overview());
  servers.link.up();
  await replicate(sites);
  await until(async () => [own, theirs].every((id) => states(screen, id).includes('replicated')));
  await until(async () => states(new_one, theirs).includes('replicated'));
  expect(screen.said.map(({ type }) => type)).not.toContain('status');
  expect(states(screen, own).filter((state) => state === 'replicated')).toHaveLength(1);
});

test('while the replica is away it says so, tells of what is recorded here, and makes up for the rest when it is back', async () => {
  const screen = await open();
  await screen.first('snapshot');
  await servers.replica_database.stop('kill');
  const id = await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 1 } });
  expect(id.status).toBe(201);
  expect(await screen.first('status')).toMatchObject({ complete: false });
  const late = await open();
  expect(await late.first('status')).toMatchObject({ complete: false, problem: { code: 'database.unavailable' } });
  const there = await transferAt(sites.main);
  await servers.replica_database.start();
  await sites.replayed();
  await screen.hears(({ complete }) => complete === true);
  await until(async () => states(screen, there).includes('replicated'));
  await late.first('snapshot');
  const now = await overview();
  await until(async () => isDeepStrictEqual(late.said.findLast((said) => said.overview != null)?.overview, now));
  expect(late.said.map(({ type, complete }) => [type, complete]).slice(0, 2)).toEqual([
    ['status', false],
    ['status', true],
  ]);
});

test('while the durable Redis is away it says so, and goes on where it stood', async () => {
  await replicate(sites);
  const screen = await open();
  await screen.first('snapshot');
  await servers.redis.stop('kill');
  expect(await screen.first('status')).toMatchObject({ complete: false, problem: { code: 'buffer.unavailable' } });
  await servers.redis.start();
  await screen.hears(({ complete }) => complete === true);
  const id = await packageAt(sites.observatory);
  await until(async () => states(screen, id).includes('buffered'));
  expect(screen.said.filter(({ type }) => type === 'status')).toHaveLength(2);
  expect(screen.said.filter(({ type }) => type === 'snapshot')).toHaveLength(1);
});

test('an overview that fails is owed: the events come at once, the overview when it can be had', async () => {
  let is_broken = false;
  const app = await startLive(sites.observatory, {}, async (token) => {
    if (is_broken) throw new Error('no route to the functions');
    const headers = { authorization: `Bearer ${token}` };
    const { fetch } = await import('../../functions/transfer/overview.ts');
    return fetch(new Request('http://site/api/transfer/overview', { headers }), sites.observatory);
  });
  try {
    const screen = await open({}, app);
    await screen.first('snapshot');
    is_broken = true;
    const id = await packageAt(sites.observatory);
    await until(async () => states(screen, id).includes('buffered'));
    expect(await screen.first('status')).toMatchObject({ complete: false, problem: { code: 'database.unavailable' } });
    expect(screen.said.findLast(({ type }) => type === 'update')).toMatchObject({ overview: null });
    is_broken = false;
    const had = await screen.hears((said) => said.type === 'update' && said.overview != null);
    expect([had.overview, had.events]).toEqual([await overview(), []]);
    expect(screen.said[screen.said.indexOf(had) - 1]).toMatchObject({ type: 'status', complete: true });
  } finally {
    await app.app.close();
  }
});

test('who has missed more than one is told one by one gets a snapshot, and is told why', async () => {
  const screen = await open();
  const { sequence } = await screen.first('snapshot');
  await screen.leave();
  for (let n = 0; n < 7; n++) await transferAt(sites.observatory);
  const again = await open({ after: sequence });
  expect(await again.first('snapshot')).toMatchObject({
    note: expect.stringContaining('More than 6'),
    overview: await overview(),
  });
  const id = await packageAt(sites.observatory);
  await until(async () => states(again, id).includes('buffered'));
});

test('where the cursor is of a database that is no more, a screen that is connected gets a snapshot, and is told why', async () => {
  const screen = await open();
  await screen.first('snapshot');
  const { local } = sites.observatory;
  const query = local.pipeline;
  // The numbers of this database's system are others than a moment ago.
  local.pipeline = async (queries) => {
    const rows = await query.call(local, queries);
    return rows.map((some) => some.map((row) => ('database' in row ? { ...row, database: '1' } : row)));
  };
  try {
    const { note } = await screen.hears((said) => said.type === 'snapshot' && said.note !== undefined);
    expect(note).toMatch(/another database/);
    const id = await packageAt(sites.observatory);
    await until(async () => states(screen, id).includes('buffered'));
  } finally {
    local.pipeline = query;
  }
});
