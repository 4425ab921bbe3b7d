import * as z from 'zod';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { SHOWN } from '../../lib/flow/expand.ts';
import { list } from '../../lib/flow/list.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { expandedRow } from '../../lib/http/expand-query.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { listQuery, stale } from '../../lib/model/filter.ts';
import { relationsOf } from '../../lib/model/relation.ts';

/** The original's limit; GET /executed_obs_units?obs_unit_id= pages through all of them. */
const LIMIT = 100;

const relations = relationsOf(executedObsUnit, [rawDataPackage, rawDataFile]);

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/executed_obs_units/{obs_unit_id}',
  tag: 'executed_obs_units',
  summary: 'List the executions of an observation unit, with their packages and files',
  doc: `The newest ${LIMIT}, latest start first, as a bare list; empty when there are none. Of each the first ${SHOWN.list} packages and files and how many there are; GET /executed_obs_units/by-id/{id}?expand= has more of one.`,
  permission: 'read:observations',
  params: z.strictObject({ obs_unit_id: pathId(obsUnit) }),
  query: z.strictObject({ stale }),
  answers: {
    200: {
      doc: 'The executions.',
      body: z.array(expandedRow(executedObsUnit, relations, 'list')),
      headers: READING_HEADERS,
    },
  },
  problems: READ_PROBLEMS,
  run: async ({ site, params, query }) => {
    const page = listQuery(executedObsUnit, relations).parse({
      obs_unit_id: String(params.obs_unit_id),
      limit: String(LIMIT),
      expand: relations.map(({ name }) => name),
      ...query,
    });
    const { list: body, reading } = await list(site, executedObsUnit, page);
    return { body: body.items, headers: readingHeaders(reading) };
  },
});
