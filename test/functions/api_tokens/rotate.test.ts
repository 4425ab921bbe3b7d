import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { type CallOptions, call } from '../../support/api.ts';
import { sessionToken } from '../access/callers.ts';
import {
  bearer,
  elsewhere,
  expectGood,
  expectRefused,
  makeToken,
  newUser,
  openPlaces,
  PLACES,
  type Place,
  type Places,
} from '../access/places.ts';
import { expectOnlyHashKept } from '../access/stored.ts';
import { expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const rotate = (place: Place, id: string, options: CallOptions = { role: 'observer' }) =>
  call(places.at[place], 'POST', `/api/tokens/${id}/rotate`, options);
const read = async (place: Place, id: string) =>
  (await call(places.at[place], 'GET', `/api/tokens/${id}`, { role: 'admin' })).body;

describe('POST /api/tokens/{id}/rotate', () => {
  describe('200', () => {
    test.each(PLACES)('at %s the secret is another one and the rest stays as it was', async (place) => {
      const made = await makeToken(places.at[place], { scopes: ['read:programs'], expires_at: '2039-01-01T00:00:00Z' });
      const { status, body } = await rotate(place, made.id);
      expect(status).toBe(200);
      expect(body).toEqual({
        ...made,
        token: expect.stringMatching(/^ops_api_token_[A-Za-z0-9_-]{43}$/),
        token_prefix: body.token.slice(14, 22),
        transaction_id: expect.not.stringMatching(made.transaction_id),
        updated_at: expect.stringMatching(/Z$/),
      });
      expect(body.token).not.toBe(made.token);
    });

    test.each(PLACES)(
      'at %s the old secret is refused at once in every process, and the new one is good',
      async (place) => {
        const made = await makeToken(places.at[place]);
        const [here, beside] = [places.at[place], places.beside[place]];
        for (const site of [here, beside]) await expectGood(site, made.token);
        const { token } = (await rotate(place, made.id)).body;
        for (const site of [here, beside]) {
          await expectRefused(site, made.token);
          await expectGood(site, token);
        }
        const there = await elsewhere(places, place);
        places.pass(5_000);
        for (const site of [here, beside, there]) {
          await expectRefused(site, made.token);
          await expectGood(site, token);
        }
      },
    );

    test('at the observatory the old secret is refused although main takes it until it has heard of it', async () => {
      const { id, token } = await makeToken(places.at.main);
      await elsewhere(places, 'main');
      for (const site of [places.at.main, places.at['the observatory']]) await expectGood(site, token);
      await rotate('the observatory without main', id);
      await expectRefused(places.at['the observatory'], token);
      await expectGood(places.at.main, token);
      await replicate(places);
      places.pass(5_000);
      await expectRefused(places.at.main, token);
    });

    test.each(PLACES)('at %s nothing is kept of the new secret but its SHA-256', async (place) => {
      const { id } = await makeToken(places.at[place]);
      const { token } = (await rotate(place, id)).body;
      await expectOnlyHashKept(places, token);
      await elsewhere(places, place);
      await expectOnlyHashKept(places, token);
    });

    test.each(PLACES)('at %s a token gives itself a new secret, as often as it likes', async (place) => {
      const { token, token_id } = await newUser(places, 'observer', { scopes: ['manage:tokens'] });
      const first = await rotate(place, token_id, bearer(token));
      const second = await rotate(place, token_id, bearer(first.body.token));
      expect([first.status, second.status]).toEqual([200, 200]);
      for (const old of [token, first.body.token]) await expectRefused(places.at[place], old);
      await expectGood(places.at[place], second.body.token);
    });

    test.each(PLACES)('at %s its owner, signed in, gives any of his tokens a new secret', async (place) => {
      const { id: user_id, username, token, token_id } = await newUser(places, 'observer');
      const session = await sessionToken(places.at[place], { user_id, username });
      const { status, body } = await rotate(place, token_id, bearer(session));
      expect(status).toBe(200);
      await expectRefused(places.at[place], token);
      await expectGood(places.at[place], body.token);
    });

    test.each(PLACES)("at %s who manages users rotates anybody's, and does not become its owner", async (place) => {
      const { id: user_id, token, token_id } = await newUser(places, 'viewer');
      const { status, body } = await rotate(place, token_id, { role: 'admin' });
      expect([status, body.user_id]).toEqual([200, user_id]);
      await expectRefused(places.at[place], token);
      const me = await call(places.at[place], 'GET', '/auth/me', bearer(body.token));
      expect(me.body.id).toBe(user_id);
    });

    test.each(PLACES)('at %s of several rotations at once one secret is good', async (place) => {
      const { id } = await makeToken(places.at[place]);
      const answers = await Promise.all([1, 2, 3].map(() => rotate(place, id)));
      const tokens = answers.filter(({ status }) => status === 200).map(({ body }) => body.token);
      expect(tokens).not.toEqual([]);
      const good = await Promise.all(
        tokens.map(async (token) => (await call(places.beside[place], 'GET', '/auth/me', bearer(token))).status),
      );
      expect(good.filter((status) => status === 200)).toHaveLength(1);
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s a narrow token does not get hold of a wider one of its user', async (place) => {
      const wide = await newUser(places, 'observer');
      const narrow = { scopes: ['manage:tokens'], expires_at: '2039-01-01T00:00:00Z' };
      const { token } = await makeToken(places.at[place], narrow, bearer(wide.token));
      const answer = await nothingRecorded(places, () => rotate(place, wide.token_id, bearer(token)));
      expectProblem(answer, 'auth.forbidden');
      await expectGood(places.at[place], wide.token);
    });

    test.each(PLACES)('at %s a role without manage:tokens rotates not even its own', async (place) => {
      const { token, token_id } = await newUser(places, 'service');
      expectProblem(await nothingRecorded(places, () => rotate(place, token_id, bearer(token))), 'auth.forbidden');
      await expectGood(places.at[place], token);
    });
  });

  describe('404', () => {
    test.each(PLACES)("at %s other people's tokens do not exist", async (place) => {
      const { token, token_id } = await newUser(places, 'observer');
      const answers = await nothingRecorded(places, () =>
        Promise.all([token_id, UNKNOWN].map((id) => rotate(place, id, { role: 'viewer' }))),
      );
      for (const answer of answers) expectProblem(answer, 'record.not_found');
      expect(answers[0]?.body.detail.replace(token_id, UNKNOWN)).toBe(answers[1]?.body.detail);
      await expectGood(places.at[place], token);
    });
  });

  describe('409', () => {
    test.each(PLACES)('at %s a revoked token stays revoked', async (place) => {
      const { id } = await makeToken(places.at[place]);
      await rotate(place, id);
      await call(places.at[place], 'DELETE', `/api/tokens/${id}`, { role: 'observer' });
      const again = async () => {
        expectProblem(await nothingRecorded(places, () => rotate(place, id)), 'record.conflict');
        expect(await read(place, id)).toMatchObject({ is_active: false });
      };
      await again();
      await elsewhere(places, place);
      await again();
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s an id that is none is named', async (place) =>
      expectInvalid(await rotate(place, '7'), ['path.id']),
    );
  });
});

test('a token that was revoked in Cologne before its rotation arrives is good nowhere', async () => {
  const { id, token } = await makeToken(places.at.main);
  await replicate(places);
  const rotated = (await rotate('the observatory without main', id)).body.token;
  await expectGood(places.at['the observatory'], rotated);
  expect((await call(places.at.main, 'DELETE', `/api/tokens/${id}`, { role: 'observer' })).status).toBe(200);
  expect(await drain(places.observatory)).toMatchObject({ refused: 1 });
  await places.replayed();
  places.pass(5_000);
  for (const site of Object.values(places.at)) for (const secret of [token, rotated]) await expectRefused(site, secret);
});
