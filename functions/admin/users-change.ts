import * as z from 'zod';
import { changeUser } from '../../lib/auth/users.ts';
import { user } from '../../lib/entities/access.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

const { name, email, is_active } = user.shapes.patch.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'PATCH',
  path: '/admin/users/{id}',
  tag: 'admin',
  summary: 'Change a user, or make one inactive',
  doc: 'An inactive user is refused at this site from now on, whatever token or session it has; at the other when it has replicated.',
  permission: 'manage:users',
  params: z.strictObject({ id: pathId(user).pipe(z.int()) }),
  body: z
    .strictObject({ name, email, is_active })
    .refine((patch) => Object.keys(patch).length > 0, 'name at least one of name, email, is_active'),
  answers: { 200: durable('It is changed.') },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, params, body }) =>
    written(200, await changeUser(site, call, actorOf(principal, from), params.id, body)),
});
