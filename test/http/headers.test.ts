import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { jsonLog } from '../../lib/kernel/log.ts';
import { type Deployed, endpoints, samplePath } from '../functions/endpoints.ts';
import { AT, expectProblem, nextTime, replicate } from '../functions/expect.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'), { CORS_ORIGINS: 'https://ops.example.org' });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => sites.close());

/** On every answer, whatever it is: nothing to guess at, frame, keep, embed or load. */
const SECURITY = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** A page for people says itself what it may load. */
const { 'content-security-policy': _policy, ...OF_A_PAGE } = SECURITY;

/** Every way an endpoint is answered without anything being recorded. */
const CALLS: Record<string, { path?: string; init?: RequestInit }> = {
  'a good call of an administrator': { init: { headers: { authorization: `Bearer ${TOKENS.admin}` } } },
  'a call without a token': {},
  'a call that is forbidden or not': { init: { headers: { authorization: `Bearer ${TOKENS.service}` } } },
  'a wrong query': { path: '?nonsense=1', init: { headers: { authorization: `Bearer ${TOKENS.admin}` } } },
  'a path that is not there': { path: '/no/such/path' },
  'a method it does not have': { init: { method: 'OPTIONS' } },
  'a preflight': { init: { method: 'OPTIONS', headers: { origin: 'https://ops.example.org' } } },
  'a preflight of a foreign page': { init: { method: 'OPTIONS', headers: { origin: 'https://evil.example' } } },
  'a call of a page': { init: { headers: { origin: 'https://ops.example.org' } } },
};

const isPage = (headers: Headers) => headers.get('content-type') === 'text/html; charset=utf-8';

/** Scripts and styles of that page, which are the same for everybody. */
const isPart = ({ declared }: Deployed, headers: Headers) =>
  declared.path.startsWith('/docs/') && /^text\/(javascript|css)/.test(headers.get('content-type') ?? '');
const PART = expect.stringContaining('public');

const unreadable = ({ declared }: Deployed, init: RequestInit = {}) =>
  declared.body !== undefined && init.method === undefined ? { body: '{' } : {};

describe.each(AT)('every answer at %s', (at) => {
  test.each(Object.entries(CALLS))('has the security headers and none that tells too much: %s', async (_, called) => {
    for (const endpoint of endpoints) {
      const { declared, fetch } = endpoint;
      const url = new URL(`${samplePath(declared)}${called.path ?? ''}`, 'http://site');
      const init = { method: declared.method, ...unreadable(endpoint, called.init), ...called.init };
      const { status, headers } = await fetch(new Request(url, init), sites[at]);
      const expected = isPage(headers) ? OF_A_PAGE : SECURITY;
      // What has an ETag may be kept by its reader alone, and is asked for again each time; only the page's own parts are for all.
      const kept = isPart(endpoint, headers) ? PART : 'private, no-cache';
      const cache = headers.has('etag') ? { 'cache-control': kept } : {};
      expect([endpoint.title, Object.fromEntries(headers)]).toEqual([
        endpoint.title,
        expect.objectContaining({ ...expected, ...cache }),
      ]);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; (.*; )?frame-ancestors 'none'$/);
      for (const name of ['server', 'x-powered-by', 'via', 'date']) expect(headers.has(name)).toBe(false);
      const is_json = /^application\/(problem\+)?json$/.test(headers.get('content-type') ?? '');
      const is_known = is_json || isPage(headers) || isPart(endpoint, headers);
      expect([endpoint.title, is_known]).toEqual([endpoint.title, status !== 204]);
    }
    expect(endpoints.length).toBeGreaterThan(40);
  });

  test('a redirection to GitHub has them, too', async () => {
    const { SITE_NAME } = sites[at].config;
    const github = {
      GITHUB_CLIENT_ID: 'x',
      GITHUB_CLIENT_SECRET: 'y',
      GITHUB_ORG_NAME: 'z',
      PUBLIC_URL: 'http://site',
    };
    const site: Site = { ...sites[at], config: { ...sites[at].config, ...github } };
    const { status, headers } = await call(site, 'GET', '/github/login');
    expect([status, Object.fromEntries(headers)]).toEqual([302, expect.objectContaining(SECURITY)]);
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(`^__Host-ops_sign_in_${SITE_NAME}=`)]);
  });
});

/** What somebody sends who hopes that a line ends where he says. */
const LINES = ['x\r\nSet-Cookie: a=b', 'x\nSet-Cookie: a=b', 'x\r\n\r\n<script>', 'x\0y', 'x\u2028Set-Cookie: a=b'];
const HEADERS = [
  'x-request-id',
  'user-agent',
  'x-forwarded-for',
  'idempotency-key',
  'cookie',
  'origin',
  'authorization',
];

describe('a header with a line break in it', () => {
  const settings = {
    SITE_NAME: 'test',
    SITE_TYPE: 'main',
    MAIN_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    LOCAL_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  };

  test.each(HEADERS)('is no call on any runtime, and comes back nowhere: %s', async (name) => {
    const { handler, main } = await import('../../functions/site/openapi.ts');
    for (const [key, value] of Object.entries(settings)) vi.stubEnv(key, value);
    for (const value of LINES) {
      const http = { method: 'GET', sourceIp: '192.0.2.1' };
      const event = { rawPath: '/openapi.json', headers: { [name]: value }, requestContext: { http } };
      const action = { ...settings, __ow_method: 'get', __ow_path: '/openapi.json', __ow_headers: { [name]: value } };
      for (const answer of [await handler(event), await main(action)]) {
        expect(answer).toMatchObject({ statusCode: 400 });
        expect(JSON.stringify(answer)).not.toMatch(/Set-Cookie|script|x\\0y|<|"cookies"/);
      }
    }
    vi.unstubAllEnvs();
  });

  test('TRACE and CONNECT are no calls, so nothing sent comes back', async () => {
    const { main } = await import('../../functions/site/openapi.ts');
    for (const method of ['trace', 'connect', 'track']) {
      const headers = { cookie: 'secret', authorization: 'Bearer secret' };
      const answer = await main({
        ...settings,
        __ow_method: method,
        __ow_path: '/openapi.json',
        __ow_headers: headers,
      });
      expect(answer).toMatchObject({ statusCode: 400, body: { code: 'request.malformed' } });
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });
});

describe.each(AT)('what is sent in headers at %s', (at) => {
  const WORDS = 'night-17","level":"error","x":"';

  test('comes back only as the id of the request: printable, 64 characters, one header', async () => {
    const sent = `${WORDS} \u00e9\t${'y'.repeat(500)}`;
    for (const endpoint of endpoints) {
      const headers = {
        'x-request-id': sent,
        'user-agent': 'ua-17',
        'x-forwarded-for': '192.0.2.17',
        cookie: 'c-17=1',
      };
      const { declared, fetch } = endpoint;
      const url = new URL(samplePath(declared), 'http://site');
      const response = await fetch(new Request(url, { method: declared.method, headers }), sites[at]);
      const all = [...response.headers].map(([name, value]) => `${name}: ${value}`);
      expect(all.filter((line) => /-17|192\.0\.2/.test(line))).toEqual([
        `x-request-id: ${WORDS}${'y'.repeat(64 - WORDS.length)}`,
      ]);
      expect(await response.text()).not.toMatch(/ua-17|192\.0\.2\.17|c-17/);
    }
  });

  test('leaves every line of the log one line, whose fields are ours', async () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const log = jsonLog({ site: 'here' });
    const site = {
      ...sites[at],
      log,
      get volatile(): Site['volatile'] {
        throw new Error('broken on purpose\nlevel: info');
      },
    };
    const headers = { 'x-request-id': `${WORDS}\t\u0085`, 'user-agent': WORDS, 'idempotency-key': WORDS };
    const answer = await call(site, 'GET', '/openapi.json', { headers });
    vi.restoreAllMocks();
    expectProblem(answer, 'internal');
    expect(written).toHaveLength(1);
    const [line = ''] = written;
    expect(line.trimEnd()).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', event: 'request.failed', site: 'here', instance: WORDS });
    expect(JSON.parse(line)).not.toHaveProperty('x');
    expect(answer.body.detail).toBe('The error has been logged.');
  });

  test('422: an Idempotency-Key is visible ASCII', async () => {
    for (const key of ['a b', 'a\tb', '\u00e9', 'x'.repeat(256)]) {
      const body = { obs_unit_id: 1, start_time: nextTime() };
      const headers = { 'idempotency-key': key };
      expectProblem(await call(sites[at], 'POST', '/executed_obs_units/start', { body, headers }), 'request.invalid');
    }
  });

  test('cookies of any form are read without harm, and none but ours counts', async () => {
    const name = `__Host-ops_${sites[at].config.SITE_NAME}`;
    const COOKIES = [
      '=',
      ';;;',
      'a',
      `${name}`,
      `${name}=`,
      `x${name}=1`,
      `${name}=%00`,
      `${name}="x"`,
      `${name}=a.b.c`,
    ];
    for (const cookie of [...COOKIES, 'a=b; '.repeat(1_000), `${name}=${'x'.repeat(5_000)}`]) {
      expectProblem(await call(sites[at], 'POST', '/auth/refresh', { headers: { cookie } }), 'auth.required');
      expect((await call(sites[at], 'POST', '/auth/logout', { headers: { cookie } })).status).toBe(200);
      const state = await call(sites[at], 'GET', '/github/callback?code=x&state=y', { headers: { cookie } });
      expect([401, 503]).toContain(state.status);
    }
    await replicate(sites);
  });
});
