import * as z from 'zod';
import { user } from '../../lib/entities/access.ts';
import { readById } from '../../lib/flow/read.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { Problem } from '../../lib/kernel/problem.ts';

const { name, email, avatar_url } = user.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/auth/me',
  tag: 'auth',
  summary: 'Who you are and what you may do',
  permission: 'own',
  answers: {
    200: {
      doc: 'The caller.',
      body: z.object({
        id: z.int(),
        username: z.string(),
        name,
        email,
        avatar_url,
        is_service: z.boolean(),
        roles: z.array(z.string()),
        permissions: z.array(z.string()).meta({ description: 'what the roles grant; `*` in either place means all' }),
        scopes: z
          .array(z.string())
          .nullable()
          .meta({ description: 'what the token narrows that to; null narrows nothing' }),
        token_type: z.enum(['jwt', 'api']),
      }),
    },
  },
  problems: ['buffer.unavailable'],
  run: async ({ site, principal }) => {
    const { user_id: id, username, is_service, roles, grants: permissions, scopes, by } = principal;
    const profile = await profileOf();
    const token_type = by.kind === 'session' ? 'jwt' : 'api';
    return { body: { id, username, ...profile, is_service, roles, permissions, scopes, token_type } };

    async function profileOf() {
      // Who somebody is is known without the replica; what they look like is not.
      const { rows } = await readById(site, user, id).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 503) return { rows: [] };
        throw error;
      });
      const row = rows[0] === undefined ? undefined : user.shapes.row.parse(rows[0]);
      return { name: row?.name ?? null, email: row?.email ?? null, avatar_url: row?.avatar_url ?? null };
    }
  },
});
