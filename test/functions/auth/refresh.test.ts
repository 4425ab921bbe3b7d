import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { heldAfter, me, refresh, sessionCookie, setCookies, signIn } from '../../auth/support-session.ts';
import { opened } from '../../auth/support-sites.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

const SCREENS = 'https://screens.example.org';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  const origins = { FRONTEND_URL: `${SCREENS}/app`, CORS_ORIGINS: 'https://other.example.org' };
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL, ...origins });
});
afterAll(() => sites.close());

describe('POST /auth/refresh', () => {
  describe('200', () => {
    test.each(AT)('at %s the session goes on with new tokens, and nothing is recorded for it', async (at) => {
      const first = await signIn(sites[at]);
      const answer = await nothingRecorded(sites, () => refresh(sites[at], first.cookie));
      expect(answer.body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 600 });
      const next = heldAfter(sites[at], answer);
      expect(next.session_id).toBe(first.session_id);
      expect(next.access_token).not.toBe(first.access_token);
      expect(next.cookie).not.toBe(first.cookie);
      expect((await me(sites[at], next.access_token)).body).toMatchObject({ username: 'observer' });
    });

    test.each(AT)('at %s the new cookie is as well kept as the first', async (at) => {
      const { cookie } = await signIn(sites[at]);
      expect(setCookies(await refresh(sites[at], cookie))).toEqual([
        {
          name: sessionCookie(sites[at]),
          value: expect.stringMatching(/^ops_refresh_/),
          attributes: [`Max-Age=${14 * 86_400}`, 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'],
        },
      ]);
    });

    test.each(AT)('at %s the cookie is found among others', async (at) => {
      const { cookie } = await signIn(sites[at]);
      expect((await refresh(sites[at], `a=b; broken; =; ${cookie}; z=${'9'.repeat(500)}`)).status).toBe(200);
    });

    test.each(AT)(
      'at %s pages of the screens and of configured origins may refresh and read the answer',
      async (at) => {
        let { cookie } = await signIn(sites[at]);
        for (const origin of [SCREENS, 'https://other.example.org']) {
          const answer = await refresh(sites[at], cookie, { origin, 'sec-fetch-site': 'same-site' });
          ({ cookie } = heldAfter(sites[at], answer));
          expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
          expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
        }
        const own = await refresh(sites[at], cookie, { origin: 'http://site', 'sec-fetch-site': 'same-origin' });
        expect(own.status).toBe(200);
      },
    );
  });

  describe('401', () => {
    test.each(AT)('at %s what is no refresh token is refused, always in the same words', async (at) => {
      const { cookie, access_token } = await signIn(sites[at]);
      const name = sessionCookie(sites[at]);
      const words = new Set<string>();
      for (const sent of [
        '',
        `${name}=`,
        `${name}=nonsense`,
        `${name}=${access_token}`,
        cookie.replace(name, 'ops_session'),
        cookie.slice(0, -1),
        cookie.replace(/ops_refresh_.{36}/, 'ops_refresh_0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1'),
        `${name}=${'x'.repeat(100_000)}`,
      ]) {
        const answer = await nothingRecorded(sites, () => refresh(sites[at], sent));
        expectProblem(answer, 'auth.required');
        expect(setCookies(answer)).toEqual([]);
        words.add(answer.body.detail);
      }
      expect([...words]).toEqual(['There is no session, or it has ended.']);
      expect((await refresh(sites[at], cookie)).status).toBe(200);
    });

    test.each(AT)('a session of %s cannot be refreshed at the other site, and is none the worse for it', async (at) => {
      const other = at === 'main' ? 'observatory' : 'main';
      const { cookie } = await signIn(sites[at]);
      const renamed = cookie.replace(sessionCookie(sites[at]), sessionCookie(sites[other]));
      expectProblem(await refresh(sites[other], renamed), 'auth.required');
      expect((await refresh(sites[at], cookie)).status).toBe(200);
    });

    test.each(AT)('at %s an access token refreshes nothing', async (at) => {
      const { access_token } = await signIn(sites[at]);
      const answer = await call(sites[at], 'POST', '/auth/refresh', { authorization: `Bearer ${access_token}` });
      expectProblem(answer, 'auth.required');
    });
  });

  describe('403', () => {
    test.each(AT)(
      'at %s a page of an origin we do not know cannot use the session, read the answer or harm it',
      async (at) => {
        const { cookie } = await signIn(sites[at]);
        for (const [origin, site] of [
          ['https://evil.example.com', 'cross-site'],
          [`${SCREENS}.evil.example.com`, 'cross-site'],
          ['https://evil.example.org', 'same-site'],
          ['http://screens.example.org', 'same-site'],
          ['null', 'cross-site'],
          ['null', 'none'],
        ] as const) {
          const answer = await refresh(sites[at], cookie, { origin, 'sec-fetch-site': site });
          expectProblem(answer, 'auth.forbidden');
          expect(answer.headers.get('access-control-allow-origin')).toBeNull();
          expect(setCookies(answer)).toEqual([]);
        }
        expect((await refresh(sites[at], cookie)).status).toBe(200);
      },
    );
  });

  describe('422', () => {
    test.each(AT)('at %s nothing is taken from the URL', async (at) => {
      const { cookie } = await signIn(sites[at]);
      const [, token] = cookie.split('=');
      const path = `/auth/refresh?refresh_token=${token}`;
      expectInvalid(await call(sites[at], 'POST', path, { headers: { cookie } }), ['query.refresh_token']);
    });
  });

  describe('503', () => {
    test.each(AT)('at %s a site without keys says that nobody has a session there', async (at) => {
      const { cookie } = await signIn(sites[at]);
      const site = opened(sites[at], { SESSION_KEYS: undefined });
      expectProblem(await refresh(site, cookie), 'auth.not_configured');
      await site.close();
    });

    test('main without a Redis keeps no sessions, and says so', async () => {
      const { cookie } = await signIn(sites.main);
      const site = opened(sites.main, { VOLATILE_REDIS_URL: undefined });
      expectProblem(await refresh(site, cookie), 'auth.not_configured');
      await site.close();
    });
  });
});
