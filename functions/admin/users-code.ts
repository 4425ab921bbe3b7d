import * as z from 'zod';
import { makeCodes } from '../../lib/auth/sign-in-code.ts';
import { user } from '../../lib/entities/access.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { madeCodes } from '../../lib/http/session-answer.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/admin/users/{id}/sign-in-code',
  tag: 'admin',
  summary: 'A code for a person who cannot reach GitHub',
  doc: 'Good once, at this site, for SIGN_IN_CODE_S (a quarter of an hour). Make sure who asks before you say it. It is shown this once.',
  permission: 'manage:users',
  params: z.strictObject({ id: pathId(user).pipe(z.int()) }),
  answers: { 200: { doc: 'The code.', body: madeCodes } },
  problems: ['record.not_found', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, params }) => {
    const of = { user_id: params.id, count: 1, lasting_s: site.config.SIGN_IN_CODE_S };
    return { body: await makeCodes(site, call, actorOf(principal, from), of) };
  },
});
