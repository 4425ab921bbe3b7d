import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { bearer, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const get = (place: Place, token: string) => call(places.at[place], 'GET', '/user_preferences', bearer(token));

describe('GET /user_preferences', () => {
  describe('200', () => {
    test.each(PLACES)('at %s whoever has put none has an empty object, whatever the role', async (place) => {
      for (const role of ['admin', 'service', null]) {
        const { token } = await newUser(places, role);
        expect(await get(place, token)).toMatchObject({ status: 200, body: {} });
        expect((await get(place, token)).body).toEqual({});
      }
    });

    test('at the observatory the answer says that it was laid over, until it has arrived', async () => {
      const { token } = await newUser(places, 'viewer');
      await call(places.at['the observatory'], 'PUT', '/user_preferences', { ...bearer(token), body: { a: 1 } });
      for (const [place, overlaid, settings] of [
        ['the observatory', '1', { a: 1 }],
        ['the observatory without main', '1', { a: 1 }],
        ['main', '0', {}],
      ] as const) {
        const { headers, body } = await get(place, token);
        expect([headers.get('opsdb-overlay'), body]).toEqual([overlaid, settings]);
      }
      await replicate(places);
      for (const place of PLACES) {
        const { headers, body } = await get(place, token);
        expect([headers.get('opsdb-overlay'), body]).toEqual(['0', { a: 1 }]);
        expect(Number(headers.get('opsdb-replica-age'))).toBeGreaterThanOrEqual(0);
      }
    });

    test.each(PLACES)('at %s nothing else of the user is in it', async (place) => {
      const { token, id } = await newUser(places, 'viewer');
      await call(places.at[place], 'PATCH', `/admin/users/${id}`, { role: 'admin', body: { email: 'x@example.org' } });
      expect((await get(place, token)).body).toEqual({});
    });
  });

  describe('401', () => {
    test.each(PLACES)('at %s nobody has no settings', async (place) =>
      expectProblem(await call(places.at[place], 'GET', '/user_preferences', { authorization: '' }), 'auth.required'),
    );
  });

  describe('422', () => {
    test.each(PLACES)('at %s nobody asks for those of others', async (place) => {
      const answer = await call(places.at[place], 'GET', '/user_preferences?user_id=1', { role: 'admin' });
      expectInvalid(answer, ['query.user_id']);
    });
  });
});
