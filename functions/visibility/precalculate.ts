import * as z from 'zod';
import { source } from '../../lib/entities/source.ts';
import { findMany } from '../../lib/flow/find-many.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { precalculate } from '../../lib/visibility/precalculate.ts';

const count = z.int().min(0);

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/visibility/precalculate',
  tag: 'visibility',
  summary: 'Work out the visibility of the coming nights beforehand',
  doc: 'Tonight of all sources first, then the nights after it, within the usual limits: GET /visibility/{source_id} then answers from what is kept. It stops after VISIBILITY_BUDGET_MS and says what is left; the same call again goes on from there, and so does the scheduled function, every minute. What is kept belongs to the coordinates of a source: one that changes is worked out anew. It is kept at the site that is asked.',
  permission: 'configure:system',
  body: z.strictObject({
    nights: z.int().min(1).max(60).optional().meta({ description: 'from tonight on; VISIBILITY_NIGHTS unless told' }),
    source_ids: z
      .array(z.int().min(1).max(2_147_483_647))
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'these sources only; all in use unless told' }),
  }),
  answers: {
    200: {
      doc: 'What has been worked out, and what is left. One piece is one source in one night.',
      body: z.object({
        nights: z.array(z.string()).meta({ description: 'dates of the evenings, tonight first' }),
        sources: count,
        before: count.meta({ description: 'pieces that were kept already' }),
        computed: count.meta({ description: 'pieces worked out now' }),
        left: count.meta({ description: 'pieces left for the next call' }),
        complete: z.boolean(),
        without_position: z.array(z.int()).meta({ description: 'sources whose position cannot be computed' }),
      }),
    },
  },
  problems: ['reference.unknown', 'cache.unavailable', ...READ_PROBLEMS],
  run: async ({ site, body: { nights = site.config.VISIBILITY_NIGHTS, source_ids } }) => {
    if (source_ids !== undefined) await findMany(site, source, source_ids.map(String), 'source_ids');
    const budget_ms = site.config.VISIBILITY_BUDGET_MS;
    const { available, ...progress } = await precalculate(site, { nights, source_ids, budget_ms });
    if (!available) throw new Problem('cache.unavailable', 'Nothing can be kept at this site just now.');
    return { body: progress };
  },
});
