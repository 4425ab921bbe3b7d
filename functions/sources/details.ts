import * as z from 'zod';
import { authorize } from '../../lib/auth/principal.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { constantElevationSource, fixedSource, solarSystemObject, source } from '../../lib/entities/source.ts';
import { latestBelow } from '../../lib/flow/below.ts';
import { readWhole } from '../../lib/flow/read-whole.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { stale } from '../../lib/model/filter.ts';

const subtypes = [fixedSource, solarSystemObject, constantElevationSource] as const;
const families = { obs_units: { entity: obsUnit, column: 'source_id' } };
/** Executions shown: what fits on a screen. GET /obs_unit/{id}/executed pages through all of them. */
const EXECUTIONS = 20;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/sources/{id}/details',
  tag: 'sources',
  summary: 'Get a source with everything about it',
  doc: 'The source with the fields of its type, its observation units and its latest executions. As main will have them, unreplicated changes of this site included.',
  permission: source.permissions.read,
  params: z.strictObject({ id: pathId(source) }),
  query: z.strictObject({ stale }),
  answers: {
    200: {
      doc: 'All of it.',
      body: z.object({
        ...Object.assign({}, ...subtypes.map(({ shapes }) => shapes.row.partial().shape)),
        ...source.shapes.row.shape,
        obs_units: z.array(obsUnit.shapes.row).meta({ description: 'its observation units, withdrawn ones included' }),
        executed_obs_units: z
          .array(executedObsUnit.shapes.row)
          .meta({ description: `the latest ${EXECUTIONS} executions of all of them, latest first` }),
      }),
      headers: READING_HEADERS,
    },
  },
  problems: ['record.not_found', ...READ_PROBLEMS],
  run: async ({ site, principal, params: { id }, query }) => {
    authorize(principal, executedObsUnit.permissions.read);
    const units = { entity: obsUnit, column: 'source_id' };
    const executions = { entity: executedObsUnit, column: 'obs_unit_id' };
    const below = latestBelow(source, [units, executions], 'executed_obs_units', EXECUTIONS);
    const kinds = { base: source, subtypes };
    const reading = await readWhole(site, kinds, families, id, { below, stale: query.stale === 'ok' });
    const [body] = reading.rows;
    if (body === undefined) throw new Problem('record.not_found', `There is no source ${id}.`, { id });
    return { body, headers: readingHeaders(reading) };
  },
});
