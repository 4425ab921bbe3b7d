import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import { bearer, elsewhere, idOf, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { everythingKept, expectOnlyHashKept } from '../access/stored.ts';
import { expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const make = (place: Place, id: number | string, options: CallOptions = {}) =>
  call(places.at[place], 'POST', `/admin/users/${id}/sign-in-code`, { role: 'admin', ...options });
const redeem = (place: Place, username: string, code: string) =>
  call(places.beside[place], 'POST', '/auth/code', { authorization: '', body: { username, code } });

describe('POST /admin/users/{id}/sign-in-code', () => {
  describe('200', () => {
    test.each(PLACES)('at %s there is one code, for this site, good for a quarter of an hour', async (place) => {
      const { id } = await newUser(places, 'viewer');
      const before = places.at[place].clock.now();
      const { status, body } = await make(place, id);
      expect(status).toBe(200);
      expect(body).toEqual({
        codes: [expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)],
        site: places.at[place].config.SITE_NAME,
        expires_at: expect.stringMatching(/Z$/),
      });
      const lasting_s = (Date.parse(body.expires_at) - before) / 1_000;
      expect(lasting_s).toBeGreaterThanOrEqual(900);
      expect(lasting_s).toBeLessThan(910);
    });

    test.each(PLACES)('at %s a person signs in with it in any process, once', async (place) => {
      const { id, username } = await newUser(places, 'observer');
      const [code = ''] = (await make(place, id)).body.codes;
      const { status, body } = await redeem(place, username, code);
      expect(status).toBe(200);
      const me = await call(places.at[place], 'GET', '/auth/me', bearer(body.access_token));
      expect(me.body).toMatchObject({ id, username, roles: ['observer'] });
      expectProblem(await redeem(place, username, code), 'auth.wrong');
    });

    test.each(PLACES)('at %s it is worthless when its time is over', async (place) => {
      const { id, username } = await newUser(places, 'observer');
      const [code = ''] = (await make(place, id)).body.codes;
      places.pass(900_000);
      expectProblem(await redeem(place, username, code), 'auth.wrong');
    });

    test.each(PLACES)('at %s it is shown this once: nothing is kept but its SHA-256', async (place) => {
      const { id, username } = await newUser(places, 'observer');
      const [code = ''] = (await make(place, id)).body.codes;
      const plain = code.replaceAll('-', '');
      await expectOnlyHashKept(places, code, `sign-in code ${plain}`);
      await elsewhere(places, place);
      await redeem(place, username, code);
      await expectOnlyHashKept(places, code, `sign-in code ${plain}`);
      expect(await everythingKept(places)).not.toContain(plain);
    });

    test.each(PLACES)('at %s the same call is another code, with an Idempotency-Key, too', async (place) => {
      const { id, username } = await newUser(places, 'observer');
      const headers = { 'idempotency-key': `code-${PLACES.indexOf(place)}` };
      const codes = [
        (await make(place, id, { headers })).body.codes[0],
        (await make(place, id, { headers })).body.codes[0],
      ];
      expect(codes[0]).not.toBe(codes[1]);
      for (const code of codes) expect((await redeem(place, username, code)).status).toBe(200);
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s nobody but an administrator makes one, not even for himself', async (place) => {
      const { id, token } = await newUser(places, 'observer');
      for (const options of [bearer(token), { role: 'viewer' as const }, { role: 'service' as const }])
        expectProblem(await nothingRecorded(places, () => make(place, id, options)), 'auth.forbidden');
    });
  });

  describe('404', () => {
    test.each(PLACES)('at %s there is none for services, for the inactive, and for nobody', async (place) => {
      const service = await idOf(places, 'service');
      const { id: inactive } = await newUser(places, 'observer', { is_active: false });
      for (const id of [service, inactive, 999_999]) {
        const answer = await nothingRecorded(places, () => make(place, id));
        expectProblem(answer, 'record.not_found');
        expect(answer.body.id).toBe(id);
      }
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s an id that is none is named', async (place) =>
      expectInvalid(await nothingRecorded(places, () => make(place, 'me')), ['path.id']),
    );
  });
});

test('a code of one site is worthless at the other', async () => {
  const { id, username } = await newUser(places, 'observer');
  const [here = ''] = (await make('main', id)).body.codes;
  const [there = ''] = (await make('the observatory', id)).body.codes;
  await elsewhere(places, 'the observatory');
  expectProblem(await redeem('the observatory', username, here), 'auth.wrong');
  expectProblem(await redeem('main', username, there), 'auth.wrong');
  expect((await redeem('main', username, here)).status).toBe(200);
  expect((await redeem('the observatory without main', username, there)).status).toBe(200);
});
