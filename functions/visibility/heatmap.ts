import * as z from 'zod';
import { source } from '../../lib/entities/source.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { stale } from '../../lib/model/filter.ts';
import { limitsAsked, limitsQuery, yearQuery } from '../../lib/visibility/asked.ts';
import { CACHE_HEADER, cacheHeaders, heatMapAt } from '../../lib/visibility/kept-visibility.ts';
import { sourceTarget } from '../../lib/visibility/sources.ts';
import { heatMapRows, limitsShape, sourceShape } from '../../lib/visibility/visibility.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/visibility/heatmap',
  tag: 'visibility',
  summary: 'When in a year a source can be observed',
  doc: 'For every hour of the year, what part of it the source can be observed, and how high it then stands: to see at a glance in which months and at which hours to schedule it. Looked at every five minutes.',
  permission: source.permissions.read,
  query: z.strictObject({
    source_id: pathId(source).transform(Number),
    year: yearQuery.meta({ description: 'this year unless told' }),
    ...limitsQuery,
    stale,
  }),
  answers: {
    200: {
      doc: 'The year, a row per day.',
      body: z.object({
        source: sourceShape,
        year: z.int(),
        first_day: z.string().meta({ description: 'date of the first row; each of the others is the next day' }),
        limits: limitsShape,
        ...heatMapRows.shape,
      }),
      headers: [...READING_HEADERS, CACHE_HEADER],
    },
  },
  problems: ['record.not_found', 'source.without_position', 'request.invalid', ...READ_PROBLEMS],
  run: async ({ site, query }) => {
    const limits = limitsAsked(query);
    const year = query.year ?? new Date(site.clock.now()).getUTCFullYear();
    const { source: found, reading } = await sourceTarget(site, query.source_id, { stale: query.stale === 'ok' });
    const { target, ...shown } = found;
    const { value, was_kept } = await heatMapAt(site, target, year, limits);
    return {
      body: { source: shown, year, first_day: `${year}-01-01`, limits, ...value },
      headers: { ...readingHeaders(reading), ...cacheHeaders(was_kept) },
    };
  },
});
