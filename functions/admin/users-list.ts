import * as z from 'zod';
import { callersAt } from '../../lib/auth/callers.ts';
import { user } from '../../lib/entities/access.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listed, listShape } from '../../lib/http/list-answer.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import { listQuery } from '../../lib/model/filter.ts';

const { preferences: _, ...open } = user.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/admin/users',
  tag: 'admin',
  summary: 'List users with their roles',
  permission: 'manage:users',
  query: listQuery(user, [], { hides: ['preferences'], adds: ['roles'] }),
  answers: { 200: listShape(z.object({ ...open, roles: z.array(z.string()) })) },
  problems: READ_PROBLEMS,
  run: (request) =>
    listed(user, request, request.query, async (rows) => {
      if (!request.query.fields.includes('roles')) return rows;
      const { users } = await callersAt(request.site);
      return rows.map((row) => ({ ...row, roles: users.get(Number(row.id))?.roles ?? [] }));
    }),
});
