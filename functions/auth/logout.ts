import * as z from 'zod';
import { signOut } from '../../lib/auth/session.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { refreshCookie, sentRefreshToken, sessionCall } from '../../lib/http/session-answer.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/auth/logout',
  tag: 'auth',
  summary: 'End the session in the cookie',
  doc: 'At this site at once, access tokens included; at the other when it has replicated. Without a session it does nothing.',
  permission: 'public',
  answers: {
    200: {
      doc: 'There is no session any more.',
      body: z.object({ signed_out: z.literal(true) }),
      headers: ['Set-Cookie'],
    },
  },
  problems: ['auth.forbidden', 'auth.not_configured', 'buffer.unavailable', 'database.unavailable'],
  run: async ({ site, call, from }) => {
    const token = sentRefreshToken(site, from);
    if (token !== undefined) await signOut(site, sessionCall(call, from), token);
    return { body: { signed_out: true }, cookies: [refreshCookie(site, '', 0)] };
  },
});
