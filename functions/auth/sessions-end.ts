import * as z from 'zod';
import { may } from '../../lib/auth/principal.ts';
import { endSession } from '../../lib/auth/session.ts';
import { userSession } from '../../lib/entities/session.ts';
import { readById } from '../../lib/flow/read.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { uuid } from '../../lib/model/columns.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'DELETE',
  path: '/auth/sessions/{id}',
  tag: 'auth',
  summary: 'End a session',
  doc: 'One of your own, such as on a computer that was left; anybody’s when you manage users. Its access tokens are refused at this site from now on, at the other when it has replicated. Ending it again changes nothing.',
  permission: 'own',
  params: z.strictObject({ id: uuid }),
  answers: { 200: { doc: 'It has ended.', body: z.object({ id: z.string(), ended: z.literal(true) }) } },
  problems: ['record.not_found', ...READ_PROBLEMS, ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, params: { id } }) => {
    const row = (await readById(site, userSession, id)).rows.map((one) => userSession.shapes.row.parse(one))[0];
    if (row === undefined || (row.user_id !== principal.user_id && !may(principal, 'manage:users')))
      throw new Problem('record.not_found', `There is no user_session ${id}.`, { id });
    await endSession(site, call, actorOf(principal, from), id, 'ended by hand');
    return { body: { id, ended: true } };
  },
});
