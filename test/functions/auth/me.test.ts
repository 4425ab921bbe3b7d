import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { me, signIn, userId } from '../../auth/support-session.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL });
});
afterAll(() => sites.close());

describe('GET /auth/me', () => {
  describe('200', () => {
    test.each(AT)('at %s a person with a session is told everything the screens need', async (at) => {
      const picture = 'https://avatars.example.org/u/1';
      await sites.sql(
        `update "user" set name = 'Olga Example', email = 'olga@example.org', avatar_url = $1 where username = 'observer'`,
        [picture],
      );
      await sites.replayed();
      const { access_token } = await signIn(sites[at], 'observer');
      const answer = await me(sites[at], access_token);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        id: await userId(sites[at], 'observer'),
        username: 'observer',
        name: 'Olga Example',
        email: 'olga@example.org',
        avatar_url: picture,
        is_service: false,
        roles: ['observer'],
        permissions: [
          'manage:buffer',
          'manage:tokens',
          'read:observations',
          'read:programs',
          'read:staging',
          'read:system',
          'read:transfers',
          'write:observations',
          'write:programs',
          'write:staging',
          'write:transfers',
        ],
        scopes: null,
        token_type: 'jwt',
      });
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    });

    test.each(AT)('at %s a program is told what its token is good for', async (at) => {
      const { body } = await call(sites[at], 'GET', '/auth/me', { role: 'service' });
      expect(body).toMatchObject({
        username: 'service',
        is_service: true,
        name: null,
        scopes: null,
        token_type: 'api',
      });
      const made = await call(sites[at], 'POST', '/api/tokens', {
        role: 'admin',
        body: { name: 'narrow', scopes: ['read:system'] },
      });
      const narrow = await me(sites[at], made.body.token);
      expect(narrow.body).toMatchObject({ username: 'admin', permissions: ['*:*'], scopes: ['read:system'] });
    });

    test.each(AT)('at %s somebody without any role is told so, and not refused', async (at) => {
      await sites.sql(`insert into "user" (username) values ($1)`, [`new at ${at}`]);
      const { access_token } = await signIn(sites[at], `new at ${at}`);
      const answer = await me(sites[at], access_token);
      expect(answer).toMatchObject({ status: 200, body: { roles: [], permissions: [], name: null, email: null } });
    });
  });

  describe('401', () => {
    test.each(AT)('at %s nobody without a token is told anything', async (at) => {
      const answer = await call(sites[at], 'GET', '/auth/me', { authorization: '' });
      expectProblem(answer, 'auth.required');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    test.each(AT)('at %s the cookie alone is no token', async (at) => {
      const { cookie } = await signIn(sites[at]);
      const headers = { cookie };
      expectProblem(await call(sites[at], 'GET', '/auth/me', { authorization: '', headers }), 'auth.required');
    });
  });
});
