import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { type CallOptions, call } from '../../support/api.ts';
import { bearer, elsewhere, idOf, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const assign = (place: Place, id: number | string, roles: unknown, options: CallOptions = {}) =>
  call(places.at[place], 'PUT', `/admin/users/${id}/roles`, { role: 'admin', body: { roles }, ...options });
const rolesAt = async (place: Place, id: number): Promise<string[]> =>
  (await call(places.at[place], 'GET', `/admin/users?id=${id}`, { role: 'admin' })).body.items[0].roles;
/** How a token is answered where one needs manage:tokens, which viewers and observers have, and where manage:users. */
const allowed = async (place: Place, token: string) => {
  const ask = (path: string) => call(places.beside[place], 'GET', path, bearer(token));
  return [(await ask('/api/tokens')).status, (await ask('/admin/users')).status];
};

describe('PUT /admin/users/{id}/roles', () => {
  describe('200', () => {
    test.each(PLACES)(
      'at %s the user has exactly these roles, here at once and there when they have arrived',
      async (place) => {
        const { id } = await newUser(places, 'viewer');
        const { status, body } = await assign(place, id, ['service', 'observer', 'service']);
        expect(status).toBe(200);
        expect(body).toEqual({
          id,
          transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          status: place === 'main' ? 'applied' : 'buffered',
          ...proofAt(place === 'main' ? 'main' : 'observatory'),
        });
        expect(await rolesAt(place, id)).toEqual(['observer', 'service']);
        await elsewhere(places, place);
        places.pass(5_000);
        for (const at of PLACES) expect(await rolesAt(at, id)).toEqual(['observer', 'service']);
      },
    );

    test.each(PLACES)('at %s what they grant and no longer grant acts at once in every process', async (place) => {
      const { id, token } = await newUser(places, 'viewer');
      expect(await allowed(place, token)).toEqual([200, 403]);
      await assign(place, id, ['admin']);
      expect(await allowed(place, token)).toEqual([200, 200]);
      await assign(place, id, ['service']);
      expect(await allowed(place, token)).toEqual([403, 403]);
      await assign(place, id, []);
      expect(await allowed(place, token)).toEqual([403, 403]);
    });

    test.each(PLACES)('at %s a role that was taken can be given again, as often as one likes', async (place) => {
      const { id } = await newUser(places, 'viewer');
      for (const roles of [[], ['viewer'], [], ['viewer'], ['observer'], ['viewer'], ['observer', 'viewer']]) {
        expect((await assign(place, id, roles)).status).toBe(200);
        expect(await rolesAt(place, id)).toEqual(roles);
      }
      await replicate(places);
      places.pass(5_000);
      for (const at of PLACES) expect(await rolesAt(at, id)).toEqual(['observer', 'viewer']);
    });
  });

  describe('200 or 409', () => {
    test.each(PLACES)('at %s nothing is answered with yes that has not been done', async (place) => {
      const { id } = await newUser(places, null);
      for (const roles of [['observer'], [], ['observer'], [], ['viewer'], ['observer']]) {
        const before = await rolesAt(place, id);
        const { status } = await assign(place, id, roles);
        expect([200, 409]).toContain(status);
        expect(await rolesAt(place, id)).toEqual(status === 200 ? roles : before);
      }
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s nobody but an administrator gives roles, least of all to himself', async (place) => {
      const { id, token } = await newUser(places, 'observer');
      const narrow = await newUser(places, 'admin', { scopes: ['manage:tokens'] });
      for (const options of [bearer(token), bearer(narrow.token), { role: 'service' as const }]) {
        const answer = await nothingRecorded(places, () => assign(place, id, ['admin'], options));
        expectProblem(answer, 'auth.forbidden');
      }
      expect(await rolesAt(place, id)).toEqual(['observer']);
    });
  });

  describe('404', () => {
    test.each(PLACES)('at %s there is nobody to give them to', async (place) => {
      await places.replayed();
      const answer = await nothingRecorded(places, () => assign(place, 999_999, ['viewer']));
      expectProblem(answer, 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(PLACES)('at %s an administrator stays one until another one decides otherwise', async (place) => {
      const id = await idOf(places, 'admin');
      for (const roles of [[], ['observer', 'viewer', 'service']])
        expectProblem(await nothingRecorded(places, () => assign(place, id, roles)), 'record.conflict');
      const other = await newUser(places, 'admin');
      expect((await assign(place, other.id, ['viewer'])).status).toBe(200);
      expect(await rolesAt(place, id)).toEqual(['admin']);
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s roles that do not exist are named', async (place) => {
      const id = await idOf(places, 'viewer');
      await nothingRecorded(places, async () => {
        expectInvalid(await assign(place, id, ['viewer', 'root', '']), ['body.roles.1', 'body.roles.2']);
        expectInvalid(await assign(place, id, undefined), ['body.roles']);
        expectInvalid(await assign(place, 'admin', ['viewer']), ['path.id']);
      });
    });
  });
});

test('of what both sites assign while they are apart, what main cannot take is a dead letter, and main’s word stands', async () => {
  const { id } = await newUser(places, 'viewer');
  const sent = await assign('the observatory without main', id, ['observer', 'viewer']);
  await assign('main', id, ['observer']);
  expect(await drain(places.observatory)).toMatchObject({ refused: 1 });
  await places.replayed();
  places.pass(5_000);
  for (const at of PLACES) expect(await rolesAt(at, id)).toEqual(['observer']);
  const failed = await call(places.at['the observatory'], 'GET', '/buffer/failed', { role: 'admin' });
  const { transaction_id } = sent.body;
  expect(failed.body.items).toMatchObject([{ transaction_id, endpoint: 'PUT /admin/users/{id}/roles' }]);
});
