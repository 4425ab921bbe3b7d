import * as z from 'zod';
import { list } from '../flow/list.ts';
import { type Reading, readById } from '../flow/read.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import { listQuery, stale } from '../model/filter.ts';
import { STATES } from '../model/transaction.ts';
import { type Endpoint, endpoint } from './endpoint.ts';

/** Problems every read can have. */
export const READ_PROBLEMS = ['buffer.unavailable', 'database.unavailable'] as const satisfies readonly ProblemCode[];

/** Headers that say how an answer was made. */
export const READING_HEADERS = ['OpsDB-Overlay', 'OpsDB-Replica-Age'] as const;

/**
 * The headers of a reading: records laid over the replica (`unknown` when the buffer was out of reach and the caller took
 * the replica alone), seconds its knowledge of main is old (absent when unknown).
 */
export function readingHeaders({ overlaid, replica_age_s, complete }: Reading): Record<string, string> {
  return {
    'OpsDB-Overlay': complete ? String(overlaid) : 'unknown',
    ...(replica_age_s === null ? {} : { 'OpsDB-Replica-Age': replica_age_s.toFixed(3) }),
  };
}

/** What a list of such rows answers. */
export function listAnswer(row: z.ZodType) {
  return z.object({
    items: z.array(row),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'cursor of the next page; null when this page ends the list' }),
    complete: z
      .boolean()
      .meta({ description: 'this page ends the list and nothing that could belong to it was out of reach' }),
    pending: z
      .record(z.string(), z.enum(STATES))
      .meta({ description: 'records of this page with unreplicated changes' }),
  });
}

/** GET a page of an entity's records: filters, order, cursor. */
export function listEndpoint(entity: AnyEntity, path: string): Endpoint {
  const tag = path.split('/')[1] ?? entity.name;
  return endpoint({
    method: 'GET',
    path,
    tag,
    summary: `List ${entity.name} records`,
    doc: `${entity.doc} As main will have them, unreplicated changes of this site included.`,
    permission: entity.permissions.read,
    query: listQuery(entity),
    answers: {
      200: { doc: 'One page.', body: listAnswer(z.object(entity.shapes.row.shape)), headers: READING_HEADERS },
    },
    problems: READ_PROBLEMS,
    run: async ({ site, query }) => {
      const { list: body, reading } = await list(site, entity, query);
      return { body, headers: readingHeaders(reading) };
    },
  });
}

/** GET one record by id. */
export function byIdEndpoint(entity: AnyEntity, path: string): Endpoint {
  const tag = path.split('/')[1] ?? entity.name;
  return endpoint({
    method: 'GET',
    path,
    tag,
    summary: `Get one ${entity.name} by id`,
    doc: `${entity.doc} As main will have it, unreplicated changes of this site included.`,
    permission: entity.permissions.read,
    params: z.strictObject({ id: pathId(entity) }),
    query: z.strictObject({ stale }),
    answers: {
      200: {
        doc: 'The record.',
        body: z.object(entity.shapes.row.shape),
        headers: [...READING_HEADERS, 'OpsDB-State'],
      },
    },
    problems: ['record.not_found', ...READ_PROBLEMS],
    run: async ({ site, params, query }) => {
      const reading = await readById(site, entity, params.id, { stale: query.stale === 'ok' });
      const [row] = reading.rows;
      if (row === undefined) throw absent(entity, params.id, reading.overlaid > 0);
      const state = reading.pending[String(params.id)];
      return {
        body: row,
        headers: { ...readingHeaders(reading), ...(state === undefined ? {} : { 'OpsDB-State': state }) },
      };
    },
  });
}

/** An id in a path: a UUID, or a whole number that fits the column. */
export function pathId(entity: AnyEntity): z.ZodType<string | number> {
  if (entity.columns.id?.dataType !== 'number') return entity.shapes.row.shape.id as z.ZodType<string>;
  const whole = z.stringFormat('id', /^\d{1,10}$/, 'must be a whole number');
  return whole.transform(Number).pipe(z.int().min(1).max(2_147_483_647));
}

function absent(entity: AnyEntity, id: string | number, pending: boolean): Problem {
  const hint = pending
    ? ' Changes to it are pending, but the record itself has not reached this site or was deleted.'
    : '';
  return new Problem('record.not_found', `There is no ${entity.name} ${id}.${hint}`, { id });
}
