import * as z from 'zod';
import { may } from '../../lib/auth/principal.ts';
import { apiToken } from '../../lib/entities/access.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listed, listShape } from '../../lib/http/list-answer.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import { listQuery, narrowed } from '../../lib/model/filter.ts';

const { token_hash: _, ...open } = apiToken.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/api/tokens',
  tag: 'api_tokens',
  summary: 'List API tokens',
  doc: 'Your own; everybody’s when you manage users. Never the tokens themselves.',
  permission: 'manage:tokens',
  query: listQuery(apiToken, [], { hides: ['token_hash'] }),
  answers: { 200: listShape(z.object(open)) },
  problems: READ_PROBLEMS,
  run: (request) => {
    const { principal, query } = request;
    const page = may(principal, 'manage:users') ? query : narrowed(apiToken, query, 'user_id', principal.user_id);
    return listed(apiToken, request, page);
  },
});
