import * as z from 'zod';
import { endpoint } from '../../lib/http/endpoint.ts';
import { SCHEMA_VERSION } from '../../lib/model/transaction.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/site/info',
  tag: 'site',
  summary: 'Which site this is',
  permission: 'read:system',
  answers: {
    200: {
      doc: 'The site.',
      body: z.object({
        site_name: z.string(),
        site_type: z.enum(['main', 'secondary']),
        buffering: z.boolean().meta({ description: 'recordings are buffered here and applied on main later' }),
        schema_version: z.int().meta({ description: 'form of the transactions this site writes' }),
      }),
    },
  },
  run: async ({ site: { config } }) => ({
    body: {
      site_name: config.SITE_NAME,
      site_type: config.SITE_TYPE,
      buffering: config.SITE_TYPE === 'secondary' && config.CRITICAL_OPERATIONS_BUFFER,
      schema_version: SCHEMA_VERSION,
    },
  }),
});
