import * as z from 'zod';
import { endpoint } from '../../lib/http/endpoint.ts';
import { allows, PERMISSIONS } from '../../lib/model/permission.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/api/tokens/scopes',
  tag: 'api_tokens',
  summary: 'What a token can be good for',
  doc: '`*` may stand in either place: `read:*`, `*:*`.',
  permission: 'own',
  answers: {
    200: {
      doc: 'Every scope, and whether your roles grant it.',
      body: z.array(z.object({ scope: z.string(), granted: z.boolean() })),
    },
  },
  run: async ({ principal }) => ({
    body: PERMISSIONS.map((scope) => ({ scope, granted: allows(principal.grants, scope) })),
  }),
});
