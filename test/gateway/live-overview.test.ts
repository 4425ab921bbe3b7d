import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { FeedEvent } from '../../lib/outbox/feed.ts';
import { AT, nextTime, replicate } from '../functions/expect.ts';
import { change, packageAt, transferAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { start } from '../support/record.ts';
import { openSites, type Sites } from '../support/sites.ts';
import { type LiveGateway, Screen, startLive } from './live-client.ts';

let sites: Sites;
const gateways: Record<string, LiveGateway> = {};
const screens: Screen[] = [];
beforeAll(async () => {
  sites = await openSites(inject('servers'), { EVENTS_LOOK_MS: '50' });
  for (const at of AT) gateways[at] = await startLive(sites[at]);
});
// What one test has done in Cologne must not arrive while another one looks.
beforeEach(() => sites.replayed());
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.leave();
});
afterAll(async () => {
  for (const { app } of Object.values(gateways)) await app.close();
  await sites.close();
});

type At = (typeof AT)[number];
const gatewayAt = (at: At) => gateways[at] ?? expect.fail();
async function open(at: At, options: Parameters<typeof Screen.open>[1] = {}): Promise<Screen> {
  const screen = await Screen.open(gatewayAt(at), options);
  screens.push(screen);
  return screen;
}
/** The ids of all records some events name. */
const namesIn = (events: FeedEvent[] = []) => events.flatMap(({ changes }) => changes.flatMap(({ ids }) => ids));
const overviewAt = async (at: At) => (await call(sites[at], 'GET', '/api/transfer/overview', { role: 'viewer' })).body;

describe.each(AT)('at %s', (at) => {
  test('the first message is the overview as GET answers it, the next ones what changes, with the overview then', async () => {
    const screen = await open(at);
    const { overview, sequence } = await screen.first('snapshot');
    expect(overview).toEqual(await overviewAt(at));
    const id = await transferAt(sites[at]);
    const before = overview.data_transfers.total;
    // An overview may show already what the next events tell of.
    const update = await screen.hears(
      (said) => said.overview?.data_transfers.total === before + 1 && namesIn(screen.events).includes(id),
    );
    expect(update).toMatchObject({ type: 'update', sequence: expect.any(String), overview: await overviewAt(at) });
    expect(update.sequence).not.toBe(sequence);
    expect(screen.events).toContainEqual(
      expect.objectContaining({ changes: [{ entity: 'data_transfer', operation: 'create', ids: [id] }] }),
    );
  });

  test('what the overview does not count is not told', async () => {
    const screen = await open(at);
    await screen.first('snapshot');
    const { transaction_id } = await start(sites[at], 3, nextTime());
    const id = await packageAt(sites[at]);
    await screen.hears(({ events }) => namesIn(events).includes(id));
    expect(screen.events.map((event) => event.transaction_id)).not.toContain(transaction_id);
  });

  test('who comes again with the last sequence is told of everything since, once, and of how it stands', async () => {
    const screen = await open(at);
    await screen.first('snapshot');
    const seen = await transferAt(sites[at]);
    await screen.hears(({ events }) => namesIn(events).includes(seen));
    await screen.leave();
    const ids = [await transferAt(sites[at]), await transferAt(sites[at])];
    const again = await open(at, { after: screen.sequence ?? '' });
    const last = await again.hears((said) => said.overview != null && namesIn(again.events).includes(ids[1] ?? ''));
    expect(again.said.map(({ type }) => type)).not.toContain('snapshot');
    expect(namesIn(again.events).filter((id) => [seen, ...ids].includes(String(id)))).toEqual(ids);
    expect(last.overview).toEqual(await overviewAt(at));
    // Nothing has happened since: one message, no event, the overview.
    const third = await open(at, { after: again.sequence ?? '' });
    expect(await third.first('update')).toMatchObject({ events: [], overview: await overviewAt(at) });
  });

  test('who comes with what is no cursor gets a snapshot, and is told why', async () => {
    const screen = await open(at, { after: 'yesterday' });
    const { note, overview } = await screen.first('snapshot');
    expect(note).toMatch(/no cursor/);
    expect(overview).toEqual(await overviewAt(at));
  });
});

test('the mountain tells how far its changes have come', async () => {
  const screen = await open('observatory');
  await screen.first('snapshot');
  const id = await transferAt(sites.observatory);
  await change(sites.observatory, `/api/transfer/data-transfers/${id}`, { status: 'in_progress' });
  const is = (state: string) =>
    screen.hears(({ events }) => namesIn(events?.filter((one) => one.state === state)).includes(id));
  await is('buffered');
  await replicate(sites);
  await is('replicated');
});

test('a burst of changes is told in few messages, every one of them once, and in the end it stands as GET says', async () => {
  const app = await startLive(sites.main, { gather_ms: 2_000 });
  try {
    const screen = await Screen.open(app);
    screens.push(screen);
    const { overview } = await screen.first('snapshot');
    const asked = app.asked();
    const executed_obs_unit_id = (await start(sites.main, 2, nextTime())).id;
    const ids: string[] = [];
    for (let n = 0; n < 120; n++) ids.push(await packageAt(sites.main, { executed_obs_unit_id }));
    const total = overview.total_packages + ids.length;
    const last = await screen.hears(({ events }) => namesIn(events).includes(ids.at(-1) ?? ''));
    expect(last.overview).toEqual(await overviewAt('main'));
    expect(last.overview.total_packages).toBe(total);
    expect(namesIn(screen.events).filter((id) => ids.includes(String(id)))).toEqual(ids);
    expect(app.asked() - asked).toBeLessThan(ids.length / 2);
  } finally {
    await app.app.close();
  }
});

test('screens that may read the same share one look and one overview', async () => {
  const app = await startLive(sites.main, { gather_ms: 0 });
  try {
    const all = await Promise.all(Array.from({ length: 8 }, () => Screen.open(app)));
    screens.push(...all);
    for (const screen of all) await screen.first('snapshot');
    // From the first change on they stand at the same place.
    await transferAt(sites.main);
    for (const screen of all) await screen.first('update');
    const asked = app.asked();
    const id = await transferAt(sites.main);
    for (const screen of all)
      await screen.hears(({ events, overview }) => overview != null && namesIn(events).includes(id));
    // The transfer and the bundle it is of are told of together or one by one: alone each screen would have asked once or twice.
    expect(app.asked() - asked).toBeLessThan(all.length);
  } finally {
    await app.app.close();
  }
});

test('a token that may read transfers only is told of those, and its overview changes with everything', async () => {
  const body = { name: 'live', scopes: ['read:transfers'] };
  const { body: made } = await call(sites.main, 'POST', '/api/tokens', { body, role: 'admin' });
  const screen = await open('main', { token: made.token });
  const { overview } = await screen.first('snapshot');
  await packageAt(sites.main);
  await screen.shows(({ total_packages }) => total_packages === overview.total_packages + 1);
  expect(screen.events).toEqual([]);
  await transferAt(sites.main);
  await screen.hears(({ events }) => (events ?? []).length > 0);
  const entities = new Set(screen.events.flatMap(({ changes }) => changes.map(({ entity }) => entity)));
  expect([...entities].filter((entity) => !/^(data_transfer|data_transfer_package)$/.test(entity))).toEqual([]);
});
