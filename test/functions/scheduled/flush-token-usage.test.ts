import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { main as flushFunction } from '../../../functions/scheduled/flush-token-usage.ts';
import { flushUsage } from '../../../lib/auth/token-usage.ts';
import type { Site } from '../../../lib/flow/site.ts';
import { utcText } from '../../../lib/kernel/clock.ts';
import { call } from '../../support/api.ts';
import { until } from '../../support/sites.ts';
import { sessionToken } from '../access/callers.ts';
import { bearer, expectGood, makeToken, newUser, openPlaces, type Places } from '../access/places.ts';
import { expectProblem, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => places.close());

const WITH_MAIN = ['main', 'the observatory'] as const;

/** Calls with a token, from an address. */
async function use(site: Site, token: string, times: number, address = '203.0.113.9'): Promise<void> {
  const headers = { 'x-forwarded-for': address };
  for (let n = 0; n < times; n++)
    expect((await call(site, 'GET', '/api/tokens/scopes', { ...bearer(token), headers })).status).toBe(200);
}

/** What main knows of the use of a token. */
async function usage(id: string) {
  const [row] = await places.sql(
    'select usage_count::int as count, last_used_ip as address, last_used_at as at from api_token where id = $1',
    [id],
  );
  const at = row?.at instanceof Date ? utcText(row.at.toISOString()) : row?.at;
  return { count: row?.count, address: row?.address, at };
}

const NEVER = { count: 0, address: null, at: null };
const now = () => utcText(new Date(places.main.clock.now()).toISOString()) ?? '';

describe.each(WITH_MAIN)('the use of tokens at %s', (place) => {
  test('is on main after a flush: how often, when last and from where; before it costs main nothing', async () => {
    const { token, token_id } = await newUser(places, 'viewer');
    await use(places.at[place], token, 3, '198.51.100.1');
    const since = now();
    await use(places.at[place], token, 2, '2001:db8::7');
    expect(await usage(token_id)).toEqual(NEVER);
    expect(await flushUsage(places.at[place])).toMatchObject({ main_reached: true });
    const { count, address, at } = await usage(token_id);
    expect({ count, address }).toEqual({ count: 5, address: '2001:db8::7' });
    expect(Date.parse(at as string)).toBeGreaterThanOrEqual(Date.parse(since));
    expect(Date.parse(at as string)).toBeLessThanOrEqual(places.main.clock.now());
    const { body } = await call(places.at.main, 'GET', `/api/tokens/${token_id}`, bearer(token));
    expect(body).toMatchObject({ usage_count: 5, last_used_ip: '2001:db8::7', last_used_at: at });
  });

  test('is counted over all processes and added up over flushes', async () => {
    const { token, token_id } = await newUser(places, 'viewer');
    await use(places.beside[place], token, 2);
    await use(places.at[place], token, 1);
    await flushUsage(places.beside[place]);
    await flushUsage(places.at[place]);
    expect(await usage(token_id)).toMatchObject({ count: 3 });
    await use(places.at[place], token, 4);
    await flushUsage(places.at[place]);
    await flushUsage(places.at[place]);
    expect(await usage(token_id)).toMatchObject({ count: 7 });
  });

  test('is one statement for all tokens, and none when nothing was used', async () => {
    const used = [await newUser(places, 'viewer'), await newUser(places, 'observer'), await newUser(places, 'service')];
    for (const { token } of used) await use(places.at[place], token, 10);
    const asked = vi.spyOn(places.at[place].main, 'pipeline');
    await flushUsage(places.at[place]);
    expect(asked).toHaveBeenCalledTimes(1);
    for (const { token_id } of used) expect(await usage(token_id)).toMatchObject({ count: 10 });
  });

  test('is counted when a call is forbidden or wrong, not when the token is refused', async () => {
    const { token, token_id } = await newUser(places, 'viewer', { expires_at: '2039-01-01T00:00:00Z' });
    expectProblem(await call(places.at[place], 'GET', '/audit', bearer(token)), 'auth.forbidden');
    expectProblem(await call(places.at[place], 'GET', '/obs_unit?x=1', bearer(token)), 'request.invalid');
    await call(places.at[place], 'DELETE', `/api/tokens/${token_id}`, bearer(token));
    for (let n = 0; n < 5; n++)
      expectProblem(await call(places.at[place], 'GET', '/audit', bearer(token)), 'auth.required');
    if (place !== 'main') await replicate(places);
    await flushUsage(places.at[place]);
    expect(await usage(token_id)).toMatchObject({ count: 3 });
  });

  test('does not count sessions, which have no token to count for', async () => {
    const { id: user_id, username, token_id } = await newUser(places, 'viewer');
    await use(places.at[place], await sessionToken(places.at[place], { user_id, username }), 3);
    await flushUsage(places.at[place]);
    expect(await usage(token_id)).toEqual(NEVER);
  });

  test('is not counted while the volatile Redis is away, and nobody is kept out or waits for it', async () => {
    const { token, token_id } = await newUser(places, 'viewer');
    const site = places.open(place, { VOLATILE_REDIS_URL: 'redis://127.0.0.1:9' });
    await use(site, token, 3);
    expect(await flushUsage(site)).toEqual({ tokens: 0, main_reached: true });
    expect(await usage(token_id)).toEqual(NEVER);
    const site_without = places.open(place, { VOLATILE_REDIS_URL: undefined });
    await use(site_without, token, 1);
  });

  test('is written by the function that runs by the clock', async () => {
    const { token, token_id } = await newUser(places, 'viewer');
    await use(places.at[place], token, 2);
    const { SITE_NAME, SITE_TYPE, ...config } = places.at[place].config;
    const { MAIN_DATABASE_URL, LOCAL_DATABASE_URL, DURABLE_REDIS_URL, VOLATILE_REDIS_URL } = config;
    const urls = { MAIN_DATABASE_URL, LOCAL_DATABASE_URL, DURABLE_REDIS_URL, VOLATILE_REDIS_URL };
    const report = await flushFunction({ SITE_NAME, SITE_TYPE, ...urls });
    expect(report).toEqual({ tokens: expect.any(Number), main_reached: true });
    // What another process has counted in the last moment comes with the next run.
    await until(
      async () => (await flushFunction({ SITE_NAME, SITE_TYPE, ...urls })) && (await usage(token_id)).count === 2,
    );
  });
});

describe('while main is out of reach', () => {
  test('nothing that was counted is lost, and what is counted meanwhile is added', async () => {
    const [away, back] = [places.at['the observatory without main'], places.at['the observatory']];
    const { token, token_id } = await newUser(places, 'viewer');
    await use(away, token, 3, '198.51.100.1');
    for (let n = 0; n < 3; n++) expect(await flushUsage(away)).toEqual({ tokens: 0, main_reached: false });
    await use(away, token, 2, '198.51.100.2');
    expect(await flushUsage(away)).toEqual({ tokens: 0, main_reached: false });
    expect(await usage(token_id)).toEqual(NEVER);
    await flushUsage(back);
    await flushUsage(back);
    expect(await usage(token_id)).toMatchObject({ count: 5, address: '198.51.100.2' });
  });

  test('the use of a token that main does not have yet waits for the token', async () => {
    const { token: maker } = await newUser(places, 'observer');
    const away = places.at['the observatory without main'];
    const { id, token } = await makeToken(away, {}, bearer(maker));
    await use(away, token, 4);
    expect(await flushUsage(away)).toEqual({ tokens: 0, main_reached: false });
    // The link is back, and the counts are written before the outbox is drained.
    expect(await flushUsage(places.at['the observatory'])).toEqual({ tokens: 1, main_reached: true });
    await use(away, token, 1, '198.51.100.2');
    expect(await flushUsage(away)).toEqual({ tokens: 0, main_reached: false });
    expect(await flushUsage(places.at['the observatory'])).toEqual({ tokens: 0, main_reached: true });
    await replicate(places);
    expect(await flushUsage(places.at['the observatory'])).toEqual({ tokens: 1, main_reached: true });
    expect(await usage(id)).toMatchObject({ count: 5, address: '198.51.100.2' });
    expect(await flushUsage(places.at['the observatory'])).toEqual({ tokens: 0, main_reached: true });
  });
});

test('a site that tells late of an earlier use does not hide the later one at the other site', async () => {
  const { token, token_id } = await newUser(places, 'viewer');
  await use(places.at['the observatory without main'], token, 2, '198.51.100.1');
  places.pass(60_000);
  await use(places.at.main, token, 1, '203.0.113.9');
  await flushUsage(places.at.main);
  const { at } = await usage(token_id);
  await flushUsage(places.at['the observatory without main']);
  await flushUsage(places.at['the observatory']);
  expect(await usage(token_id)).toEqual({ count: 3, address: '203.0.113.9', at });
});

test('a token that was revoked or rotated keeps its counts', async () => {
  const { token, token_id } = await newUser(places, 'observer');
  await use(places.at['the observatory'], token, 2);
  const rotated = await call(places.at['the observatory'], 'POST', `/api/tokens/${token_id}/rotate`, bearer(token));
  await expectGood(places.at['the observatory'], rotated.body.token);
  await replicate(places);
  await flushUsage(places.at['the observatory']);
  expect(await usage(token_id)).toMatchObject({ count: 4 });
  await call(places.at.main, 'DELETE', `/api/tokens/${token_id}`, { role: 'admin' });
  expect(await usage(token_id)).toMatchObject({ count: 4 });
});
