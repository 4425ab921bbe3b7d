import * as z from 'zod';
import { publicKeys } from '../../lib/auth/session-keys.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

const key = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string(),
  x: z.string(),
  y: z.string(),
  use: z.literal('sig'),
  alg: z.literal('ES256'),
});

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/.well-known/jwks.json',
  tag: 'auth',
  summary: 'The public keys access tokens are signed with',
  doc: 'A JSON Web Key Set (RFC 7517) of every site this one trusts, for programs that verify access tokens themselves.',
  permission: 'public',
  answers: { 200: { doc: 'The keys.', body: z.object({ keys: z.array(key) }) } },
  run: async ({ site }) => ({ body: { keys: publicKeys(site.config) } }),
});
