import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { endpoints, harmless, samplePath } from '../endpoints.ts';
import { expectProblem, nothingRecorded } from '../expect.ts';
import { sessionToken } from './callers.ts';
import { bearer, idOf, makeToken, newUser, openPlaces, PLACES, type Place, type Places, sha256 } from './places.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const guarded = endpoints.filter(({ declared }) => declared.permission !== 'public');

/** What every endpoint answers to a token, the body unreadable. */
async function statuses(place: Place, token: string): Promise<{ title: string; status: number }[]> {
  const found = [];
  for (const { title, declared, fetch } of guarded) {
    const body = declared.body === undefined ? {} : { body: '{' };
    const request = { method: declared.method, headers: bearer(token), ...body };
    const url = new URL(samplePath(declared) + harmless(declared), 'http://site');
    found.push({ title, status: (await fetch(new Request(url, request), places.at[place])).status });
  }
  return found;
}

async function expectRefusedEverywhere(place: Place, token: string): Promise<void> {
  const found = await nothingRecorded(places, () => statuses(place, token));
  expect(found.filter(({ status }) => status !== 401)).toEqual([]);
}

async function expectGoodEverywhere(place: Place, token: string): Promise<void> {
  const found = await statuses(place, token);
  expect(new Set(found.map(({ status }) => status)).size).toBeGreaterThan(1);
  expect(found.filter(({ status }) => status === 401 || status === 403 || status >= 500)).toEqual([]);
}

describe.each(PLACES)('at %s', (place) => {
  test('a token that was good is refused by every endpoint 5 s after its revocation has arrived', async () => {
    const { token } = await newUser(places, 'admin');
    await expectGoodEverywhere(place, token);
    await places.sql('update api_token set is_active = false where token_hash = $1', [sha256(token)]);
    places.pass(5_000);
    await expectRefusedEverywhere(place, token);
  });

  test('a token that is revoked here is refused by every endpoint at once, in every process of the site', async () => {
    const site = places.at[place];
    const { id, token } = await makeToken(site, {}, { role: 'admin' });
    await expectGoodEverywhere(place, token);
    const told = await call(places.beside[place], 'DELETE', `/api/tokens/${id}`, { role: 'admin' });
    expect(told.status).toBe(200);
    await expectRefusedEverywhere(place, token);
  });

  test('a user made inactive here is refused by every endpoint at once, with token and session alike', async () => {
    const { id, username, token } = await newUser(places, 'admin');
    const session = await sessionToken(places.at[place], { user_id: id, username });
    await expectGoodEverywhere(place, token);
    await expectGoodEverywhere(place, session);
    const options = { role: 'admin' as const, body: { is_active: false } };
    expect((await call(places.at[place], 'PATCH', `/admin/users/${id}`, options)).status).toBe(200);
    await expectRefusedEverywhere(place, token);
    await expectRefusedEverywhere(place, session);
  });

  test('a role that is taken away here is gone at once', async () => {
    const { id, token } = await newUser(places, 'observer');
    const start = () => call(places.at[place], 'POST', '/executed_obs_units/start', { ...bearer(token), body: '{' });
    expectProblem(await start(), 'request.malformed');
    const options = { role: 'admin' as const, body: { roles: ['viewer'] } };
    expect((await call(places.at[place], 'PUT', `/admin/users/${id}/roles`, options)).status).toBe(200);
    expectProblem(await start(), 'auth.forbidden');
  });

  test('a token is good until the moment it expires, and a session token until half a minute after', async () => {
    const site = places.at[place];
    const expires_at = new Date(site.clock.now() + 60_000).toISOString();
    const { token } = await newUser(places, 'viewer', { expires_at });
    const session = await sessionToken(site, { user_id: await idOf(places, 'viewer'), username: 'viewer' });
    const ask = (sent: string) => call(site, 'GET', '/site/info', bearer(sent));
    expect([(await ask(token)).status, (await ask(session)).status]).toEqual([200, 200]);
    places.pass(60_000);
    expectProblem(await ask(token), 'auth.required');
    // Clocks of two sites may differ by so much.
    places.pass((site.config.SESSION_ACCESS_S + 25) * 1_000 - 60_000);
    expect((await ask(session)).status).toBe(200);
    places.pass(10_000);
    expectProblem(await ask(session), 'auth.required');
  });
});
