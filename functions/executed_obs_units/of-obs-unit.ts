import * as z from 'zod';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { list } from '../../lib/flow/list.ts';
import { pathId, READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listQuery, stale } from '../../lib/model/filter.ts';

/** The original's limit; GET /executed_obs_units?obs_unit_id= pages through all of them. */
const LIMIT = 100;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/executed_obs_units/{obs_unit_id}',
  tag: 'executed_obs_units',
  summary: 'List the executions of an observation unit',
  doc: `The newest ${LIMIT}, latest start first, as a bare list; empty when there are none.`,
  permission: 'read:observations',
  params: z.strictObject({ obs_unit_id: pathId(obsUnit) }),
  query: z.strictObject({ stale }),
  answers: { 200: { doc: 'The executions.', body: z.array(executedObsUnit.shapes.row), headers: READING_HEADERS } },
  problems: READ_PROBLEMS,
  run: async ({ site, params, query }) => {
    const page = listQuery(executedObsUnit).parse({
      obs_unit_id: String(params.obs_unit_id),
      limit: String(LIMIT),
      ...query,
    });
    const { list: body, reading } = await list(site, executedObsUnit, page);
    return { body: body.items, headers: readingHeaders(reading) };
  },
});
