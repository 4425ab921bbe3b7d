import * as z from 'zod';
import { source } from '../../lib/entities/source.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { stale } from '../../lib/model/filter.ts';
import { curve, curveTimes } from '../../lib/sky/curve.ts';
import { limitsAsked, limitsQuery, rangeAsked, rangeQuery } from '../../lib/visibility/asked.ts';
import { CACHE_HEADER, cacheHeaders, visibilityAt } from '../../lib/visibility/kept-visibility.ts';
import { sourceTarget } from '../../lib/visibility/sources.ts';
import { limitsShape, sourceShape, utcOf, visibility } from '../../lib/visibility/visibility.ts';

const points = (description: string) => z.array(z.number()).meta({ description });

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/visibility/{source_id}',
  tag: 'visibility',
  summary: 'When and where a source can be observed',
  doc: 'Its path over the telescope, rise, transit and set, distances to Sun and Moon, and the windows in which it can be observed, with the reason when not. Tonight unless told otherwise; the telescope observes by day, too, so a night is 24 hours from 16:00 UTC, with the times of the Sun beside. Elevations are without refraction. An area of constant elevation is observable while the telescope, at that elevation and in the azimuth of the centre of the area, looks at a piece of it; distances are from there, azimuth and elevation are those of the centre.',
  permission: source.permissions.read,
  params: z.strictObject({ source_id: pathId(source).transform(Number) }),
  query: z.strictObject({ ...rangeQuery, ...limitsQuery, stale }),
  answers: {
    200: {
      doc: 'What is known of that time. All times are UTC.',
      body: z.object({
        source: sourceShape,
        night: z.string().nullable().meta({ description: 'date of the evening; null when from and to were told' }),
        from: z.string(),
        to: z.string(),
        limits: limitsShape,
        ...visibility.shape,
        step_s: z.int(),
        curve: z
          .object({
            time: z.array(z.string()),
            azimuth_deg: points('from north (0) through east (90), 0 to 360'),
            elevation_deg: points('above the horizon, without refraction'),
            sun_separation_deg: points('distance to the Sun'),
            moon_separation_deg: points('distance to the Moon'),
          })
          .meta({ description: 'the path, one list per quantity, all of the same length' }),
      }),
      headers: [...READING_HEADERS, CACHE_HEADER],
    },
  },
  problems: ['record.not_found', 'source.without_position', 'request.invalid', ...READ_PROBLEMS],
  run: async ({ site, params, query }) => {
    const limits = limitsAsked(query);
    const range = rangeAsked(query, site.clock);
    const { source: found, reading } = await sourceTarget(site, params.source_id, { stale: query.stale === 'ok' });
    const { target, ...shown } = found;
    const { value, was_kept } = await visibilityAt(site, target, range, limits);
    const times = curveTimes(range, range.step_s);
    return {
      body: {
        source: shown,
        night: range.night?.date ?? null,
        from: utcOf(range.from_ms),
        to: utcOf(range.to_ms),
        limits,
        ...value,
        step_s: range.step_s,
        curve: { time: times.map(utcOf), ...curve(target, times) },
      },
      headers: { ...readingHeaders(reading), ...cacheHeaders(was_kept) },
    };
  },
});
