import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { heldAfter, me, newCodes, redeem, sessionCookie, setCookies } from '../../auth/support-session.ts';
import { opened } from '../../auth/support-sites.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL });
});
afterAll(() => sites.close());

describe('POST /auth/code', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s a code begins a session: a token in the body, the rest where no script can read it',
      async (at) => {
        const [code] = await newCodes(sites[at], 'observer');
        const answer = await redeem(sites[at], 'observer', code);
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 600 });
        expect(setCookies(answer)).toEqual([
          {
            name: sessionCookie(sites[at]),
            value: expect.stringMatching(/^ops_refresh_/),
            attributes: [`Max-Age=${14 * 86_400}`, 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'],
          },
        ]);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect((await me(sites[at], answer.body.access_token)).body).toMatchObject({ username: 'observer' });
      },
    );

    test.each(AT)('at %s the session is on record with where it came from, and no secret is', async (at) => {
      const [code = ''] = await newCodes(sites[at], 'observer');
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        'user-agent': `${'x'.repeat(300)}`,
        'x-request-id': `code-${at}`,
      };
      const answer = await redeem(sites[at], 'observer', code, headers);
      const [cookie] = setCookies(answer);
      await replicate(sites);
      const [audit] = await sites.sql('select * from audit_event where request_id = $1', [`code-${at}`]);
      expect(audit).toMatchObject({ act: 'session.begin', username: 'observer', address: '203.0.113.7' });
      const { session_id } = heldAfter(sites[at], answer);
      expect(audit).toMatchObject({ subject: `user_session:${session_id}`, details: { method: 'code' } });
      const sessions = await sites.sql('select * from user_session where id = $1', [session_id]);
      expect(sessions).toMatchObject([
        {
          site: sites[at].config.SITE_NAME,
          method: 'code',
          address: '203.0.113.7',
          user_agent: 'x'.repeat(200),
          ended_at: null,
        },
      ]);
      const all = JSON.stringify([
        ...(await sites.sql('select * from audit_event')),
        ...(await sites.sql('select * from user_session')),
        ...(await sites.sql('select * from sign_in_code')),
      ]);
      for (const secret of [code, cookie?.value ?? '', answer.body.access_token]) expect(all).not.toContain(secret);
    });
  });

  describe('401', () => {
    test.each(AT)('at %s whatever is wrong is told in the same words', async (at) => {
      const [code = ''] = await newCodes(sites[at], 'observer');
      const words = new Set<string>();
      await nothingRecorded(sites, async () => {
        for (const [username, shown] of [
          ['observer', '0000-0000-0000-0000'],
          ['nobody', code],
          ['viewer', code],
          ['observer', `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`],
          [`observer' or '1'='1`, code],
        ]) {
          const answer = await redeem(sites[at], username ?? '', shown);
          expectProblem(answer, 'auth.wrong');
          expect(setCookies(answer)).toEqual([]);
          words.add(answer.body.detail);
        }
      });
      expect(words.size).toBe(1);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong field is named, and what was sent is not repeated', async (at) => {
      const answer = await call(sites[at], 'POST', '/auth/code', { body: { code: 'short-secret', remember: true } });
      expectInvalid(answer, ['body.username', 'body.code', 'body.remember']);
      expect(JSON.stringify(answer.body)).not.toContain('short-secret');
    });
  });

  describe('429', () => {
    test.each(AT)(
      'at %s one address may try a few times a minute, also with a right code, and another one still can',
      async (at) => {
        const site = opened(sites[at], { SIGN_IN_LIMIT_PER_MINUTE: 3 });
        const from = (last: number) => ({ 'x-forwarded-for': `198.51.${at.length}.${last}` });
        const [code] = await newCodes(site, 'observer');
        for (let guess = 0; guess < 3; guess++)
          expectProblem(await redeem(site, 'observer', `0000-0000-0000-000${guess}`, from(1)), 'auth.wrong');
        expectProblem(await redeem(site, 'observer', code, from(1)), 'rate.limited');
        expect((await redeem(site, 'observer', code, from(2))).status).toBe(200);
        await site.close();
      },
    );
  });

  describe('503', () => {
    test.each(AT)(
      'at %s a site without keys says that nobody can sign in there, and the code stays good',
      async (at) => {
        const [code] = await newCodes(sites[at], 'observer');
        const site = opened(sites[at], { SESSION_KEYS: undefined });
        expectProblem(await redeem(site, 'observer', code), 'auth.not_configured');
        await site.close();
        expect((await redeem(sites[at], 'observer', code)).status).toBe(200);
      },
    );
  });
});
