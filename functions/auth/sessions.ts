import { may } from '../../lib/auth/principal.ts';
import { userSession } from '../../lib/entities/session.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listed, listShape } from '../../lib/http/list-answer.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import { listQuery, narrowed } from '../../lib/model/filter.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/auth/sessions',
  tag: 'auth',
  summary: 'List sessions',
  doc: 'Where and how you have signed in; everybody’s when you manage users.',
  permission: 'own',
  query: listQuery(userSession),
  answers: { 200: listShape(userSession.shapes.row) },
  problems: READ_PROBLEMS,
  run: (request) => {
    const { principal, query } = request;
    const page = may(principal, 'manage:users') ? query : narrowed(userSession, query, 'user_id', principal.user_id);
    return listed(userSession, request, page);
  },
});
