import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { type Held, logout, signIn } from '../auth/support-session.ts';
import { strangerToken } from '../functions/access/callers.ts';
import { bearer, NOWHERE, newUser, openPlaces, PLACES, type Place, type Places } from '../functions/access/places.ts';
import { expectProblem, nextTime } from '../functions/expect.ts';
import { type Answered, type CallOptions, call } from '../support/api.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const LIMIT = 4;
const LIMITS = {
  RATE_LIMIT_PER_MINUTE: LIMIT,
  ANONYMOUS_LIMIT_PER_MINUTE: LIMIT,
  REFUSED_LIMIT_PER_MINUTE: LIMIT,
  SIGN_IN_LIMIT_PER_MINUTE: LIMIT,
};

/** An address nobody has called from in this minute, whichever test of whichever file. */
const newAddress = () => `fd00:${Array.from({ length: 6 }, () => randomInt(65_536).toString(16)).join(':')}:1`;

/** Calls of one kind, told apart by what they are counted for. */
interface Kind {
  counted: string;
  call: (site: Site, who: string) => Promise<Answered>;
  /** Somebody else's count. */
  newWho: () => Promise<string>;
  good: number;
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const ask = (method: string, path: string, options: CallOptions) => (site: Site, address: string) =>
  call(site, method, path, { ...options, headers: from(address) });

const address = async () => newAddress();
const KINDS: Kind[] = [
  {
    counted: 'calls of a principal, whichever address they come from',
    call: (site, token) => call(site, 'GET', '/site/info', { ...bearer(token), headers: from(newAddress()) }),
    newWho: async () => (await newUser(places, 'viewer')).token,
    good: 200,
  },
  { counted: 'calls without a token', call: ask('GET', '/openapi.json', {}), newWho: address, good: 200 },
  {
    counted: 'missing tokens',
    call: ask('GET', '/site/info', { authorization: '' }),
    newWho: address,
    good: 401,
  },
  {
    counted: 'unknown tokens',
    call: (site, who) => ask('GET', '/site/info', { ...bearer(strangerToken()) })(site, who),
    newWho: address,
    good: 401,
  },
  {
    counted: 'attempts to sign in with a code',
    call: ask('POST', '/auth/code', { body: { username: 'admin', code: '0000-0000-0000-0000' } }),
    newWho: address,
    good: 401,
  },
  { counted: 'attempts to sign in through GitHub', call: ask('GET', '/github/login', {}), newWho: address, good: 503 },
];

/** Main has the same name in all files of tests, which share one volatile Redis: here it has one of its own. */
const cologne = `cologne-${randomUUID().slice(0, 8)}`;

/** Two processes of the site at a place, neither of which has asked its Redis for anything. */
function twoProcesses(place: Place, settings: Partial<Site['config']> = {}): [Site, Site] {
  const own = { ...LIMITS, ...(place === 'main' ? { SITE_NAME: cologne } : {}), ...settings };
  return [places.open(place, own), places.open(place, own)];
}

function expectLimited(answer: Answered): void {
  expectProblem(answer, 'rate.limited');
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(answer.body).toMatchObject({ detail: `More than ${LIMIT} in a minute.`, retry_after_s: 60 });
}

describe.each(PLACES)('429 at %s', (place) => {
  test.each(KINDS)('$counted are counted by all processes of the site together', async ({ call, newWho, good }) => {
    const processes = twoProcesses(place);
    const who = await newWho();
    for (let calls = 0; calls < LIMIT; calls++)
      expect((await call(processes[calls % 2 === 0 ? 0 : 1], who)).status).toBe(good);
    for (const site of processes) expectLimited(await call(site, who));
    // Nobody else is any the slower for it.
    expect((await call(processes[0], await newWho())).status).toBe(good);
  });
});

test('all ways of signing in are counted together, and all tokens of a user', async () => {
  const [site] = twoProcesses('main');
  const at = newAddress();
  for (const kind of KINDS.slice(4)) for (const _ of [1, 2]) expect((await kind.call(site, at)).status).toBe(kind.good);
  for (const kind of KINDS.slice(4)) expectLimited(await kind.call(site, at));
  const { id, token } = await newUser(places, 'observer');
  const made = await call(places.at.main, 'POST', '/api/tokens', { ...bearer(token), body: { name: 'second' } });
  expect([made.status, made.body.user_id]).toEqual([201, id]);
  const second = await call(site, 'GET', '/site/info', bearer(made.body.token));
  expect(second.status).toBe(200);
  const info = (sent: string) => call(site, 'GET', '/site/info', bearer(sent));
  for (const sent of [token, made.body.token, token]) expect((await info(sent)).status).toBe(200);
  for (const sent of [token, made.body.token]) expectLimited(await info(sent));
});

test('a session that has ended uses up none of its user’s calls', async () => {
  const [site] = twoProcesses('the observatory');
  const { username } = await newUser(places, 'viewer');
  const [ended, other] = [await signIn(site, username), await signIn(site, username)];
  expect((await logout(site, ended.cookie)).status).toBe(200);
  const me = async ({ access_token }: Held) =>
    (await call(site, 'GET', '/auth/me', { ...bearer(access_token), headers: from(newAddress()) })).status;
  for (let calls = 0; calls <= LIMIT; calls++) expect(await me(ended)).toBe(401);
  for (let calls = 0; calls < LIMIT; calls++) expect(await me(other)).toBe(200);
  expect(await me(other)).toBe(429);
});

test('a count ends a minute after it began', async () => {
  const [site] = twoProcesses('the observatory', { SITE_NAME: `t-${randomUUID().slice(0, 8)}` });
  const who = newAddress();
  expect((await KINDS[1]?.call(site, who))?.status).toBe(200);
  const [key = '', ...more] = (await site.volatile?.keys(`ops:{${site.config.SITE_NAME}}:limit:*`)) ?? [];
  expect(more).toEqual([]);
  const left_ms = (await site.volatile?.pttl(key)) ?? 0;
  expect(left_ms).toBeGreaterThan(0);
  expect(left_ms).toBeLessThanOrEqual(60_000);
});

describe('while the volatile Redis is away', () => {
  test.each(PLACES)('each process at %s counts for itself, and nobody is refused for it', async (place) => {
    const processes = twoProcesses(place, { VOLATILE_REDIS_URL: `redis://${NOWHERE}` });
    for (const { call, newWho, good } of KINDS) {
      const who = await newWho();
      for (const site of processes) {
        for (let calls = 0; calls < LIMIT; calls++) expect((await call(site, who)).status).toBe(good);
        expectLimited(await call(site, who));
      }
    }
  });

  test('one that takes connections and never answers costs every call a moment, and the limits hold', async () => {
    const silent = createServer((socket) => void socket.on('error', () => {}));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as { port: number };
    const [site] = twoProcesses('the observatory', {
      VOLATILE_REDIS_URL: `redis://127.0.0.1:${port}`,
      VOLATILE_TIMEOUT_MS: 150,
    });
    const who = newAddress();
    for (let calls = 0; calls < LIMIT; calls++) expect((await KINDS[1]?.call(site, who))?.status).toBe(200);
    expectLimited((await KINDS[1]?.call(site, who)) ?? expect.fail());
    site.volatile?.disconnect();
    silent.close();
  });
});

describe.each(PLACES)('a recording is never refused at %s', (place) => {
  test.each([
    ['', {}],
    [', the volatile Redis away', { VOLATILE_REDIS_URL: `redis://${NOWHERE}` }],
  ])('with every limit of its user and its address used up%s', async (_, settings) => {
    const [site] = twoProcesses(place, settings);
    const { token } = await newUser(places, 'observer');
    const at = newAddress();
    const options = { ...bearer(token), headers: from(at) };
    for (let calls = 0; calls <= LIMIT; calls++) {
      await call(site, 'GET', '/site/info', options);
      for (const kind of KINDS.slice(1)) await kind.call(site, at);
    }
    expectLimited(await call(site, 'GET', '/site/info', options));
    for (const kind of KINDS.slice(1)) expectLimited(await kind.call(site, at));

    const start = { obs_unit_id: 1, start_time: nextTime() };
    const started = await call(site, 'POST', '/executed_obs_units/start', { ...options, body: start });
    expect(started.status).toBe(201);
    const finish = { status: 'completed', end_time: '2026-11-30T00:00:00Z' };
    const path = `/executed_obs_units/${started.body.id}/finish`;
    expect((await call(site, 'PUT', path, { ...options, body: finish })).status).toBe(200);
    const file = {
      relative_path: `a/${started.body.id}`,
      name: 'a.h5',
      source_location_id: 1,
      instrument_module_id: 1,
    };
    expect((await call(site, 'POST', '/raw_data_files', { ...options, body: file })).status).toBe(201);
    const many = [{ ...file, relative_path: `b/${started.body.id}` }];
    expect((await call(site, 'POST', '/raw_data_files/bulk', { ...options, body: many })).status).toBe(201);
  });
});
