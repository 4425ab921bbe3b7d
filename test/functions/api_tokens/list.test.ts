import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import {
  bearer,
  elsewhere,
  makeToken,
  newUser,
  openPlaces,
  PLACES,
  type Place,
  type Places,
} from '../access/places.ts';
import { expectInvalid, expectProblem } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const list = (place: Place, query: string, options: CallOptions) =>
  call(places.at[place], 'GET', `/api/tokens${query}`, options);
const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

describe('GET /api/tokens', () => {
  describe('200', () => {
    test.each(PLACES)('at %s one sees all of one’s own, the latest first, and nobody else’s', async (place) => {
      const { id: user_id, token, token_id } = await newUser(places, 'observer');
      await newUser(places, 'observer');
      places.pass(1_000);
      const made = await makeToken(places.at[place], {}, bearer(token));
      const { status, body } = await list(place, '', bearer(token));
      expect(status).toBe(200);
      expect(ids(body)).toEqual([made.id, token_id]);
      expect(body).toMatchObject({ next_cursor: null, complete: true });
      expect(body.pending).toEqual(place === 'main' ? {} : { [made.id]: 'buffered' });
      for (const query of ['?user_id=1', `?user_id=1&user_id=${user_id}`, `?id=${made.id}&user_id=1`])
        expect(
          (await list(place, query, bearer(token))).body.items.map((row: { user_id: number }) => row.user_id),
        ).not.toContain(1);
    });

    test.each(PLACES)('at %s no row has a token or a hash, whoever looks', async (place) => {
      const made = await makeToken(places.at[place]);
      for (const role of ['observer', 'admin'] as const) {
        const { body } = await list(place, `?id=${made.id}`, { role });
        const { token, transaction_id: _t, status: _s, ...open } = made;
        expect(body.items).toEqual([open]);
        expect(JSON.stringify(body)).not.toContain(token);
      }
    });

    test.each(PLACES)('at %s who manages users sees everybody’s, pending ones too', async (place) => {
      const { id: user_id, token, token_id } = await newUser(places, 'viewer');
      const made = await makeToken(places.at[place], {}, bearer(token));
      const all = (await list(place, '?limit=500', { role: 'admin' })).body;
      expect(ids(all)).toEqual(expect.arrayContaining([made.id, token_id]));
      expect(new Set(all.items.map((row: { user_id: number }) => row.user_id)).size).toBeGreaterThan(4);
      expect(ids((await list(place, `?user_id=${user_id}`, { role: 'admin' })).body).sort()).toEqual(
        [made.id, token_id].sort(),
      );
    });

    test.each(PLACES)('at %s a narrow token of somebody who manages users sees that user’s alone', async (place) => {
      const { id: user_id, token } = await newUser(places, 'admin', { scopes: ['manage:tokens'] });
      const { body } = await list(place, '?limit=500', bearer(token));
      expect(body.items).toHaveLength(1);
      expect(body.items[0]).toMatchObject({ user_id });
    });

    test.each(PLACES)('at %s revoked ones are told apart', async (place) => {
      const { token } = await newUser(places, 'observer');
      const made = await makeToken(places.at[place], {}, bearer(token));
      await call(places.at[place], 'DELETE', `/api/tokens/${made.id}`, bearer(token));
      const check = async () => {
        expect(ids((await list(place, '?is_active=false', bearer(token))).body)).toEqual([made.id]);
        expect(ids((await list(place, '?is_active=true', bearer(token))).body)).not.toContain(made.id);
      };
      await check();
      await elsewhere(places, place);
      await check();
    });

    test.each(PLACES)('at %s pages neither skip nor repeat one of one’s own', async (place) => {
      const { token, token_id } = await newUser(places, 'observer');
      const made = [await makeToken(places.at[place], {}, bearer(token))];
      made.push(await makeToken(places.at[place], {}, bearer(token)));
      const found: string[] = [];
      let cursor = '';
      do {
        const { body } = await list(place, `?limit=1${cursor}`, bearer(token));
        found.push(...ids(body));
        cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
      } while (cursor !== '' && found.length < 10);
      expect(found.sort()).toEqual([token_id, ...made.map(({ id }) => id)].sort());
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s a role without manage:tokens lists none', async (place) =>
      expectProblem(await list(place, '', { role: 'service' }), 'auth.forbidden'),
    );
  });

  describe('422', () => {
    test.each(PLACES)('at %s nothing is found by its hash or its prefix', async (place) => {
      const answer = await list(place, '?token_hash=x&token_prefix=y&user_id=z', { role: 'admin' });
      expectInvalid(answer, ['query.token_hash', 'query.token_prefix', 'query.user_id']);
    });
  });
});
