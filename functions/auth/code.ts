import * as z from 'zod';
import { count } from '../../lib/auth/limits.ts';
import { redeemCode } from '../../lib/auth/sign-in-code.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { refuseForeign, sessionAnswer, sessionCall, sessionShape } from '../../lib/http/session-answer.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/auth/code',
  tag: 'auth',
  summary: 'Sign in with a code, without GitHub',
  doc: 'For a blackout: the code was made beforehand by its owner, or just now by an administrator. It is good once and at one site.',
  permission: 'public',
  body: z.strictObject({ username: z.string().min(1).max(100), code: z.string().min(16).max(40) }),
  answers: { 200: { doc: 'Signed in.', body: sessionShape, headers: ['Set-Cookie'] } },
  problems: ['auth.wrong', 'auth.forbidden', 'auth.not_configured', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, body }) => {
    refuseForeign(from);
    await count(site, 'sign_in', from.address ?? 'unknown');
    return sessionAnswer(site, await redeemCode(site, sessionCall(call, from), body));
  },
});
