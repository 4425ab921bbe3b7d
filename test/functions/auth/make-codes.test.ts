import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { heldAfter, me, redeem, signIn, userId } from '../../auth/support-session.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL });
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/;
const make = (at: At, access_token: string, body: unknown = {}, headers = {}) =>
  call(sites[at], 'POST', '/auth/codes', { authorization: `Bearer ${access_token}`, body, headers });
const codesOf = async (user_id: number) =>
  sites.sql('select code_hash, site, made_by from sign_in_code where user_id = $1', [user_id]);

describe('POST /auth/codes', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s a person gets ten codes, all different, for this site and as long as a session',
      async (at) => {
        const { access_token } = await signIn(sites[at], 'viewer');
        const before = Date.now();
        const { status, body } = await make(at, access_token);
        expect(status).toBe(200);
        expect(body).toEqual({
          codes: Array.from({ length: 10 }, () => expect.stringMatching(CODE)),
          site: sites[at].config.SITE_NAME,
          expires_at: expect.any(String),
        });
        expect(new Set(body.codes).size).toBe(10);
        const lasting_ms = Date.parse(body.expires_at) - before;
        expect(Math.abs(lasting_ms - sites[at].config.SESSION_MAX_S * 1_000)).toBeLessThan(30_000);
      },
    );

    test.each(AT)('at %s each signs its owner in', async (at) => {
      const { access_token } = await signIn(sites[at], 'viewer');
      const { body } = await make(at, access_token, { count: 2 });
      expect(body.codes).toHaveLength(2);
      for (const code of body.codes) {
        const held = heldAfter(sites[at], await redeem(sites[at], 'viewer', code));
        expect((await me(sites[at], held.access_token)).body).toMatchObject({ username: 'viewer' });
      }
    });

    test.each(AT)(
      'at %s only what a code is recognised by is stored, and who made it is in the audit log',
      async (at) => {
        const id = await userId(sites[at], 'admin');
        const { access_token } = await signIn(sites[at], 'admin');
        const { body } = await make(at, access_token, { count: 3 }, { 'x-request-id': `make-codes-${at}` });
        await replicate(sites);
        const stored = JSON.stringify([await codesOf(id), await sites.sql('select * from audit_event')]);
        for (const code of body.codes) {
          expect(stored).not.toContain(code);
          expect(stored).not.toContain(code.replaceAll('-', ''));
        }
        expect(
          await sites.sql(`select site, user_id, act, subject, details from audit_event where request_id = $1`, [
            `make-codes-${at}`,
          ]),
        ).toEqual([
          {
            site: sites[at].config.SITE_NAME,
            user_id: id,
            act: 'code.make',
            subject: `user:${id}`,
            details: { count: 3, expires_at: body.expires_at },
          },
        ]);
      },
    );

    test.each(AT)('at %s a repeated call makes new ones: nobody could show the first ones again', async (at) => {
      const { access_token } = await signIn(sites[at], 'viewer');
      const key = { 'idempotency-key': `codes-${at}` };
      const [first, again] = [await make(at, access_token, {}, key), await make(at, access_token, {}, key)];
      expect([first.status, again.status]).toEqual([200, 200]);
      expect(first.body.codes.filter((code: string) => again.body.codes.includes(code))).toEqual([]);
    });
  });

  describe('401', () => {
    test.each(AT)('at %s nobody makes codes for nobody', async (at) => {
      await nothingRecorded(sites, async () => expectProblem(await make(at, 'nonsense'), 'auth.required'));
    });
  });

  describe('403', () => {
    test.each(AT)('at %s whoever has found a token of a script does not become its owner with it', async (at) => {
      const answer = await nothingRecorded(sites, () =>
        call(sites[at], 'POST', '/auth/codes', { role: 'admin', body: {} }),
      );
      expectProblem(answer, 'auth.forbidden');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s ten at a time are enough, and nobody makes them for another', async (at) => {
      const { access_token } = await signIn(sites[at], 'viewer');
      await nothingRecorded(sites, async () => {
        for (const count of [0, 11, 1.5, '3', null])
          expectInvalid(await make(at, access_token, { count }), ['body.count']);
        expectInvalid(await make(at, access_token, { user_id: 1 }), ['body.user_id']);
      });
    });
  });
});
