import * as z from 'zod';
import { instrument, instrumentModule } from '../../lib/entities/observatory.ts';
import { list } from '../../lib/flow/list.ts';
import { listAnswer, pathId, READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listQuery, narrowed } from '../../lib/model/filter.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/instruments/{id}/modules',
  tag: 'instruments',
  summary: 'List the modules of an instrument',
  doc: `${instrumentModule.doc} Empty for an instrument there is not.`,
  permission: instrumentModule.permissions.read,
  params: z.strictObject({ id: pathId(instrument).pipe(z.int()) }),
  query: listQuery(instrumentModule),
  answers: {
    200: { doc: 'One page.', body: listAnswer(z.object(instrumentModule.shapes.row.shape)), headers: READING_HEADERS },
  },
  problems: READ_PROBLEMS,
  run: async ({ site, params, query }) => {
    const page = narrowed(instrumentModule, query, 'instrument_id', params.id);
    const { list: body, reading } = await list(site, instrumentModule, page);
    return { body, headers: readingHeaders(reading) };
  },
});
