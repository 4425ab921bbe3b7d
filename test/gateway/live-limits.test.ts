import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { forgetCallers } from '../../lib/auth/callers.ts';
import { packageAt, transferAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { type LiveGateway, overviewOf, refusal, Screen, startLive } from './live-client.ts';

const PATH = '/api/transfer/ws/overview';
const PAGE = 'https://screens.example';

let sites: Sites;
let gateway: LiveGateway;
const screens: Screen[] = [];
const opened: LiveGateway[] = [];
beforeAll(async () => {
  sites = await openSites(inject('servers'), { EVENTS_LOOK_MS: '50', CORS_ORIGINS: PAGE });
  gateway = await startLive(sites.main);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.leave();
  for (const { app } of opened.splice(0)) await app.close();
});
afterAll(async () => {
  await gateway.app.close();
  await sites.close();
});

async function startWith(...[limits, ask]: [Parameters<typeof startLive>[1], Parameters<typeof startLive>[2]?]) {
  const own = await startLive(sites.main, limits, ask);
  opened.push(own);
  return own;
}
function keep(screen: Screen): Screen {
  screens.push(screen);
  return screen;
}
const connect = ({ url } = gateway, ...rest: [protocols?: string[], options?: WebSocket.ClientOptions]) =>
  keep(new Screen(`${url}${PATH}`, ...rest));
const open = async (to = gateway, options: Parameters<typeof Screen.open>[1] = {}) =>
  keep(await Screen.open(to, options));

/** A token of its own, and its id. */
async function makeToken(scopes?: string[]): Promise<{ id: string; token: string }> {
  const body = { name: `live ${screens.length} ${Math.random()}`, ...(scopes === undefined ? {} : { scopes }) };
  const made = await call(sites.main, 'POST', '/api/tokens', { body, role: 'admin' });
  expect(made.status).toBe(201);
  return made.body;
}

describe('who gets in', () => {
  test('a token as a subprotocol, of which the answer says nothing; after may then stand in the address', async () => {
    const first = connect(gateway, ['ops-db', `bearer.${TOKENS.viewer}`]);
    const { sequence } = await first.first('snapshot');
    expect(first.socket.protocol).toBe('ops-db');
    await transferAt(sites.main);
    const again = keep(new Screen(`${gateway.url}${PATH}?after=${sequence}`, ['ops-db', `bearer.${TOKENS.viewer}`]));
    const { events } = await again.hears((said) => said.events?.length > 0);
    expect(events[0]?.state).toBe('applied');
    expect(again.said.map(({ type }) => type)).not.toContain('snapshot');
  });

  test('a token in the address lets nobody in', async () => {
    const own = await startWith({ authenticate_ms: 50 });
    const screen = keep(new Screen(`${own.url}${PATH}?token=${TOKENS.viewer}`));
    expect(await screen.closed).toMatchObject({ code: 4408 });
    expect(screen.said).toEqual([]);
  });

  test.each([
    ['a token nobody knows', `ops_api_token_${'x'.repeat(43)}`, 4401, 'auth.required'],
    ['what is no token', 'secret', 4401, 'auth.required'],
  ])('%s is told so and ended', async (_, token, code, problem) => {
    const screen = await open(gateway, { token });
    expect(await screen.closed).toEqual({ code, reason: problem });
    expect(screen.said).toMatchObject([{ type: 'error', problem: { code: problem, status: 401 } }]);
    expect(JSON.stringify(screen.said)).not.toContain(token);
  });

  test('a token that may not read transfers is told so and ended', async () => {
    const { token } = await makeToken(['read:observations']);
    const screen = await open(gateway, { token });
    expect(await screen.closed).toEqual({ code: 4403, reason: 'auth.forbidden' });
    expect(screen.said).toMatchObject([{ type: 'error', problem: { code: 'auth.forbidden' } }]);
  });

  test('who says nothing is ended after a while, who was let in is not', async () => {
    const own = await startWith({ authenticate_ms: 300 });
    const silent = connect(own);
    const known = await open(own);
    expect(await silent.closed).toMatchObject({ code: 4408 });
    await known.first('snapshot');
    known.send({ type: 'ping' });
    await known.first('pong');
  });

  test('pages of origins that are not configured are turned away before there is a connection', async () => {
    const { status, body } = await refusal(`${gateway.url}${PATH}`, { origin: 'https://elsewhere.example' });
    expect([status, JSON.parse(body).code]).toEqual([403, 'auth.forbidden']);
    const screen = connect(gateway, ['ops-db', `bearer.${TOKENS.viewer}`], { origin: PAGE });
    await screen.first('snapshot');
  });

  test('an ordinary request for the path is answered as any path nobody serves, an upgrade elsewhere as a request', async () => {
    const answer = await gateway.app.inject({ url: PATH });
    expect([answer.statusCode, answer.json()]).toEqual([404, { code: 'route.not_found' }]);
    expect(await refusal(`${gateway.url}/nowhere`)).toMatchObject({ status: 404 });
    const socket = new WebSocket(`${gateway.url}/plain`);
    await Promise.race([once(socket, 'close'), once(socket, 'error')]);
    expect(socket.readyState).not.toBe(socket.OPEN);
  });
});

describe('what is said', () => {
  test('a ping is answered, and what cannot be understood is told of and changes nothing', async () => {
    const screen = await open();
    await screen.first('snapshot');
    const wrong: [unknown, string][] = [
      ['{', 'request.malformed'],
      [{ type: 'subscribe' }, 'request.invalid'],
      [{ type: 'ping', more: 1 }, 'request.invalid'],
      [[], 'request.invalid'],
      [{ type: 'authenticate', token: TOKENS.admin }, 'request.invalid'],
    ];
    for (const [message] of wrong) screen.send(message);
    screen.socket.send(Buffer.from('{"type":"ping"}'), { binary: true });
    screen.send({ type: 'ping' });
    await screen.first('pong');
    const errors = screen.said.filter(({ type }) => type === 'error');
    await until(async () => screen.said.filter(({ type }) => type === 'error').length === wrong.length + 1);
    expect(errors.length).toBeLessThanOrEqual(wrong.length + 1);
    const codes = screen.said.flatMap(({ problem }) => problem?.code ?? []);
    expect(codes.sort()).toEqual([...wrong.map(([, code]) => code), 'request.malformed'].sort());
    await transferAt(sites.main);
    await screen.first('update');
  });

  test.each([
    ['a ping', { type: 'ping' }, 4401, 'auth.required'],
    ['something else', { type: 'hello' }, 1008, 'request.invalid'],
    ['no JSON', 'hello', 1008, 'request.malformed'],
  ])('%s as the first message ends the connection', async (_, message, code, problem) => {
    const screen = connect();
    await once(screen.socket, 'open');
    screen.send(message);
    expect(await screen.closed).toEqual({ code, reason: problem });
    expect(screen.said).toMatchObject([{ type: 'error', problem: { code: problem } }]);
  });

  test('too large a message ends the connection, and so do too many', async () => {
    const large = await open();
    large.send(JSON.stringify({ type: 'ping', more: 'x'.repeat(10_000) }));
    expect(await large.closed).toMatchObject({ code: 1009 });
    const own = await startWith({ messages_per_beat: 5 });
    const talker = await open(own);
    for (let n = 0; n < 6; n++) talker.send({ type: 'ping' });
    expect(await talker.closed).toMatchObject({ code: 1008 });
  });
});

describe('how many', () => {
  test('in all: the next one is turned away before there is a connection, and let in when another has gone', async () => {
    const own = await startWith({ connections: 2 });
    const first = await open(own);
    connect(own);
    await first.first('snapshot');
    await until(async () => own.app.websocketServer.clients.size === 2);
    const { status, body } = await refusal(`${own.url}${PATH}`);
    expect([status, JSON.parse(body).code]).toEqual([503, 'gateway.busy']);
    await first.leave();
    await until(async () => own.app.websocketServer.clients.size === 1);
    const next = await open(own);
    await next.first('snapshot');
  });

  test('of one user: one more is told so and ended, others are let in', async () => {
    const own = await startWith({ connections_per_user: 1 });
    await (await open(own)).first('snapshot');
    const second = await open(own);
    expect(await second.closed).toEqual({ code: 1013, reason: 'rate.limited' });
    expect(second.said).toMatchObject([{ type: 'error', problem: { code: 'rate.limited' } }]);
    await (await open(own, { token: TOKENS.observer })).first('snapshot');
  });
});

describe('who does not stay', () => {
  test('a token that is revoked ends its connection, others stay', async () => {
    const own = await startWith({ beat_ms: 50 });
    const { id, token } = await makeToken();
    const [leaving, staying] = [await open(own, { token }), await open(own)];
    await leaving.first('snapshot');
    await call(sites.main, 'DELETE', `/api/tokens/${id}`, { role: 'admin' });
    forgetCallers(sites.main);
    expect(await leaving.closed).toEqual({ code: 4401, reason: 'auth.required' });
    await staying.first('snapshot');
    staying.send({ type: 'ping' });
    await staying.first('pong');
  });

  test('a client that does not answer pings is dropped', async () => {
    const own = await startWith({ beat_ms: 100 });
    const dead = connect(own, ['ops-db', `bearer.${TOKENS.viewer}`], { autoPong: false });
    await dead.first('snapshot');
    expect(await dead.closed).toMatchObject({ code: 1006 });
    await until(async () => own.app.websocketServer.clients.size === 0);
  });

  test('a client that takes nothing is told nothing more, and ended; the others are told everything', async () => {
    const large = { text: 'x'.repeat(500_000) };
    const ask = async (token: string) => {
      const answer = await overviewOf(sites.main)(token);
      return Response.json({ ...((await answer.json()) as object), ...large });
    };
    const own = await startWith({ beat_ms: 300, gather_ms: 0, buffered_bytes: 100_000 }, ask);
    const [slow, quick] = [await open(own), await open(own)];
    await slow.first('snapshot');
    // As long as nothing is read the pongs do not come either: what ends it first depends on the machine.
    slow.socket.pause();
    const clients = [...own.app.websocketServer.clients];
    let most = 0;
    for (let n = 0; n < 40 && own.app.websocketServer.clients.size === 2; n++) {
      const id = await packageAt(sites.main);
      await quick.hears(({ events }) => JSON.stringify(events ?? []).includes(id));
      most = Math.max(most, ...clients.map(({ bufferedAmount }) => bufferedAmount));
    }
    // A message and what may lie there before it.
    expect(most).toBeLessThan(100_000 + 1_100_000);
    await until(async () => own.app.websocketServer.clients.size === 1);
    slow.socket.resume();
    expect([1006, 1013]).toContain((await slow.closed).code);
    expect(quick.socket.readyState).toBe(quick.socket.OPEN);
  });

  test('when the gateway stops, everybody is told so, also who does not answer', async () => {
    const own = await startLive(sites.main);
    const screen = await open(own);
    await screen.first('snapshot');
    const stuck = await open(own);
    await stuck.first('snapshot');
    stuck.socket.pause();
    await own.app.close();
    expect(await screen.closed).toMatchObject({ code: 1001 });
    stuck.socket.resume();
    await stuck.closed;
  });
});

test('an upgrade that is not one of a WebSocket leaves no socket behind', async () => {
  const { port } = new URL(gateway.url);
  const call = request({ port, path: PATH, headers: { connection: 'upgrade', upgrade: 'websocket' } });
  call.end();
  const [response] = await once(call, 'response');
  response.resume();
  expect(response.statusCode).toBe(400);
  await until(async () => (await connections()) === 0);
});

const connections = () =>
  new Promise<number>((resolve, reject) =>
    gateway.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
