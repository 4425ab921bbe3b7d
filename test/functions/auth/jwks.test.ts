import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { signIn } from '../../auth/support-session.ts';
import { opened } from '../../auth/support-sites.ts';
import { type Answered, call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL });
});
afterAll(() => sites.close());

const keys = (at: (typeof AT)[number]): Promise<Answered> =>
  call(sites[at], 'GET', '/.well-known/jwks.json', { authorization: '' });

describe('GET /.well-known/jwks.json', () => {
  describe('200', () => {
    test.each(AT)('at %s anybody gets the keys of both sites, and of no key its private part', async (at) => {
      const { status, body } = await keys(at);
      expect(status).toBe(200);
      const text = expect.stringMatching(/^[A-Za-z0-9_-]{43}$/);
      const named = (kid: unknown) => ({ kty: 'EC', crv: 'P-256', kid, x: text, y: text, use: 'sig', alg: 'ES256' });
      expect(body).toEqual({
        keys: [
          named(expect.stringMatching(/^cologne\.\d{8}T\d{6}$/)),
          named(expect.stringMatching(`^${sites.observatory.config.SITE_NAME}\\.`)),
        ],
      });
      const secrets = AT.flatMap((site) => sites[site].config.SESSION_KEYS?.keys.flatMap(({ d }) => d ?? []) ?? []);
      expect(secrets).toHaveLength(2);
      for (const secret of secrets) expect(JSON.stringify(body)).not.toContain(secret);
    });

    test('both sites tell the same', async () => {
      expect((await keys('main')).body).toEqual((await keys('observatory')).body);
    });

    test.each(AT)('a program that knows only these keys can verify what %s signs', async (at) => {
      const { access_token } = await signIn(sites[at]);
      for (const told_by of AT) {
        const { payload } = await jwtVerify(access_token, createLocalJWKSet((await keys(told_by)).body));
        expect(payload).toMatchObject({ sub: 'observer', iss: `ops-db:${sites[at].config.SITE_NAME}` });
      }
    });

    test('a site where nobody can sign in has none', async () => {
      const site = opened(sites.main, { SESSION_KEYS: undefined });
      expect((await call(site, 'GET', '/.well-known/jwks.json')).body).toEqual({ keys: [] });
      await site.close();
    });
  });
});
