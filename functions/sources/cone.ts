import * as z from 'zod';
import { fixedSource, source } from '../../lib/entities/source.ts';
import { inCone } from '../../lib/flow/cone.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { fromText } from '../../lib/model/columns.ts';
import { LIST_LIMIT, stale } from '../../lib/model/filter.ts';
import { STATES } from '../../lib/model/transaction.ts';

const { id: _, ...position } = fixedSource.shapes.row.shape;
const { ra_deg, dec_deg } = fixedSource.table;
const radius_deg = z.number().min(0).max(180).meta({ description: 'Radius of the cone. [deg]' });
const degrees = (column: typeof ra_deg | typeof dec_deg, shape: z.ZodNumber) =>
  fromText(column, shape) as z.ZodType<number>;
const count = z.stringFormat('count', /^\d{1,6}$/, 'must be a whole number').transform(Number);

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/sources/cone',
  tag: 'sources',
  summary: 'List the fixed sources around a position',
  doc: 'Nearest first, by the great circle, in the coordinates they are recorded with. What has been withdrawn is left out. As main will have them, unreplicated changes of this site included.',
  permission: source.permissions.read,
  query: z.strictObject({
    ra_deg: degrees(ra_deg, position.ra_deg),
    dec_deg: degrees(dec_deg, position.dec_deg),
    radius_deg: degrees(dec_deg, radius_deg),
    limit: count
      .pipe(z.int().min(1).max(LIST_LIMIT.max))
      .default(LIST_LIMIT.default)
      .meta({ description: `sources answered, ${LIST_LIMIT.default} unless told, at most ${LIST_LIMIT.max}` }),
    stale,
  }),
  answers: {
    200: {
      doc: 'The sources.',
      body: z.object({
        items: z.array(
          z.object({
            ...source.shapes.row.shape,
            ...position,
            distance_deg: z.number().min(0).meta({ description: 'Distance from the centre of the cone. [deg]' }),
          }),
        ),
        complete: z
          .boolean()
          .meta({ description: 'there are no more in the cone, and nothing that could be was out of reach' }),
        pending: z
          .record(z.string(), z.enum(STATES))
          .meta({ description: 'sources of this answer with unreplicated changes' }),
      }),
      headers: READING_HEADERS,
    },
  },
  problems: READ_PROBLEMS,
  run: async ({ site, query }) => {
    const { limit, stale: asked, ...cone } = query;
    const reading = await inCone(site, { base: source, part: fixedSource }, cone, { limit, stale: asked === 'ok' });
    const items = reading.rows.slice(0, limit);
    const shown = new Set(items.map(({ id }) => String(id)));
    const pending = Object.fromEntries(Object.entries(reading.pending).filter(([id]) => shown.has(id)));
    const complete = reading.complete && reading.rows.length <= limit;
    return { body: { items, complete, pending }, headers: readingHeaders(reading) };
  },
});
