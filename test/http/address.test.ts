import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { main as action, handler } from '../../functions/site/openapi.ts';
import { originOf, PEER_HEADER } from '../../lib/http/origin.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PEER = '192.0.2.9';
const [MADE_UP, CLIENT, PROXY] = ['203.0.113.66', '198.51.100.7', '192.0.2.1'];

test.each([
  // Nobody in front: only the other end of the connection counts.
  { proxies: 0, peer: PEER, forwarded: undefined, address: PEER },
  { proxies: 0, peer: PEER, forwarded: MADE_UP, address: PEER },
  { proxies: 0, peer: PEER, forwarded: `${MADE_UP}, ${CLIENT}`, address: PEER },
  // One proxy, which adds whom it was called by.
  { proxies: 1, peer: PROXY, forwarded: CLIENT, address: CLIENT },
  { proxies: 1, peer: PROXY, forwarded: `${MADE_UP}, ${CLIENT}`, address: CLIENT },
  { proxies: 1, peer: PROXY, forwarded: ` ${MADE_UP} ,${MADE_UP},  ${CLIENT} `, address: CLIENT },
  { proxies: 2, peer: PROXY, forwarded: `${MADE_UP}, ${CLIENT}, 10.0.0.1`, address: CLIENT },
  // What a proxy adds and is no address makes no room for one that was made up.
  { proxies: 1, peer: PROXY, forwarded: `${MADE_UP}, unknown`, address: null },
  { proxies: 1, peer: PROXY, forwarded: `${MADE_UP}, [2001:db8::1]:443`, address: null },
  { proxies: 1, peer: PROXY, forwarded: `${MADE_UP}, `, address: null },
  // A runtime that does not tell the peer has a proxy in front that adds it (OpenWhisk's controller does).
  { proxies: 0, peer: undefined, forwarded: `${MADE_UP}, ${CLIENT}`, address: CLIENT },
  { proxies: 0, peer: undefined, forwarded: undefined, address: null },
  { proxies: 0, peer: undefined, forwarded: '<script>', address: null },
  { proxies: 0, peer: '2001:db8::17', forwarded: MADE_UP, address: '2001:db8::17' },
])(
  'of $forwarded behind $proxies proxies, sent from $peer, counts $address',
  ({ proxies, peer, forwarded, address }) => {
    const headers = {
      ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
      ...(peer === undefined ? {} : { [PEER_HEADER]: peer }),
    };
    const config = { ...sites.main.config, TRUSTED_PROXIES: proxies };
    expect(originOf(new Request('http://site/', { headers }), { ...sites.main, config }).address).toBe(address);
  },
);

const LIMIT = 3;

/** The settings of a site nobody else has counted anything for. */
function settings(more: Record<string, string> = {}): Record<string, string> {
  const { MAIN_DATABASE_URL, LOCAL_DATABASE_URL, VOLATILE_REDIS_URL = '' } = sites.main.config;
  return {
    SITE_NAME: `t-${randomUUID().slice(0, 8)}`,
    SITE_TYPE: 'main',
    MAIN_DATABASE_URL,
    LOCAL_DATABASE_URL,
    VOLATILE_REDIS_URL,
    ANONYMOUS_LIMIT_PER_MINUTE: String(LIMIT),
    ...more,
  };
}

const madeUp = () => `203.0.113.${randomInt(256)}`;

/** A call whose headers claim another address each time. */
async function asked(sourceIp: string, own: Record<string, string> = {}): Promise<unknown> {
  const lies = {
    'x-forwarded-for': madeUp(),
    'x-real-ip': madeUp(),
    forwarded: `for=${madeUp()}`,
    'x-client-ip': madeUp(),
    'true-client-ip': madeUp(),
    [PEER_HEADER]: madeUp(),
  };
  const http = { method: 'GET', sourceIp };
  return (await handler({ rawPath: '/openapi.json', headers: { ...lies, ...own }, requestContext: { http } }))
    .statusCode;
}

test('a caller who claims another address each time is counted as one', async () => {
  for (const [key, value] of Object.entries(settings())) vi.stubEnv(key, value);
  for (let calls = 0; calls < LIMIT; calls++) expect(await asked(CLIENT)).toBe(200);
  expect(await asked(CLIENT)).toBe(429);
  expect(await asked(PEER)).toBe(200);
  vi.unstubAllEnvs();
});

test('behind a proxy that is trusted, so is who calls through it, and nobody suffers for another', async () => {
  for (const [key, value] of Object.entries(settings({ TRUSTED_PROXIES: '1' }))) vi.stubEnv(key, value);
  const through = (client: string) => asked(PROXY, { 'x-forwarded-for': `${madeUp()}, ${client}` });
  for (let calls = 0; calls < LIMIT; calls++) expect(await through(CLIENT)).toBe(200);
  expect(await through(CLIENT)).toBe(429);
  expect(await through(PEER)).toBe(200);
  vi.unstubAllEnvs();
});

test('an action takes the address its proxy has added, and not one sent under the name of our own header', async () => {
  const bound = settings();
  const call = async (client: string) => {
    const headers = { 'x-forwarded-for': `${madeUp()}, ${client}`, [PEER_HEADER]: madeUp() };
    const params = { ...bound, __ow_method: 'get', __ow_path: '/openapi.json', __ow_headers: headers };
    return (await action(params)).statusCode;
  };
  for (let calls = 0; calls < LIMIT; calls++) expect(await call(CLIENT)).toBe(200);
  expect(await call(CLIENT)).toBe(429);
  expect(await call(PEER)).toBe(200);
});

test('the audit log has the address that counts', async () => {
  const headers = { 'x-forwarded-for': `${MADE_UP}, ${CLIENT}` };
  const made = await call(sites.main, 'POST', '/api/tokens', { role: 'admin', body: { name: 'audited' }, headers });
  expect(made.status).toBe(201);
  const rows = await sites.sql('select address from audit_event where subject = $1', [`api_token:${made.body.id}`]);
  expect(rows).toEqual([{ address: CLIENT }]);
});
