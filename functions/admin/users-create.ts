import * as z from 'zod';
import { createUser, ROLE_NAMES } from '../../lib/auth/users.ts';
import { user } from '../../lib/entities/access.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

const { username, name, email, is_service } = user.shapes.create.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/admin/users',
  tag: 'admin',
  summary: 'Make a user',
  doc: 'A person is known by the GitHub login; a service never signs in and calls with API tokens. Needs main, which gives the number.',
  permission: 'manage:users',
  body: z.strictObject({
    username: username.pipe(
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, 'must be a GitHub login, or the name of a service'),
    ),
    name,
    email,
    is_service,
    roles: z.array(z.enum(ROLE_NAMES)).max(ROLE_NAMES.length).default([]),
  }),
  answers: { 201: durable('The user.') },
  problems: ['site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, body }) =>
    written(201, await createUser(site, call, actorOf(principal, from), { ...body, roles: [...new Set(body.roles)] })),
});
