import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { Servers } from '../../../infra/servers/stack.ts';
import { drain } from '../../../lib/flow/drain.ts';
import { readCursor } from '../../../lib/flow/event-cursor.ts';
import { type Events, events } from '../../../lib/flow/events.ts';
import { discard } from '../../../lib/flow/operate.ts';
import { retire } from '../../../lib/flow/retire.ts';
import type { Site } from '../../../lib/flow/site.ts';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { startPrivateServers } from '../../support/servers.ts';
import { openSites, type Sites, until } from '../../support/sites.ts';
import { nextTime } from '../expect.ts';
import { Follower } from './follower.ts';

/** Nobody looks again by himself within a test. */
const NEVER_MS = '600000';
/** A wait ends by itself after 25 s: what woke it came sooner. */
const WAIT = { wait_s: '25' };
const SOON_MS = 20_000;

let servers: Servers;
let sites: Sites;
let replica: pg.Client;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls, { EVENTS_LOOK_MS: NEVER_MS });
  replica = new pg.Client({ connectionString: servers.urls.replica_database });
  await replica.connect();
});
afterAll(async () => {
  await replica.end();
  await sites.close();
  await servers.stop();
});

/** Answers once somebody has looked in vain at a site and waits. */
async function waiting(site: Site, run: () => Promise<unknown>): Promise<{ answer: Promise<unknown> }> {
  // The connection that listens is there: the first call it could miss is not the one that is meant.
  await site.wake.listen();
  const wait = vi.spyOn(site.wake, 'wait');
  try {
    const answer = Promise.race([
      run(),
      new Promise((resolve) => setTimeout(resolve, SOON_MS, 'it was not woken').unref()),
    ]);
    await until(async () => wait.mock.calls.length > 0);
    return { answer };
  } finally {
    wait.mockRestore();
  }
}

const next = (follower: Follower) => waiting(follower.site, () => follower.next(WAIT));
const event = (transaction_id: string, state: string) => ({ items: [{ transaction_id, state }] });

test('who waits at the mountain is woken by a recording, by its arrival on main, and by its return', async () => {
  const follower = await Follower.begin(sites.observatory);
  const recorded = await next(follower);
  const { transaction_id } = await start(sites.observatory, 1, nextTime());
  expect(await recorded.answer).toMatchObject(event(transaction_id, 'buffered'));
  await replica.query('select pg_wal_replay_pause()');
  const applied = await next(follower);
  await drain(sites.observatory);
  expect(await applied.answer).toMatchObject(event(transaction_id, 'applied'));
  const replicated = await next(follower);
  await replica.query('select pg_wal_replay_resume()');
  await sites.replayed();
  await retire(sites.observatory);
  expect(await replicated.answer).toMatchObject(event(transaction_id, 'replicated'));
});

test('and by what an operator decides', async () => {
  const time = nextTime();
  const { transaction_id } = await start(sites.observatory, 2, time);
  await start(sites.main, 2, time);
  await drain(sites.observatory);
  const follower = await Follower.begin(sites.observatory);
  const called = vi.spyOn(sites.observatory.wake, 'call');
  await discard(sites.observatory, transaction_id, { username: 'operator', reason: 'test' });
  expect(called).toHaveBeenCalledOnce();
  called.mockRestore();
  const discarded = await next(follower);
  await drain(sites.observatory);
  expect(await discarded.answer).toMatchObject(event(transaction_id, 'discarded'));
});

test('who waits in Cologne is woken by what is changed there', async () => {
  const follower = await Follower.begin(sites.main);
  const changed = await next(follower);
  const { transaction_id } = await start(sites.main, 3, nextTime());
  expect(await changed.answer).toMatchObject(event(transaction_id, 'applied'));
});

test('what the caller does not ask for wakes nobody for good', async () => {
  const follower = await Follower.begin(sites.observatory, { entity: 'raw_data_file' });
  const { heard } = sites.observatory.wake;
  const waits = await next(follower);
  await start(sites.observatory, 4, nextTime());
  await until(async () => sites.observatory.wake.heard > heard);
  const wait = vi.spyOn(sites.observatory.wake, 'wait');
  await start(sites.observatory, 4, nextTime());
  await until(async () => wait.mock.calls.length > 0);
  wait.mockRestore();
  const file = { name: 'a.h5', relative_path: nextTime(), source_location_id: 1, instrument_module_id: 1 };
  const { body } = await call(sites.observatory, 'POST', '/raw_data_files', { body: file });
  expect(await waits.answer).toMatchObject(event(body.transaction_id, 'buffered'));
});

test('a request that is given up stops waiting', async () => {
  const { cursor } = await Follower.begin(sites.observatory);
  const given_up = new AbortController();
  const asked = { after: readCursor(cursor), wait_s: 25, limit: 10, entities: new Set<string>() };
  const waits = await waiting(sites.observatory, () =>
    events(sites.observatory, { ...asked, signal: given_up.signal }),
  );
  given_up.abort();
  expect(await waits.answer).toEqual({ items: [], cursor, more: false, complete: true } satisfies Events);
});

test('without the volatile Redis recordings go on, who waits looks by himself, and is woken again when it is back', async () => {
  const looking = await openSites(servers.urls, { EVENTS_LOOK_MS: '20' });
  try {
    const follower = await Follower.begin(looking.observatory);
    const woken = await Follower.begin(sites.observatory);
    await servers.volatile_redis.stop('kill');
    const waits = follower.next(WAIT);
    const { transaction_id } = await start(looking.observatory, 5, nextTime());
    expect(await waits).toMatchObject(event(transaction_id, 'buffered'));
    await servers.volatile_redis.start();
    const { heard } = sites.observatory.wake;
    // The connection that listens is made anew, and whoever waits looks, for a call may have been lost.
    await until(async () => sites.observatory.wake.heard > heard);
    const recorded = await next(woken);
    const again = await start(sites.observatory, 5, nextTime());
    expect(await recorded.answer).toMatchObject(event(again.transaction_id, 'buffered'));
  } finally {
    await looking.close();
  }
});
