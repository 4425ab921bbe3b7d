import * as z from 'zod';
import { signInFromGitHub } from '../../lib/auth/github-sign-in.ts';
import { count } from '../../lib/auth/limits.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { attemptCookie, sentAttempt, sessionAnswer, sessionCall, sessionShape } from '../../lib/http/session-answer.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/github/callback',
  tag: 'github',
  summary: 'Where GitHub sends the browser back to',
  doc: 'Begins a session for a member of the organisation and goes on to the screens, which get their access token from POST /auth/refresh: there is never a token in a URL.',
  permission: 'public',
  query: z.object({
    code: z.string().max(200).optional(),
    state: z.string().max(200),
    error: z.string().max(200).optional(),
  }),
  answers: {
    302: { doc: 'Signed in; on to the screens.', headers: ['Location', 'Set-Cookie'] },
    200: { doc: 'Signed in, where FRONTEND_URL is not set.', body: sessionShape, headers: ['Set-Cookie'] },
  },
  problems: [
    'auth.wrong',
    'auth.forbidden',
    'auth.not_configured',
    'github.unavailable',
    'site.read_only',
    'record.conflict',
    ...WRITE_PROBLEMS,
  ],
  run: async ({ site, call, from, query }) => {
    await count(site, 'sign_in', from.address ?? 'unknown');
    if (query.code === undefined) throw new Problem('auth.wrong', 'GitHub was not given leave.');
    const returned = { code: query.code, state: query.state, attempt: sentAttempt(site, from) };
    const { return_to, ...tokens } = await signInFromGitHub(site, sessionCall(call, from), returned);
    const answer = sessionAnswer(site, tokens);
    const cookies = [...(answer.cookies ?? []), attemptCookie(site, '', 0)];
    const { FRONTEND_URL } = site.config;
    if (FRONTEND_URL === undefined) return { ...answer, cookies };
    return { status: 302, headers: { location: `${FRONTEND_URL}${return_to}` }, cookies };
  },
});
