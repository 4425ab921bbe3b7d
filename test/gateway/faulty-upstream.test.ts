import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { httpUpstream } from '../../infra/gateway/http-upstream.ts';
import { openwhiskUpstream } from '../../infra/gateway/openwhisk-upstream.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { cut, FaultyUpstream, functionAnswer, ownAnswer } from './faulty-upstream.ts';
import { gatewayConfig, startGateway, type TestGateway } from './support-gateway.ts';

const upstream = new FaultyUpstream();
let sites: Sites;
let http: TestGateway;
let whisk: TestGateway;
let url: string;

beforeAll(async () => {
  sites = await openSites(inject('servers'));
  url = `http://127.0.0.1:${await upstream.listen()}`;
  const limits = { GATEWAY_RETRY_MS: '4000', GATEWAY_READING_IN_FLIGHT: '2' };
  const over_http = {
    ...limits,
    GATEWAY_UPSTREAM: 'http',
    GATEWAY_FUNCTIONS_URL: url,
    GATEWAY_INVOKE_URL: url,
  };
  const on_whisk = {
    ...limits,
    GATEWAY_UPSTREAM: 'openwhisk',
    GATEWAY_OPENWHISK_URL: url,
    GATEWAY_OPENWHISK_RECORDING_NAMESPACE: 'ops-recording',
    GATEWAY_OPENWHISK_READING_NAMESPACE: 'ops-reading',
    GATEWAY_OPENWHISK_SECRET: 'a-shared-secret-of-the-site',
    GATEWAY_OPENWHISK_KEY: 'id:key',
  };
  const site = sites.observatory;
  http = await startGateway(site, httpUpstream(gatewayConfig(over_http), site), over_http);
  whisk = await startGateway(site, openwhiskUpstream(gatewayConfig(on_whisk), site), on_whisk);
});
beforeEach(() => upstream.answer(functionAnswer(200)));
afterAll(async () => {
  await Promise.all([http?.app.close(), whisk?.app.close()]);
  await upstream.close();
  await sites?.close();
});

const START = '/executed_obs_units/start';
const record = (gateway: TestGateway, headers: Record<string, string> = {}) =>
  gateway.call('POST', START, { body: '{"obs_unit_id": 1}', headers });

describe('what a function gets', () => {
  test('path, query and body as they were sent', async () => {
    const path = "/sources/a%20b%2Fc+d~!$&'()*,;=:@?q=%32&b=[x]&q=%20+";
    await http.call('GET', path);
    await http.call('POST', `${START}/`, { body: '{"comment": "☃"}' });
    expect(upstream.visits).toMatchObject([
      { method: 'GET', url: path, body: '' },
      { method: 'POST', url: `${START}/`, body: '{"comment": "☃"}' },
    ]);
  });

  test('on OpenWhisk, at the URL of its action, with the shared secret', async () => {
    await whisk.call('GET', '/obs_unit/7/?x=%20');
    await record(whisk);
    expect(upstream.visits.map((visit) => visit.url)).toEqual([
      '/api/v1/web/ops-reading/ops-db/obs_unit-by-id/obs_unit/7/?x=%20',
      `/api/v1/web/ops-recording/ops-db/executed_obs_units-start${START}`,
    ]);
    for (const { headers } of upstream.visits)
      expect(headers['x-require-whisk-auth']).toBe('a-shared-secret-of-the-site');
  });

  test('no header that poses as the gateway’s, nor one between the client and the gateway', async () => {
    const posing = {
      'x-ops-peer': '203.0.113.1',
      'x-forwarded-for': '203.0.113.2',
      'x-forwarded-proto': 'https',
      forwarded: 'for=203.0.113.3',
      'x-real-ip': '203.0.113.4',
      'x-require-whisk-auth': 'guessed',
      'x-kept': 'yes',
    };
    await http.call('GET', '/obs_unit/7', { headers: posing });
    const [{ headers } = expect.fail('nothing came')] = upstream.visits;
    expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113|guessed/);
    expect(headers).toMatchObject({ 'x-kept': 'yes', 'x-forwarded-for': '127.0.0.1', host: url.slice(7) });
    expect(headers).not.toHaveProperty('accept-encoding');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what a function answers', () => {
  test('arrives with its status, its headers and all its cookies', async () => {
    const cookies = ['a=1; HttpOnly', 'b=2'];
    upstream.answer(functionAnswer(418, { tea: true }, { 'set-cookie': cookies, 'retry-after': '7' }));
    const { status, headers, body } = await http.call('GET', '/obs_unit/7');
    expect([status, body, headers.getSetCookie()]).toEqual([418, { tea: true }, cookies]);
    expect(headers.get('retry-after')).toBe('7');
    expect(headers.get('x-request-id')).toBe(upstream.visits[0]?.headers['x-request-id']);
  });

  test('a refusal of its own is not ours to repeat', async () => {
    upstream.answer(functionAnswer(429, { code: 'rate.limited' }));
    expect(await record(whisk)).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
    upstream.answer(functionAnswer(503, { code: 'buffer.full' }));
    expect(await record(whisk, { 'idempotency-key': 'k' })).toMatchObject({ body: { code: 'buffer.full' } });
    expect(upstream.visits).toHaveLength(1);
  });
});

describe('what OpenWhisk answers for itself is a problem', () => {
  test.each([
    [202, 504, 'gateway.timeout'],
    [400, 503, 'gateway.unavailable'],
    [401, 503, 'gateway.unavailable'],
    [404, 503, 'gateway.unavailable'],
    [413, 413, 'request.too_large'],
    [429, 503, 'gateway.busy'],
    [500, 503, 'gateway.unavailable'],
    [502, 503, 'gateway.unavailable'],
  ])('%d: %d %s', async (theirs, status, code) => {
    upstream.answer(ownAnswer(theirs));
    const answer = await whisk.call('PUT', '/sources/1', { body: '{}' });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.has('retry-after')).toBe(status === 503);
    expect(upstream.visits).toHaveLength(1);
  });
});

describe('a call is sent again', () => {
  test('a recording that meets the limit of its namespace, and a read is not', async () => {
    upstream.answer(ownAnswer(429), ownAnswer(429), functionAnswer(201));
    expect((await record(whisk)).status).toBe(201);
    expect(upstream.visits).toHaveLength(3);
    upstream.answer(ownAnswer(429), functionAnswer(200));
    expect(await whisk.call('GET', '/obs_unit/7')).toMatchObject({ status: 503, body: { code: 'gateway.busy' } });
  });

  test.each([
    ['a lost connection', cut],
    ['an action that broke', ownAnswer(502)],
  ])('%s: only what may be repeated', async (_, way) => {
    upstream.answer(way, functionAnswer(201));
    const lost = await record(whisk);
    expect(lost).toMatchObject({ status: 503, body: { code: 'gateway.unavailable' } });
    expect(upstream.visits).toHaveLength(1);
    upstream.answer(way, functionAnswer(201));
    expect((await record(whisk, { 'idempotency-key': 'k' })).status).toBe(201);
    expect(upstream.visits.map(({ body }) => body)).toEqual(['{"obs_unit_id": 1}', '{"obs_unit_id": 1}']);
    upstream.answer(way, functionAnswer(200));
    expect((await whisk.call('GET', '/obs_unit/7')).status).toBe(200);
  });

  test('no answer in time: never, and whether it was recorded is not known', async () => {
    const settings = { GATEWAY_UPSTREAM: 'http', GATEWAY_FUNCTIONS_URL: url, GATEWAY_INVOKE_URL: url };
    const hasty = { ...settings, GATEWAY_UPSTREAM_MS: '300' };
    const gateway = await startGateway(sites.observatory, httpUpstream(gatewayConfig(hasty), sites.observatory), hasty);
    upstream.answer(() => {}); // nothing, for ever
    const late = await record(gateway, { 'idempotency-key': 'k' });
    expect(late).toMatchObject({ status: 504, body: { code: 'gateway.timeout' } });
    expect(upstream.visits).toHaveLength(1);
    await gateway.app.close();
  });
});

describe('the functions are away', () => {
  test('503, and nothing was recorded; a recording waits a little for them to come back', async () => {
    await upstream.close();
    const away = await http.call('PUT', '/sources/1', { body: '{}' });
    expect(away).toMatchObject({ status: 503, body: { code: 'gateway.unavailable' } });
    expect(away.body.detail).toMatch(/nothing was recorded/);
    expect(away.headers.get('retry-after')).toBe('2');
    const recording = record(http);
    upstream.answer(functionAnswer(201));
    await upstream.listen(Number(new URL(url).port));
    expect((await recording).status).toBe(201);
  });
});

test('screens that wait take no place of a recording', async () => {
  const held: ServerResponse[] = [];
  upstream.answer((response) => held.push(response));
  const waiting = [http.call('GET', '/events'), http.call('GET', '/events')];
  await until(async () => held.length === 2);
  upstream.answer(functionAnswer(201));
  expect(await http.call('GET', '/obs_unit/7')).toMatchObject({ status: 503, body: { code: 'gateway.busy' } });
  expect((await record(http)).status).toBe(201);
  for (const response of held) functionAnswer(200)(response);
  for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
  await until(async () => (await http.call('GET', '/obs_unit/7')).status === 201);
});
