import * as z from 'zod';
import { callersAt } from '../../lib/auth/callers.ts';
import { user } from '../../lib/entities/access.ts';
import { list } from '../../lib/flow/list.ts';
import { listAnswer, READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listQuery } from '../../lib/model/filter.ts';

const { preferences: _, ...open } = user.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/admin/users',
  tag: 'admin',
  summary: 'List users with their roles',
  permission: 'manage:users',
  query: listQuery(user),
  answers: {
    200: {
      doc: 'One page.',
      body: listAnswer(z.object({ ...open, roles: z.array(z.string()) })),
      headers: READING_HEADERS,
    },
  },
  problems: READ_PROBLEMS,
  run: async ({ site, query }) => {
    const { list: body, reading } = await list(site, user, query);
    const { users } = await callersAt(site);
    const items = body.items.map(({ preferences: _, ...row }) => ({
      ...row,
      roles: users.get(Number(row.id))?.roles ?? [],
    }));
    return { body: { ...body, items }, headers: readingHeaders(reading) };
  },
});
