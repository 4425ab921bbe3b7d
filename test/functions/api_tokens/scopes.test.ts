import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { PERMISSIONS } from '../../../lib/model/permission.ts';
import { call } from '../../support/api.ts';
import { bearer, newUser, openPlaces, PLACES, type Place, type Places } from '../access/places.ts';
import { expectInvalid, expectProblem } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const scopes = (place: Place, options: object) => call(places.at[place], 'GET', '/api/tokens/scopes', options);

const READS = ['read:observations', 'read:programs', 'read:transfers', 'read:staging', 'read:system'] as const;
const WRITES = ['write:observations', 'write:transfers', 'write:staging'] as const;

describe('GET /api/tokens/scopes', () => {
  describe('200', () => {
    const GRANTED = {
      admin: PERMISSIONS,
      observer: [...READS, ...WRITES, 'write:programs', 'manage:buffer', 'manage:tokens'],
      viewer: [...READS, 'manage:tokens'],
      service: [...READS, ...WRITES],
    } as const;

    test.each(PLACES)('at %s every scope is named, with whether the roles grant it', async (place) => {
      for (const role of ['admin', 'observer', 'viewer', 'service'] as const) {
        const granted: readonly string[] = GRANTED[role];
        const expected = PERMISSIONS.map((scope) => ({ scope, granted: granted.includes(scope) }));
        expect(await scopes(place, { role })).toMatchObject({ status: 200, body: expected });
      }
    });

    test.each(PLACES)('at %s a caller whose token allows nothing learns what could be asked for', async (place) => {
      const { token } = await newUser(places, 'viewer', { scopes: [] });
      const { status, body } = await scopes(place, bearer(token));
      expect(status).toBe(200);
      expect(body).toContainEqual({ scope: 'manage:tokens', granted: true });
      expect(body).toContainEqual({ scope: 'manage:users', granted: false });
    });
  });

  describe('401', () => {
    test.each(PLACES)('at %s nobody asks without a token', async (place) =>
      expectProblem(await scopes(place, { authorization: '' }), 'auth.required'),
    );
  });

  describe('422', () => {
    test.each(PLACES)('at %s there is nothing to ask by', async (place) => {
      const answer = await call(places.at[place], 'GET', '/api/tokens/scopes?role=admin');
      expectInvalid(answer, ['query.role']);
    });
  });
});
