import * as z from 'zod';
import { createToken } from '../../lib/auth/api-token.ts';
import { apiToken } from '../../lib/entities/access.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { madeAnswer, madeShape } from '../../lib/http/token-shape.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';
import { allows, grant, PERMISSIONS } from '../../lib/model/permission.ts';

const { token_hash: _, ...open } = apiToken.shapes.row.shape;
const { name, expires_at } = apiToken.shapes.create.shape;

const known = z
  .string()
  .refine(
    (text) => PERMISSIONS.some((permission) => allows([text], permission)),
    'is no permission: see GET /api/tokens/scopes',
  );

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/tokens',
  tag: 'api_tokens',
  summary: 'Make an API token',
  doc: 'For yourself, or for the user named in user_id when you manage users. It is shown this once. One that is made with a token ends with that token and makes no further ones. Works while the link is down, and an Idempotency-Key changes nothing: a second token is made.',
  permission: 'manage:tokens',
  body: z.strictObject({
    name: name.pipe(z.string().min(1)),
    scopes: z.array(grant.pipe(known)).max(100).nullish(),
    expires_at,
    user_id: z.int().min(1).max(2_147_483_647).optional(),
  }),
  answers: { 201: { doc: 'It is good at this site now.', body: z.object({ ...open, ...madeShape }) } },
  problems: ['record.not_found', ...WRITE_PROBLEMS],
  run: async ({ site, call, from, principal, body }) => {
    const wanted = {
      name: body.name,
      scopes: body.scopes ?? null,
      expires_at: body.expires_at ?? null,
      user_id: body.user_id ?? principal.user_id,
    };
    return madeAnswer(201, await createToken(site, call, actorOf(principal, from), principal, wanted));
  },
});
