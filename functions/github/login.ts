import * as z from 'zod';
import { ATTEMPT_S, beginAtGitHub } from '../../lib/auth/github-sign-in.ts';
import { count } from '../../lib/auth/limits.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { attemptCookie } from '../../lib/http/session-answer.ts';

/** A path of the screens as it stands in a header, and nothing a browser would take for another host. */
const PATH = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]{0,500}$/;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/github/login',
  tag: 'github',
  summary: 'Sign in through GitHub',
  doc: 'Sends the browser to GitHub, which sends it back to /github/callback.',
  permission: 'public',
  query: z.strictObject({
    return_to: z
      .string()
      .regex(PATH, 'must be a path of the screens in visible ASCII, such as /dashboard')
      .default('/')
      .meta({ description: 'where to go on afterwards' }),
  }),
  answers: { 302: { doc: 'To GitHub.', headers: ['Location', 'Set-Cookie'] } },
  problems: ['auth.not_configured'],
  run: async ({ site, from, query }) => {
    await count(site, 'sign_in', from.address ?? 'unknown');
    const { url, attempt } = beginAtGitHub(site, query.return_to);
    return { status: 302, headers: { location: url.href }, cookies: [attemptCookie(site, attempt, ATTEMPT_S)] };
  },
});
