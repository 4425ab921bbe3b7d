import * as z from 'zod';
import { assignRoles, ROLE_NAMES } from '../../lib/auth/users.ts';
import { user } from '../../lib/entities/access.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/admin/users/{id}/roles',
  tag: 'admin',
  summary: 'Give a user exactly these roles',
  doc: 'Roles that came with a GitHub team come back at the next sign-in unless the team is left.',
  permission: 'manage:users',
  params: z.strictObject({ id: pathId(user).pipe(z.int()) }),
  body: z.strictObject({ roles: z.array(z.enum(ROLE_NAMES)).max(ROLE_NAMES.length) }),
  answers: { 200: durable('The user has these roles.') },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, params, body }) =>
    written(200, await assignRoles(site, call, actorOf(principal, from), params.id, [...new Set(body.roles)])),
});
