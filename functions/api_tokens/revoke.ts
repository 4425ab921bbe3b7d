import * as z from 'zod';
import { revokeToken } from '../../lib/auth/api-token.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { uuid } from '../../lib/model/columns.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'DELETE',
  path: '/api/tokens/{id}',
  tag: 'api_tokens',
  summary: 'Revoke an API token',
  doc: 'It is refused at this site from now on, at the other when that has replicated; so are the tokens it was used to make. Its record stays.',
  permission: 'manage:tokens',
  params: z.strictObject({ id: uuid }),
  answers: { 200: durable('It is revoked.') },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, params }) =>
    written(200, await revokeToken(site, call, actorOf(principal, from), principal, params.id)),
});
