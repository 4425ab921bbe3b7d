import { may } from '../../lib/auth/principal.ts';
import { userSession } from '../../lib/entities/session.ts';
import { list } from '../../lib/flow/list.ts';
import { listAnswer, READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listQuery, narrowed } from '../../lib/model/filter.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/auth/sessions',
  tag: 'auth',
  summary: 'List sessions',
  doc: 'Where and how you have signed in; everybody’s when you manage users.',
  permission: 'own',
  query: listQuery(userSession),
  answers: { 200: { doc: 'One page.', body: listAnswer(userSession.shapes.row), headers: READING_HEADERS } },
  problems: READ_PROBLEMS,
  run: async ({ site, principal, query }) => {
    const page = may(principal, 'manage:users') ? query : narrowed(userSession, query, 'user_id', principal.user_id);
    const { list: body, reading } = await list(site, userSession, page);
    return { body, headers: readingHeaders(reading) };
  },
});
