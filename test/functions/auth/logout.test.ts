import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { logout, me, refresh, sessionCookie, setCookies, signIn } from '../../auth/support-session.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL });
});
afterAll(() => sites.close());

describe('POST /auth/logout', () => {
  describe('200', () => {
    test.each(AT)('at %s the session is over at once: its access tokens, its refresh token, its cookie', async (at) => {
      const { access_token, cookie } = await signIn(sites[at]);
      expect((await me(sites[at], access_token)).status).toBe(200);
      const answer = await logout(sites[at], cookie);
      expect(answer).toMatchObject({ status: 200, body: { signed_out: true } });
      expect(setCookies(answer)).toEqual([
        {
          name: sessionCookie(sites[at]),
          value: '',
          attributes: ['Max-Age=0', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'],
        },
      ]);
      expectProblem(await me(sites[at], access_token), 'auth.required');
      expectProblem(await refresh(sites[at], cookie), 'auth.required');
    });

    test.each(AT)('at %s only this session ends, not the others of the same person', async (at) => {
      const [one, other] = [await signIn(sites[at]), await signIn(sites[at])];
      await logout(sites[at], one.cookie);
      expect((await me(sites[at], other.access_token)).status).toBe(200);
      expect((await refresh(sites[at], other.cookie)).status).toBe(200);
    });

    test.each(AT)('at %s who signed out when is on record, once, however often it is asked', async (at) => {
      const { cookie, session_id } = await signIn(sites[at]);
      await logout(sites[at], cookie, { 'x-request-id': `logout-${at}` });
      await nothingRecorded(sites, async () => expect((await logout(sites[at], cookie)).status).toBe(200));
      await replicate(sites);
      const [session] = await sites.sql('select ended_at, ended_because from user_session where id = $1', [session_id]);
      expect(session).toEqual({ ended_at: expect.any(Date), ended_because: 'signed out' });
      const events = await sites.sql(
        `select username, request_id, details from audit_event where act = 'session.end' and subject = $1`,
        [`user_session:${session_id}`],
      );
      const details = { because: 'signed out' };
      expect(events).toEqual([{ username: 'observer', request_id: `logout-${at}`, details }]);
    });

    test.each(AT)('at %s without a session it does nothing and answers the same', async (at) => {
      const name = sessionCookie(sites[at]);
      await nothingRecorded(sites, async () => {
        for (const cookie of ['', `${name}=`, `${name}=nonsense`]) {
          const answer = await logout(sites[at], cookie);
          expect(answer).toMatchObject({ status: 200, body: { signed_out: true } });
          expect(setCookies(answer)).toMatchObject([{ name, value: '' }]);
        }
      });
    });

    test.each(AT)('at %s whoever only knows the id of a session ends nothing', async (at) => {
      const { cookie, access_token, session_id } = await signIn(sites[at]);
      const token = cookie.slice(cookie.indexOf('=') + 1);
      const [, secret = '', seal = ''] = token.split('.');
      const made_up = [
        ['x'.repeat(43), 'x'.repeat(43)],
        ['x'.repeat(43), seal],
        [secret, 'x'.repeat(43)],
      ].map(([a, b]) => `${sessionCookie(sites[at])}=ops_refresh_${session_id}.${a}.${b}`);
      await nothingRecorded(sites, async () => {
        for (const one of made_up) {
          expect((await logout(sites[at], one)).status).toBe(200);
          expectProblem(await refresh(sites[at], one), 'auth.required');
        }
      });
      expect((await me(sites[at], access_token)).status).toBe(200);
      expect((await refresh(sites[at], cookie)).status).toBe(200);
    });
  });

  describe('403', () => {
    test.each(AT)('at %s a page of a stranger signs nobody out', async (at) => {
      const { cookie, access_token } = await signIn(sites[at]);
      const stranger = { origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' };
      expectProblem(await logout(sites[at], cookie, stranger), 'auth.forbidden');
      expect((await me(sites[at], access_token)).status).toBe(200);
    });
  });
});
