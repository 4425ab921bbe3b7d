import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import { bearer, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const list = (place: Place, query = '', options: CallOptions = { role: 'admin' }) =>
  call(places.at[place], 'GET', `/admin/users${query}`, options);

describe('GET /admin/users', () => {
  describe('200', () => {
    test.each(PLACES)('at %s every user is there with all that is known of him but his settings', async (place) => {
      const { body } = await list(place, '?username=observer');
      expect(body).toEqual({
        items: [
          {
            id: expect.any(Number),
            username: 'observer',
            github_id: null,
            name: null,
            email: null,
            avatar_url: null,
            is_active: true,
            is_service: false,
            created_at: expect.stringMatching(/Z$/),
            updated_at: expect.stringMatching(/Z$/),
            roles: ['observer'],
          },
        ],
        next_cursor: null,
        complete: true,
        pending: {},
      });
    });

    test.each(PLACES)('at %s roles are shown as they are now, given a moment ago or taken', async (place) => {
      const { id } = await newUser(places, 'viewer');
      const roles = async () => (await list(place, `?id=${id}`)).body.items[0].roles;
      expect(await roles()).toEqual(['viewer']);
      const put = (...names: string[]) =>
        call(places.beside[place], 'PUT', `/admin/users/${id}/roles`, { role: 'admin', body: { roles: names } });
      await put('service', 'observer');
      expect(await roles()).toEqual(['observer', 'service']);
      await put();
      expect(await roles()).toEqual([]);
    });

    test('at the observatory users are listed before they have arrived, and are said to be pending', async () => {
      await replicate(places);
      const sent = { username: 'pending', roles: ['viewer', 'service'] };
      const made = await call(places.at['the observatory'], 'POST', '/admin/users', { role: 'admin', body: sent });
      const { id } = made.body;
      for (const place of ['the observatory', 'the observatory without main'] as const) {
        const { body } = await list(place, '?limit=500');
        expect(body.items).toContainEqual(
          expect.objectContaining({ id, username: 'pending', roles: ['service', 'viewer'] }),
        );
        expect(body.pending).toEqual({ [id]: 'buffered' });
      }
      expect((await list('main', `?id=${id}`)).body.items).toEqual([]);
      await replicate(places);
      places.pass(5_000);
      expect((await list('main', `?id=${id}`)).body.items).toMatchObject([{ id, roles: ['service', 'viewer'] }]);
    });

    test.each(PLACES)('at %s the inactive and the services are found', async (place) => {
      const off = await newUser(places, 'viewer', { is_active: false });
      const service = await newUser(places, 'service', { is_service: true });
      const names = async (query: string) =>
        (await list(place, query)).body.items.map(({ username }: { username: string }) => username);
      expect(await names('?is_active=false&limit=500')).toContain(off.username);
      expect(await names('?is_active=false&limit=500')).not.toContain('admin');
      expect(await names('?is_service=true&limit=500')).toEqual(expect.arrayContaining(['service', service.username]));
      expect(await names('?is_service=true&limit=500')).not.toContain(off.username);
    });

    test.each(PLACES)('at %s nobody’s settings are told', async (place) => {
      const { token, username } = await newUser(places, 'viewer');
      const settings = { ...bearer(token), body: { secret: 'colour' } };
      expect((await call(places.at[place], 'PUT', '/user_preferences', settings)).status).toBe(200);
      const { body } = await list(place, `?username=${username}`);
      expect(body.items).toHaveLength(1);
      expect(JSON.stringify(body)).not.toMatch(/secret|colour|preferences/);
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s nobody but an administrator sees who there is', async (place) => {
      for (const role of ['observer', 'viewer', 'service'] as const)
        expectProblem(await list(place, '', { role }), 'auth.forbidden');
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s nobody is found by what is not shown', async (place) => {
      const answer = await list(place, '?preferences=x&email=y&is_active=perhaps');
      expectInvalid(answer, ['query.preferences', 'query.email', 'query.is_active']);
    });
  });
});
