import * as z from 'zod';
import { makeCodes } from '../../lib/auth/sign-in-code.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { madeCodes } from '../../lib/http/session-answer.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/auth/codes',
  tag: 'auth',
  summary: 'Codes to sign in with when GitHub cannot be reached',
  doc: 'For yourself, to be kept on paper: each is good once, at this site, for as long as a session can last. They are shown this once.',
  permission: 'own',
  body: z.strictObject({ count: z.int().min(1).max(10).default(10) }),
  answers: { 200: { doc: 'The codes.', body: madeCodes } },
  problems: ['auth.forbidden', 'record.not_found', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, body }) => {
    // Who has found a script's token must not become its owner.
    if (principal.by.kind !== 'session') throw new Problem('auth.forbidden', 'This needs a session, not an API token.');
    const of = { user_id: principal.user_id, count: body.count, lasting_s: site.config.SESSION_MAX_S };
    return { body: await makeCodes(site, call, actorOf(principal, from), of) };
  },
});
