import * as z from 'zod';
import type { AnyEntity } from '../model/entity.ts';
import { listQuery, narrowed } from '../model/filter.ts';
import { relationsOf } from '../model/relation.ts';
import { pathId, tagOf } from './crud.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { authorizeExpanded, expandedRow } from './expand-query.ts';
import { listed, listShape } from './list-answer.ts';
import { READ_PROBLEMS } from './reading.ts';

/** Whose children are listed, and how. */
interface ChildrenFacts {
  parent: AnyEntity;
  /** The column of the children that names it. */
  column: string;
  summary: string;
  /** Entities whose records can be shown with each, where they are asked for. */
  others?: readonly AnyEntity[];
}

/** GET a page of the records that belong to one record by a column of theirs, which the path names as `{id}`: the whole list language, within it. */
export function childrenEndpoint(
  entity: AnyEntity,
  path: string,
  { parent, column, summary, others = [] }: ChildrenFacts,
): Endpoint {
  const relations = relationsOf(entity, others);
  return endpoint({
    method: 'GET',
    path,
    tag: tagOf(path),
    summary,
    doc: `${entity.doc} Empty for a ${parent.name} there is not.`,
    permission: entity.permissions.read,
    params: z.strictObject({ id: pathId(parent) }),
    query: listQuery(entity, relations),
    answers: { 200: listShape(expandedRow(entity, relations, 'list')) },
    problems: READ_PROBLEMS,
    run: async (incoming) => {
      authorizeExpanded(incoming.principal, incoming.query.expand);
      return listed(entity, incoming, narrowed(entity, incoming.query, column, incoming.params.id));
    },
  });
}
