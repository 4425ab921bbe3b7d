import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, type CallOptions, call } from '../../support/api.ts';
import { bearer, makeToken, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

/** A call that must not make a token. */
const refused = (place: Place, body: unknown, options: CallOptions = {}): Promise<Answered> =>
  nothingRecorded(places, () => call(places.at[place], 'POST', '/api/tokens', { role: 'observer', body, ...options }));

describe('401', () => {
  test.each(PLACES)('at %s nobody makes one without a token', async (place) =>
    expectProblem(await refused(place, { name: 'x' }, { authorization: '' }), 'auth.required'),
  );
});

describe('403', () => {
  test.each(PLACES)('at %s a role without manage:tokens makes none', async (place) => {
    const answer = await refused(place, { name: 'x' }, { role: 'service' });
    expectProblem(answer, 'auth.forbidden');
    expect(answer.body.permission).toBe('manage:tokens');
  });

  test.each(PLACES)('at %s one that was made with a token makes no further ones', async (place) => {
    const { token } = await makeToken(places.at[place]);
    const answer = await refused(place, { name: 'x' }, bearer(token));
    expectProblem(answer, 'auth.forbidden');
    expect(answer.body.detail).toContain('made with a token');
  });

  test.each(PLACES)('at %s one for somebody else takes the permission manage:users', async (place) => {
    const { id: user_id } = await newUser(places, 'viewer');
    const narrow = await newUser(places, 'admin', { scopes: ['manage:tokens'] });
    for (const options of [{ role: 'observer' as const }, bearer(narrow.token)]) {
      const answer = await refused(place, { name: 'x', user_id }, options);
      expectProblem(answer, 'auth.forbidden');
      expect(answer.body.permission).toBe('manage:users');
    }
  });

  test.each(PLACES)('at %s whether somebody else exists is not told without it', async (place) =>
    expectProblem(await refused(place, { name: 'x', user_id: 999_999 }), 'auth.forbidden'),
  );
});

describe('404', () => {
  test.each(PLACES)('at %s there is none for a user who does not exist or is not active', async (place) => {
    const { id } = await newUser(places, 'viewer', { is_active: false });
    for (const user_id of [id, 999_999]) {
      const answer = await refused(place, { name: 'x', user_id }, { role: 'admin' });
      expectProblem(answer, 'record.not_found');
      expect(answer.body.id).toBe(user_id);
    }
  });
});

describe('422', () => {
  test.each(PLACES)("at %s every scope beyond the owner's roles is named", async (place) => {
    const body = { name: 'x', scopes: ['read:programs', 'manage:users', '*:*', 'read:*'] };
    const answer = await refused(place, body);
    expectInvalid(answer, ['body.scopes', 'body.scopes', 'body.scopes']);
    for (const scope of ['manage:users', '*:*', 'read:*']) expect(answer.body.detail).toContain(scope);
  });

  test.each(PLACES)("at %s an administrator gives nobody more than that user's roles grant", async (place) => {
    const { id: user_id } = await newUser(places, 'viewer');
    const body = { name: 'x', user_id, scopes: ['write:observations'] };
    expectInvalid(await refused(place, body, { role: 'admin' }), ['body.scopes']);
  });

  test.each(PLACES)('at %s a token gives no wider scopes and no later end than its own', async (place) => {
    const narrow = { scopes: ['manage:tokens', 'read:programs'], expires_at: '2039-01-01T00:00:00.5Z' };
    const { token } = await newUser(places, 'observer', narrow);
    const wider = { name: 'x', scopes: ['read:programs', 'read:observations'] };
    expectInvalid(await refused(place, wider, bearer(token)), ['body.scopes']);
    for (const expires_at of ['2039-01-01T00:00:00.500001Z', '2039-01-01T00:00:01Z', '2039-01-01T01:00:00+00:30']) {
      const both = { name: 'x', scopes: ['manage:buffer'], expires_at };
      const answer = await refused(place, both, bearer(token));
      expectInvalid(answer, ['body.expires_at', 'body.scopes']);
      expect(answer.body.detail).toContain('2039-01-01T00:00:00.5Z');
    }
    const same = { scopes: narrow.scopes, expires_at: '2039-01-01T01:00:00.500+01:00' };
    expect(await makeToken(places.at[place], same, bearer(token))).toMatchObject(narrow);
  });

  test.each(PLACES)('at %s the end must lie ahead', async (place) => {
    const now = new Date(places.at[place].clock.now()).toISOString();
    for (const expires_at of ['2020-01-01T00:00:00Z', now])
      expectInvalid(await refused(place, { name: 'x', expires_at }), ['body.expires_at']);
  });

  const WRONG: [unknown, string[]][] = [
    [{}, ['body.name']],
    [{ name: '' }, ['body.name']],
    [{ name: 'x'.repeat(256) }, ['body.name']],
    [{ name: 'a\0b' }, ['body.name']],
    [{ name: '\ud800' }, ['body.name']],
    [{ name: 'x', scopes: 'read:programs' }, ['body.scopes']],
    [{ name: 'x', scopes: ['read'] }, ['body.scopes.0']],
    [{ name: 'x', scopes: ['read:programs', 'READ:PROGRAMS', 'read:programs '] }, ['body.scopes.1', 'body.scopes.2']],
    [{ name: 'x', scopes: Array(101).fill('read:programs') }, ['body.scopes']],
    [{ name: 'x', expires_at: 'tomorrow' }, ['body.expires_at']],
    [{ name: 'x', user_id: 0 }, ['body.user_id']],
    [{ name: 'x', user_id: 2_147_483_648 }, ['body.user_id']],
    [{ name: 'x', user_id: '1' }, ['body.user_id']],
    [
      { name: 'x', made_with: null, token_hash: 'x', is_active: true },
      ['body.made_with', 'body.token_hash', 'body.is_active'],
    ],
  ];

  test.each(PLACES)('at %s every wrong field is named, whoever asks', async (place) => {
    for (const [body, fields] of WRONG) expectInvalid(await refused(place, body, { role: 'admin' }), fields);
  });

  test.each(PLACES)('at %s a scope that is no permission of this system is refused', async (place) => {
    for (const scope of ['read:observation', 'fly:kites', 'fly:*', '*:kites'])
      expectInvalid(await refused(place, { name: 'x', scopes: [scope] }, { role: 'admin' }), ['body.scopes.0']);
  });
});

describe('503', () => {
  test('without the durable Redis the observatory makes none that would be lost', async () => {
    const site = places.open('the observatory', { DURABLE_REDIS_URL: 'redis://127.0.0.1:9' });
    const answer = await nothingRecorded(places, () =>
      call(site, 'POST', '/api/tokens', { role: 'observer', body: { name: 'x' } }),
    );
    expectProblem(answer, 'buffer.unavailable');
  });
});
