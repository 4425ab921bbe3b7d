import * as z from 'zod';
import { health } from '../../lib/flow/health.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

const body = z.object({
  status: z.enum(['healthy', 'degraded', 'failing']),
  site_name: z.string(),
  site_type: z.enum(['main', 'secondary']),
  recording: z.boolean().meta({ description: 'whether a recording would be accepted' }),
  database: z.enum(['connected', 'unreachable']),
  redis: z.enum(['connected', 'unreachable', 'none']),
  durability: z.enum(['durable', 'not durable', 'unknown']),
  link: z.enum(['up', 'down', 'unknown']).meta({ description: 'whether this site hears from main' }),
  transaction_buffer: z.object({ size: z.int(), failed: z.int(), held: z.int() }).nullable(),
  warnings: z.array(z.string()).meta({ description: 'what needs a person, in plain words' }),
  background_processor: z
    .object({ last_run: z.string().nullable(), link: z.string().nullable(), error: z.string().nullable() })
    .nullable(),
});

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/health',
  tag: 'site',
  summary: 'What works and what does not right now',
  doc: 'Public. 200 while the site can record, 503 when it cannot. Looks at local servers only.',
  permission: 'public',
  answers: { 200: { doc: 'The site records.', body }, 503: { doc: 'The site cannot record.', body } },
  run: async ({ site }) => {
    const report = await health(site);
    return { status: report.recording ? 200 : 503, body: report };
  },
});
