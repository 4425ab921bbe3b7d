import * as z from 'zod';
import { readKind } from '../flow/read-kind.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import { stale } from '../model/filter.ts';
import { pathId, tagOf } from './crud.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from './reading.ts';

/** GET one record by id with the columns of its subtype: those of the record of the same id in one of several tables. */
export function kindByIdEndpoint(base: AnyEntity, subtypes: readonly AnyEntity[], path: string): Endpoint {
  return endpoint({
    method: 'GET',
    path,
    tag: tagOf(path),
    summary: `Get one ${base.name} by id`,
    doc: `${base.doc} With the columns of its kind. As main will have it, unreplicated changes of this site included.`,
    permission: base.permissions.read,
    params: z.strictObject({ id: pathId(base) }),
    query: z.strictObject({ stale }),
    answers: {
      200: { doc: 'The record.', body: kindRow(base, subtypes), headers: [...READING_HEADERS, 'OpsDB-State'] },
    },
    problems: ['record.not_found', ...READ_PROBLEMS],
    run: async ({ site, params, query }) => {
      const reading = await readKind(site, base, subtypes, params.id, { stale: query.stale === 'ok' });
      const [body] = reading.rows;
      if (body === undefined)
        throw new Problem('record.not_found', `There is no ${base.name} ${params.id}.`, { id: params.id });
      const state = reading.pending[String(params.id)];
      return {
        body,
        headers: { ...readingHeaders(reading), ...(state === undefined ? {} : { 'OpsDB-State': state }) },
      };
    },
  });
}

function kindRow(base: AnyEntity, subtypes: readonly AnyEntity[]) {
  const more = subtypes.flatMap(({ shapes }) => {
    const { id: _, ...own } = shapes.row.shape as Record<string, z.ZodType>;
    return Object.entries(own).map(([name, shape]): [string, z.ZodType] => [name, shape.optional()]);
  });
  return z.object({ ...Object.fromEntries(more), ...base.shapes.row.shape });
}
