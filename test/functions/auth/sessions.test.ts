import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { beginSession } from '../../../lib/auth/session.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const signIn = (at: (typeof AT)[number], user_id: number, username: string) =>
  beginSession(
    sites[at],
    {
      call: { endpoint: 'test', fingerprint: crypto.randomUUID() },
      actor: { address: '192.0.2.7', request_id: 'test' },
      user_agent: 'a browser',
    },
    { user_id, username, method: 'code' },
  );

describe('GET /auth/sessions', () => {
  describe('200', () => {
    test.each(AT)('at %s everybody sees where he has signed in, an administrator where everybody has', async (at) => {
      const { access_token } = await signIn(at, 2, 'observer');
      await signIn(at, 3, 'viewer');
      const own = await call(sites[at], 'GET', '/auth/sessions', { authorization: `Bearer ${access_token}` });
      expect(own.status).toBe(200);
      expect(own.body.items).toEqual([
        expect.objectContaining({
          user_id: 2,
          method: 'code',
          address: '192.0.2.7',
          user_agent: 'a browser',
          ended_at: null,
        }),
      ]);
      const all = await call(sites[at], 'GET', '/auth/sessions', { role: 'admin' });
      expect(all.body.items.map(({ user_id }: { user_id: number }) => user_id).sort()).toEqual([2, 3]);
      const asked = await call(sites[at], 'GET', '/auth/sessions?user_id=3', { role: 'observer' });
      expect(asked.body.items).toEqual([]);
      await sites.sql('delete from user_session');
    });
  });

  test.each(AT)('401 without a token, 422 for a filter there is not, at %s', async (at) => {
    expectProblem(await call(sites[at], 'GET', '/auth/sessions', { authorization: '' }), 'auth.required');
    expectInvalid(await call(sites[at], 'GET', '/auth/sessions?address=1'), ['query.address']);
  });
});
