import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import { bearer, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const put = (place: Place, body: unknown, options: CallOptions = { role: 'viewer' }) =>
  call(places.at[place], 'PUT', '/user_preferences', { ...options, body });
const get = async (place: Place, options: CallOptions = { role: 'viewer' }) =>
  (await call(places.at[place], 'GET', '/user_preferences', options)).body;
/** Expects the same settings at both sites once everything has arrived, and no dead letter. */
async function expectEverywhere(settings: unknown, options: CallOptions): Promise<void> {
  await replicate(places);
  for (const place of PLACES) expect(await get(place, options)).toEqual(settings);
  const failed = await call(places.at['the observatory'], 'GET', '/buffer/failed', { role: 'admin' });
  expect(failed.body.items).toEqual([]);
}

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

describe('PUT /user_preferences', () => {
  describe('200', () => {
    test.each(PLACES)('at %s the receipt names the user, and the settings are there at once', async (place) => {
      const { id, token } = await newUser(places, null);
      const settings = { theme: 'dark', columns: ['start', 'end'], width: 1.5, on: true, none: null, deep: { a: [] } };
      const { status, body } = await put(place, settings, bearer(token));
      expect(status).toBe(200);
      expect(body).toEqual({
        id,
        transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: place === 'main' ? 'applied' : 'buffered',
        ...proofAt(place === 'main' ? 'main' : 'observatory'),
      });
      const beside = await call(places.beside[place], 'GET', '/user_preferences', bearer(token));
      expect(beside.body).toEqual(settings);
      await expectEverywhere(settings, bearer(token));
    });

    test.each(PLACES)('at %s they are replaced as a whole, and the last ones win', async (place) => {
      const { token } = await newUser(places, 'viewer');
      for (const settings of [{ a: 1, b: 2 }, { b: 3 }, {}, { a: 1, b: 2 }]) {
        expect((await put(place, settings, bearer(token))).status).toBe(200);
        expect(await get(place, bearer(token))).toEqual(settings);
      }
      await expectEverywhere({ a: 1, b: 2 }, bearer(token));
    });

    test('of what was put at both sites, that which arrives last wins, at both', async () => {
      const { token } = await newUser(places, 'viewer');
      await put('the observatory without main', { put: 'there' }, bearer(token));
      await put('main', { put: 'here' }, bearer(token));
      expect(await get('the observatory', bearer(token))).toEqual({ put: 'there' });
      expect(await get('main', bearer(token))).toEqual({ put: 'here' });
      await expectEverywhere({ put: 'there' }, bearer(token));
    });

    test.each(PLACES)('at %s one changes one’s own only', async (place) => {
      const [one, other] = [await newUser(places, 'viewer'), await newUser(places, 'viewer')];
      await put(place, { mine: 1 }, bearer(one.token));
      await put(place, { mine: 2 }, bearer(other.token));
      expect(await get(place, bearer(one.token))).toEqual({ mine: 1 });
      expect(await get(place, bearer(other.token))).toEqual({ mine: 2 });
    });

    test.each(PLACES)('at %s of several at once one is kept whole', async (place) => {
      const { token } = await newUser(places, 'viewer');
      const all = [1, 2, 3].map((n) => ({ n, again: n }));
      const answers = await Promise.all(all.map((settings) => put(place, settings, bearer(token))));
      expect(answers.map(({ status }) => status)).toContain(200);
      expect(all).toContainEqual(await get(place, bearer(token)));
    });

    const KEPT: [string, Record<string, unknown>][] = [
      ['nothing', {}],
      ['text of every kind', { '': '', 'Zürich 東京 🔭': '\u2028 \ufeff \u200d \' " \\ ]]}' }],
      ['text that only looks like an escape', { windows: '\\u0000 \\ud800 C:\\u0000' }],
      ['numbers to the last digit', { n: [0, -1, 0.1, 1e21, 5e-324, 9_007_199_254_740_991, 1.797e308] }],
      ['names objects have', { constructor: 1, toString: { hasOwnProperty: [] }, length: null }],
      ['16,384 bytes', { a: 'x'.repeat(16_376) }],
      ['16,384 bytes of others than ASCII', { a: 'é'.repeat(8_188) }],
      ['a name of 200 characters', { ['x'.repeat(200)]: 1 }],
      ['20 levels', nested(20) as Record<string, unknown>],
    ];

    test.each(PLACES)('at %s whatever PostgreSQL can keep comes back as it was put', async (place) => {
      const { token } = await newUser(places, 'viewer');
      for (const [what, settings] of KEPT) {
        expect((await put(place, settings, bearer(token))).status, what).toBe(200);
        expect(await get(place, bearer(token)), what).toEqual(settings);
        await expectEverywhere(settings, bearer(token));
      }
    });
  });

  describe('what a name could do', () => {
    test.each(PLACES)('at %s a member named __proto__ changes nobody, at the top or deeper', async (place) => {
      const { token } = await newUser(places, 'viewer');
      const sent = '{"__proto__": {"role": "admin"}, "a": {"__proto__": {"role": "admin"}, "b": 2}}';
      expect((await put(place, sent, bearer(token))).status).toBe(200);
      const settings = await get(place, bearer(token));
      expect([settings.role, settings.a.role, settings.a.b]).toEqual([undefined, undefined, 2]);
      await expectEverywhere(settings, bearer(token));
    });
  });

  describe('400', () => {
    test.each(PLACES)('at %s what is not JSON, or nested too deeply, is refused', async (place) => {
      for (const body of ['{"a"', 'nonsense', '{"a": NaN}', JSON.stringify(nested(21))])
        expectProblem(await nothingRecorded(places, () => put(place, body)), 'request.malformed');
    });
  });

  describe('401', () => {
    test.each(PLACES)('at %s nobody has no settings', async (place) =>
      expectProblem(await nothingRecorded(places, () => put(place, {}, { authorization: '' })), 'auth.required'),
    );
  });

  describe('422', () => {
    const WRONG: [string, string][] = [
      ['text', '"dark"'],
      ['a list', '[{"a": 1}]'],
      ['null', 'null'],
      ['a number', '7'],
      ['too many bytes', JSON.stringify({ a: 'x'.repeat(16_377) })],
      ['too many bytes, though not too many characters', JSON.stringify({ a: 'é'.repeat(8_189) })],
      ['a null character', '{"a": "x\\u0000"}'],
      ['a null character in a name', '{"a": {"\\u0000": 1}}'],
      ['half a character', '{"a": "\\ud800"}'],
      ['the other half, deeper down', '{"a": [{"b": ["\\udc00x"]}]}'],
      ['halves the wrong way round', '{"a": "\\udc00\\ud800"}'],
      ['half a character in a name', '{"\\ud83d": 1}'],
      ['a name of 201 characters', JSON.stringify({ ['x'.repeat(201)]: 1 })],
    ];

    test.each(PLACES)('at %s what cannot be kept is refused and never becomes a dead letter', async (place) => {
      for (const [what, body] of WRONG) {
        const answer = await nothingRecorded(places, () => put(place, body));
        expect(answer.status, what).toBe(422);
        expectProblem(answer, 'request.invalid');
      }
      expect(await get(place)).toEqual({});
    });

    test.each(PLACES)('at %s a query is named', async (place) =>
      expectInvalid(
        await nothingRecorded(places, () =>
          call(places.at[place], 'PUT', '/user_preferences?user_id=1', { role: 'viewer', body: {} }),
        ),
        ['query.user_id'],
      ),
    );
  });
});
