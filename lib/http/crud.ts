import * as z from 'zod';
import { expansion, SHOWN } from '../flow/expand.ts';
import { readById } from '../flow/read.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import { listQuery, stale } from '../model/filter.ts';
import { expandQuery, type Relation, relationsOf } from '../model/relation.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { authorizeExpanded, expandedRow } from './expand-query.ts';
import { listed, listShape } from './list-answer.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from './reading.ts';

/** The group of endpoints a path belongs to: its first word, below /api the second. */
export const tagOf = (path: string) => path.replace(/^\/api(?=\/)/, '').split('/')[1] ?? '';

/** GET a page of an entity's records: filters, order, cursor; each with records of the others given, where they are asked for. */
export function listEndpoint(entity: AnyEntity, path: string, others: readonly AnyEntity[] = []): Endpoint {
  const relations = relationsOf(entity, others);
  return endpoint({
    method: 'GET',
    path,
    tag: tagOf(path),
    summary: `List ${entity.name} records`,
    doc: `${entity.doc} As main will have them, unreplicated changes of this site included.`,
    permission: entity.permissions.read,
    query: listQuery(entity, relations),
    answers: { 200: listShape(expandedRow(entity, relations, 'list')) },
    problems: READ_PROBLEMS,
    run: async (incoming) => {
      authorizeExpanded(incoming.principal, incoming.query.expand);
      return listed(entity, incoming, incoming.query);
    },
  });
}

/** GET one record by id; with records of the others given, where it is related to them and they are asked for. */
export function byIdEndpoint(entity: AnyEntity, path: string, others: readonly AnyEntity[] = []): Endpoint {
  const relations = relationsOf(entity, others);
  return endpoint({
    method: 'GET',
    path,
    tag: tagOf(path),
    summary: `Get one ${entity.name} by id`,
    doc: `${entity.doc} As main will have it, unreplicated changes of this site included.`,
    permission: entity.permissions.read,
    params: z.strictObject({ id: pathId(entity) }),
    query: z.strictObject({ stale, ...(relations.length > 0 && { expand: expandQuery(relations) }) }),
    answers: {
      200: {
        doc: 'The record.',
        body: expandedRow(entity, relations, 'one'),
        headers: [...READING_HEADERS, 'OpsDB-State'],
      },
    },
    problems: ['record.not_found', ...READ_PROBLEMS],
    run: async ({ site, params, query, principal }) => {
      const asked = (query.expand ?? []) as readonly Relation[];
      authorizeExpanded(principal, asked);
      const { readable, ...shown } = expansion(entity, asked, { shown: SHOWN.one, id: params.id });
      const reading = await readById(site, entity, params.id, { stale: query.stale === 'ok', ...shown });
      const [row] = reading.rows.map(readable);
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
