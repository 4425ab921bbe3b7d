import * as z from 'zod';
import { openRow } from '../../lib/auth/api-token.ts';
import { may } from '../../lib/auth/principal.ts';
import { apiToken } from '../../lib/entities/access.ts';
import { list } from '../../lib/flow/list.ts';
import { listAnswer, READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listQuery, narrowed } from '../../lib/model/filter.ts';

const { token_hash: _, ...open } = apiToken.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/api/tokens',
  tag: 'api_tokens',
  summary: 'List API tokens',
  doc: 'Your own; everybody’s when you manage users. Never the tokens themselves.',
  permission: 'manage:tokens',
  query: listQuery(apiToken),
  answers: { 200: { doc: 'One page.', body: listAnswer(z.object(open)), headers: READING_HEADERS } },
  problems: READ_PROBLEMS,
  run: async ({ site, principal, query }) => {
    const page = may(principal, 'manage:users') ? query : narrowed(apiToken, query, 'user_id', principal.user_id);
    const { list: body, reading } = await list(site, apiToken, page);
    return { body: { ...body, items: body.items.map(openRow) }, headers: readingHeaders(reading) };
  },
});
