import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { beginSession } from '../../../lib/auth/session.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectProblem, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

async function signIn(at: (typeof AT)[number], user_id: number, username: string) {
  const from = {
    call: { endpoint: 'test', fingerprint: crypto.randomUUID() },
    actor: { address: null, request_id: 'test' },
    user_agent: null,
  };
  const tokens = await beginSession(sites[at], from, { user_id, username, method: 'code' });
  const authorization = `Bearer ${tokens.access_token}`;
  const { items } = (await call(sites[at], 'GET', `/auth/sessions?user_id=${user_id}&limit=1`, { authorization })).body;
  return { ...tokens, authorization, id: items[0].id as string };
}

const me = (at: (typeof AT)[number], authorization: string) => call(sites[at], 'GET', '/auth/me', { authorization });

describe('DELETE /auth/sessions/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s one can end a session of one’s own: its tokens are refused at once', async (at) => {
      const left = await signIn(at, 2, 'observer');
      const here = await signIn(at, 2, 'observer');
      const { authorization } = here;
      const ended = await call(sites[at], 'DELETE', `/auth/sessions/${left.id}`, { authorization });
      expect(ended).toMatchObject({ status: 200, body: { id: left.id, ended: true } });
      expectProblem(await me(at, left.authorization), 'auth.required');
      expect((await me(at, authorization)).status).toBe(200);
      const cookie = `__Host-ops_${sites[at].config.SITE_NAME}=${left.refresh_token}`;
      expectProblem(
        await call(sites[at], 'POST', '/auth/refresh', { authorization: '', headers: { cookie } }),
        'auth.required',
      );
      expect((await call(sites[at], 'DELETE', `/auth/sessions/${left.id}`, { authorization })).status).toBe(200);
    });

    test('an administrator can end anybody’s; at the other site it acts when it has replicated', async () => {
      const { id, authorization } = await signIn('observatory', 3, 'viewer');
      await replicate(sites);
      expect((await me('main', authorization)).status).toBe(200);
      await call(sites.main, 'DELETE', `/auth/sessions/${id}`, { role: 'admin' });
      expectProblem(await me('main', authorization), 'auth.required');
      const [row] = await sites.sql('select ended_because from user_session where id = $1', [id]);
      expect(row).toEqual({ ended_because: 'ended by hand' });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s nobody learns of another’s session', async (at) => {
      const { id } = await signIn(at, 3, 'viewer');
      expectProblem(await call(sites[at], 'DELETE', `/auth/sessions/${id}`, { role: 'observer' }), 'record.not_found');
      const nowhere = '/auth/sessions/0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
      expectProblem(await call(sites[at], 'DELETE', nowhere, { role: 'admin' }), 'record.not_found');
    });
  });
});
