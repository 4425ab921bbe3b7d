import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import { elsewhere, makeToken, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const read = (place: Place, id: string, options: CallOptions = { role: 'observer' }) =>
  call(places.at[place], 'GET', `/api/tokens/${id}`, options);

describe('GET /api/tokens/{id}', () => {
  describe('200', () => {
    test.each(PLACES)(
      'at %s it is the record as it was made, without token and hash, before and after it has arrived',
      async (place) => {
        const { token: _, transaction_id: _t, status: _s, ...made } = await makeToken(places.at[place]);
        expect(await read(place, made.id)).toMatchObject({ status: 200 });
        expect((await read(place, made.id)).body).toEqual(made);
        const there = await elsewhere(places, place);
        for (const site of [places.at[place], there]) {
          const { body } = await call(site, 'GET', `/api/tokens/${made.id}`, { role: 'observer' });
          expect(body).toEqual(made);
        }
      },
    );

    test.each(PLACES)("at %s who manages users reads anybody's", async (place) => {
      const { id: user_id, token_id } = await newUser(places, 'service');
      expect(await read(place, token_id, { role: 'admin' })).toMatchObject({ status: 200, body: { user_id } });
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s a role without manage:tokens reads none', async (place) => {
      const { token, token_id } = await newUser(places, 'service');
      expectProblem(await read(place, token_id, { authorization: `Bearer ${token}` }), 'auth.forbidden');
    });
  });

  describe('404', () => {
    test.each(PLACES)("at %s somebody else's answers like one that does not exist", async (place) => {
      const { id } = await makeToken(places.at[place]);
      const [other, none] = [await read(place, id, { role: 'viewer' }), await read(place, UNKNOWN)];
      for (const answer of [other, none]) expectProblem(answer, 'record.not_found');
      expect(other.body.detail.replace(id, UNKNOWN)).toBe(none.body.detail);
      expect(Object.keys(other.body)).toEqual(Object.keys(none.body));
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s an id that is none is named, and so is a query', async (place) =>
      expectInvalid(await read(place, '1?stale=ok'), ['path.id', 'query.stale']),
    );
  });

  describe('503', () => {
    test('at the observatory without its buffer nothing is told that could be out of date', async () => {
      const { token_id } = await newUser(places, 'observer');
      const site = places.open('the observatory', { DURABLE_REDIS_URL: 'redis://127.0.0.1:9' });
      expectProblem(await call(site, 'GET', `/api/tokens/${token_id}`, { role: 'admin' }), 'buffer.unavailable');
    });
  });
});
