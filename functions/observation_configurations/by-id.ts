import * as z from 'zod';
import {
  chaiInparParameter,
  chaiObservationConfiguration,
  chaiTiling,
  configurationFamilies,
  configurationKinds,
  observationConfiguration,
} from '../../lib/entities/configuration.ts';
import { readWhole } from '../../lib/flow/read-whole.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { stale } from '../../lib/model/filter.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/observation_configurations/{id}',
  tag: 'observation_configurations',
  summary: 'Get one observation_configuration by id, with all that its type has',
  doc: `${observationConfiguration.doc} As main will have it, unreplicated changes of this site included.`,
  permission: observationConfiguration.permissions.read,
  params: z.strictObject({ id: pathId(observationConfiguration) }),
  query: z.strictObject({ stale }),
  answers: {
    200: {
      doc: 'The record.',
      body: z.object({
        ...chaiObservationConfiguration.shapes.row.partial().shape,
        ...observationConfiguration.shapes.row.shape,
        chai_tilings: z.array(chaiTiling.shapes.row).meta({ description: 'in the order they are observed in' }),
        chai_inpar_parameters: z.array(chaiInparParameter.shapes.row).meta({ description: 'by name' }),
      }),
      headers: READING_HEADERS,
    },
  },
  problems: ['record.not_found', ...READ_PROBLEMS],
  run: async ({ site, params: { id }, query }) => {
    const reading = await readWhole(site, configurationKinds, configurationFamilies, id, {
      stale: query.stale === 'ok',
    });
    const [body] = reading.rows;
    if (body === undefined)
      throw new Problem('record.not_found', `There is no observation_configuration ${id}.`, { id });
    return { body, headers: readingHeaders(reading) };
  },
});
