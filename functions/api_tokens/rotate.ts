import * as z from 'zod';
import { rotateToken } from '../../lib/auth/api-token.ts';
import { apiToken } from '../../lib/entities/access.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { madeAnswer, madeShape } from '../../lib/http/token-shape.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';
import { uuid } from '../../lib/model/columns.ts';

const { token_hash: _, ...open } = apiToken.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/tokens/{id}/rotate',
  tag: 'api_tokens',
  summary: 'Give an API token a new secret',
  doc: 'Name, scopes and expiry stay. The old secret is worthless at this site at once, at the other when it has replicated; so are the tokens it was used to make.',
  permission: 'manage:tokens',
  params: z.strictObject({ id: uuid }),
  answers: { 200: { doc: 'The new token, shown this once.', body: z.object({ ...open, ...madeShape }) } },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, params }) =>
    madeAnswer(200, await rotateToken(site, call, actorOf(principal, from), principal, params.id)),
});
