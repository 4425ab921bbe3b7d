import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { transferAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { Audience, type LiveGateway, refusal, type Screen, startLive } from './live-client.ts';

const PATH = '/api/transfer/ws/overview';
const PAGE = 'https://screens.example';

let sites: Sites;
let gateway: LiveGateway;
const audience = new Audience();
beforeAll(async () => {
  sites = await openSites(inject('servers'), { EVENTS_LOOK_MS: '50', CORS_ORIGINS: PAGE });
  gateway = await startLive(sites.main);
});
afterEach(() => audience.leave());
afterAll(async () => {
  await gateway.app.close();
  await sites.close();
});

const startWith = (limits: Parameters<typeof startLive>[1], ask?: Parameters<typeof startLive>[2]) =>
  audience.gateway(sites.main, limits, ask);
const connect = (to = gateway, protocols: string[] = [], options: WebSocket.ClientOptions = {}, query = '') =>
  audience.connect(to, protocols, options, query);
const open = (to = gateway, options: Parameters<typeof Screen.open>[1] = {}) => audience.open(to, options);

let tokens = 0;
/** A token of its own, and its id. */
async function makeToken(scopes?: string[]): Promise<{ id: string; token: string }> {
  const body = { name: `live ${++tokens}`, ...(scopes === undefined ? {} : { scopes }) };
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
    const again = connect(gateway, ['ops-db', `bearer.${TOKENS.viewer}`], {}, `?after=${sequence}`);
    const { events } = await again.hears((said) => said.events?.length > 0);
    expect(events[0]?.state).toBe('applied');
    expect(again.said.map(({ type }) => type)).not.toContain('snapshot');
  });

  test('a token in the address lets nobody in', async () => {
    const own = await startWith({ authenticate_ms: 50 });
    const screen = connect(own, [], {}, `?token=${TOKENS.viewer}`);
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
    const own = await startWith({ authenticate_ms: 6_000 });
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
