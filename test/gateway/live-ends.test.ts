import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { forgetCallers } from '../../lib/auth/callers.ts';
import { packageAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { Audience, overviewOf, startLive } from './live-client.ts';

let sites: Sites;
const audience = new Audience();
beforeAll(async () => {
  sites = await openSites(inject('servers'), { EVENTS_LOOK_MS: '50' });
});
afterEach(() => audience.leave());
afterAll(() => sites.close());

const startWith = (limits: Parameters<typeof startLive>[1], ask?: Parameters<typeof startLive>[2]) =>
  audience.gateway(sites.main, limits, ask);

/** Long for a test, and longer than a busy machine keeps a client that is there from answering. */
const BEAT = { beat_ms: 3_000 };

test('a token that is revoked ends its connection, others stay', async () => {
  const own = await startWith(BEAT);
  const body = { name: 'live, to be revoked' };
  const { id, token } = (await call(sites.main, 'POST', '/api/tokens', { body, role: 'admin' })).body;
  const [leaving, staying] = [await audience.open(own, { token }), await audience.open(own)];
  await leaving.first('snapshot');
  await call(sites.main, 'DELETE', `/api/tokens/${id}`, { role: 'admin' });
  forgetCallers(sites.main);
  expect(await leaving.closed).toEqual({ code: 4401, reason: 'auth.required' });
  await staying.first('snapshot');
  staying.send({ type: 'ping' });
  await staying.first('pong');
});

test('a client that does not answer pings is dropped', async () => {
  const own = await startWith(BEAT);
  const dead = audience.connect(own, ['ops-db', `bearer.${TOKENS.viewer}`], { autoPong: false });
  await dead.first('snapshot');
  expect(await dead.closed).toMatchObject({ code: 1006 });
  await until(async () => own.app.websocketServer.clients.size === 0);
});

test('a client that takes nothing is told nothing more, and ended; the others are told everything', async () => {
  const large = { text: 'x'.repeat(500_000) };
  const ask = async (token: string) => {
    const answer = await overviewOf(sites.main)(token, null);
    return Response.json({ ...((await answer.json()) as object), ...large });
  };
  const own = await startWith({ beat_ms: 8_000, gather_ms: 0, buffered_bytes: 100_000 }, ask);
  const [slow, quick] = [await audience.open(own), await audience.open(own)];
  await slow.first('snapshot');
  // As long as nothing is read the pongs do not come either: what ends it first depends on the machine.
  slow.socket.pause();
  const clients = [...own.app.websocketServer.clients];
  const waiting: number[] = [];
  // First what lies in between fills up, then what the gateway keeps.
  for (let full = 0; full < 5 && own.app.websocketServer.clients.size === 2; ) {
    const id = await packageAt(sites.main);
    await quick.hears(({ events }) => JSON.stringify(events ?? []).includes(id));
    waiting.push(Math.max(...clients.map(({ bufferedAmount }) => bufferedAmount)));
    if ((waiting.at(-1) ?? 0) > 100_000) full += 1;
  }
  // What may lie there, and one message.
  const most = Math.max(...waiting);
  expect([most > 100_000, most < 100_000 + 600_000]).toEqual([true, true]);
  await until(async () => own.app.websocketServer.clients.size === 1);
  slow.socket.resume();
  expect([1006, 1013]).toContain((await slow.closed).code);
  expect(quick.socket.readyState).toBe(quick.socket.OPEN);
});

test('when the gateway stops, everybody is told so, also who does not answer', async () => {
  const own = await startLive(sites.main);
  const screen = await audience.open(own);
  await screen.first('snapshot');
  const stuck = await audience.open(own);
  await stuck.first('snapshot');
  stuck.socket.pause();
  await own.app.close();
  expect(await screen.closed).toMatchObject({ code: 1001 });
  stuck.socket.resume();
  await stuck.closed;
});
