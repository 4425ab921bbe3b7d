import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inProcessUpstream } from '../../infra/gateway/in-process-upstream.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { Screen } from './live-client.ts';
import { keptLog, startGateway, type TestGateway } from './support-gateway.ts';

const ORIGIN = 'https://screen.example';
const log = keptLog();
let sites: Sites;
let gateway: TestGateway;

beforeAll(async () => {
  sites = await openSites(inject('servers'), { CORS_ORIGINS: ORIGIN, TRUSTED_PROXIES: '1' });
  const site = { ...sites.observatory, log };
  gateway = await startGateway(site, await inProcessUpstream(site));
});
afterAll(async () => {
  await gateway?.app.close();
  await sites?.close();
});

const get = (path: string, headers: Record<string, string> = {}) => gateway.call('GET', path, { headers });

describe('compression', () => {
  test.each(['gzip', 'br'])('a long answer in %s is the same answer, and its tag says so', async (coding) => {
    const plain = await get('/obs_unit', { 'accept-encoding': 'identity' });
    const packed = await get('/obs_unit', { 'accept-encoding': coding });
    expect(plain.headers.has('content-encoding')).toBe(false);
    expect(packed.headers.get('content-encoding')).toBe(coding);
    expect(packed.headers.get('vary')).toMatch(/accept-encoding/);
    expect(packed.body).toEqual(plain.body);
    expect(packed.headers.get('etag')).toBe(`W/${plain.headers.get('etag')}`);
    for (const { headers } of [plain, packed]) {
      const again = await get('/obs_unit', { 'accept-encoding': coding, 'if-none-match': headers.get('etag') ?? '' });
      expect([again.status, again.body]).toEqual([304, undefined]);
    }
  });

  test('a tiny answer stays as it is, and says its length', async () => {
    const { headers } = await get('/site/info', { 'accept-encoding': 'gzip' });
    expect(headers.has('content-encoding')).toBe(false);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(0);
  });

  test('the docs page and what it loads arrive whole', async () => {
    const page = await get('/docs', { 'accept-encoding': 'gzip' });
    expect(page.headers.get('content-type')).toMatch(/text\/html/);
    const [, script = ''] = /src="([^"]+\.js)"/.exec(page.body) ?? [];
    const loaded = await get(new URL(script, 'http://site/docs').pathname, { 'accept-encoding': 'gzip' });
    const plain = await get(new URL(script, 'http://site/docs').pathname, { 'accept-encoding': 'identity' });
    expect([loaded.status, loaded.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(loaded.body).toBe(plain.body);
  });

  test('a list is written while it is read, line by line', async () => {
    const asked = { authorization: `Bearer ${TOKENS.service}`, accept: 'application/x-ndjson' };
    for (const coding of ['identity', 'gzip']) {
      const answer = await fetch(`${gateway.url}/obs_unit`, { headers: { ...asked, 'accept-encoding': coding } });
      expect(answer.headers.has('content-length')).toBe(false);
      expect(answer.headers.get('content-encoding')).toBe(coding === 'gzip' ? 'gzip' : null);
      const lines = (await answer.text()).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual((await get('/obs_unit')).body.items);
    }
  });
});

describe('pages of other origins', () => {
  const asks = { origin: ORIGIN, 'access-control-request-method': 'POST' };

  test.each(['/executed_obs_units/start', '/obs_unit/1/', '/no/such/path'])(
    'a preflight of %s is answered',
    async (path) => {
      const { status, headers } = await gateway.call('OPTIONS', path, { headers: asks });
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
      expect(headers.get('access-control-allow-methods')).toMatch(/POST/);
    },
  );

  test('a known page may read what the gateway refuses, another may not', async () => {
    const known = await get('/no/such/path', { origin: ORIGIN });
    expect([known.status, known.headers.get('access-control-allow-origin')]).toEqual([404, ORIGIN]);
    const other = await get('/no/such/path', { origin: 'https://elsewhere.example' });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([404, null]);
  });
});

describe('the access log', () => {
  const lineOf = async (id: string | null) => {
    await until(async () => log.lines.some(({ request_id }) => request_id === id));
    return log.lines.find(({ request_id }) => request_id === id) ?? {};
  };

  test('says what was asked and answered, and by whom as far as proxies can be believed', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-request-id': 'night-7' };
    const { headers: back } = await get('/obs_unit/1', headers);
    expect(back.get('x-request-id')).toBe('night-7');
    expect(await lineOf('night-7')).toMatchObject({
      event: 'gateway.request',
      method: 'GET',
      path: '/obs_unit/1',
      status: 200,
      address: '198.51.100.7',
      ms: expect.any(Number),
      bytes: expect.any(Number),
    });
  });

  test('says nothing that could be a secret', async () => {
    const headers = { cookie: 'session=hunter2', 'user-agent': 'hunter2' };
    const back = await get('/github/callback?code=hunter2&state=hunter2', headers);
    const line = await lineOf(back.headers.get('x-request-id'));
    expect(line).toMatchObject({ path: '/github/callback' });
    expect(JSON.stringify(log.lines)).not.toMatch(/hunter2|ops_api_token/);
    expect(JSON.stringify(log.lines)).not.toContain(TOKENS.service);
  });

  test('every request has a number of its own, also one that nobody answers', async () => {
    const [one, other] = [await get('/no/such/path'), await get('/no/such/path')];
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
    expect(await lineOf(one.headers.get('x-request-id'))).toMatchObject({ status: 404 });
    const bad = await get('/obs_unit/%zz');
    expect(await lineOf(bad.headers.get('x-request-id'))).toMatchObject({ status: 400, path: '/obs_unit/%zz' });
  });
});

test('the overview the WebSocket asks for is asked for from where the screen is', async () => {
  const address = '203.0.113.9';
  const headers = { 'x-forwarded-for': address };
  const screen = new Screen(
    `${gateway.url.replace('http', 'ws')}/api/transfer/ws/overview`,
    ['ops-db', `bearer.${TOKENS.viewer}`],
    { headers },
  );
  try {
    await screen.first('snapshot');
    const asked = () => log.lines.filter(({ path }) => path === '/api/transfer/overview');
    await until(async () => asked().length > 0);
    expect(asked().map((line) => line.address)).toEqual(asked().map(() => address));
  } finally {
    await screen.leave();
  }
});
