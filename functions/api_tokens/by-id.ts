import * as z from 'zod';
import { openRow, tokenFor } from '../../lib/auth/api-token.ts';
import { apiToken } from '../../lib/entities/access.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import { uuid } from '../../lib/model/columns.ts';

const { token_hash: _, ...open } = apiToken.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/api/tokens/{id}',
  tag: 'api_tokens',
  summary: 'Get one API token by id',
  doc: 'Your own; anybody’s when you manage users. Never the token itself.',
  permission: 'manage:tokens',
  params: z.strictObject({ id: uuid }),
  answers: { 200: { doc: 'The token.', body: z.object(open) } },
  problems: ['record.not_found', ...READ_PROBLEMS],
  run: async ({ site, principal, params }) => ({ body: openRow(await tokenFor(site, principal, params.id)) }),
});
