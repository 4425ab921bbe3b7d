import * as z from 'zod';
import { obsUnit } from '../../lib/entities/programme.ts';
import { constantElevationSource, fixedSource, solarSystemObject, source } from '../../lib/entities/source.ts';
import { countBelow } from '../../lib/flow/below.ts';
import { readWhole } from '../../lib/flow/read-whole.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { stale } from '../../lib/model/filter.ts';
import { inDegrees, inHours } from '../../lib/sky/sexagesimal.ts';

const kinds = { base: source, subtypes: [fixedSource, solarSystemObject, constantElevationSource] };
const { id, name, type, deleted_at } = source.shapes.row.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/sources/{id}/chip',
  tag: 'sources',
  summary: 'Get the little that is shown of a source beside something else',
  doc: 'As main will have it, unreplicated changes of this site included.',
  permission: source.permissions.read,
  params: z.strictObject({ id: pathId(source) }),
  query: z.strictObject({ stale }),
  answers: {
    200: {
      doc: 'The card.',
      body: z.object({
        id,
        name,
        type,
        deleted_at,
        position: z.string().nullable().meta({
          description: 'where it is, as text: coordinates, the body, or the area; null when that is not recorded',
        }),
        obs_units: z.int().meta({ description: 'how many observation units that are in use look at it' }),
      }),
      headers: READING_HEADERS,
    },
  },
  problems: ['record.not_found', ...READ_PROBLEMS],
  run: async ({ site, params, query }) => {
    const below = countBelow(source, { entity: obsUnit, column: 'source_id' }, 'obs_units');
    const reading = await readWhole(site, kinds, {}, params.id, { below, stale: query.stale === 'ok' });
    const [row] = reading.rows;
    if (row === undefined) throw new Problem('record.not_found', `There is no source ${params.id}.`, { id: params.id });
    const { id, name, type, deleted_at, obs_units } = row;
    const body = { id, name, type, deleted_at, position: positionOf(row), obs_units };
    return { body, headers: readingHeaders(reading) };
  },
});

function positionOf(row: Record<string, unknown>): string | null {
  if (typeof row.body === 'string') return row.body;
  if (typeof row.ra_deg === 'number') return `${inHours(row.ra_deg)} ${inDegrees(Number(row.dec_deg))} ${row.frame}`;
  if (typeof row.elevation_deg !== 'number') return null;
  const edges = `RA ${row.ra_min_deg}° to ${row.ra_max_deg}°, Dec ${row.dec_min_deg}° to ${row.dec_max_deg}°`;
  return `${edges}, at elevation ${row.elevation_deg}°`;
}
