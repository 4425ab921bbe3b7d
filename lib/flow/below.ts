import { type SQL, sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import type { AnyEntity } from '../model/entity.ts';
import { type Expansion, expansion } from './expand.ts';

/** Records of an entity that name another one in a column. */
export interface Below {
  entity: AnyEntity;
  column: string;
}

/** How many records that are in use name a record, to be selected beside its own columns under `name`. */
export function countBelow(record: AnyEntity, { entity, column }: Below, name: string): Expansion {
  const table = sql.identifier(entity.name);
  const of = sql`${table}.${sql.identifier(column)} = ${idOf(record)}`;
  return {
    columns: sql`(select count(*)::int from ${table} where ${of} and ${table}.deleted_at is null) as ${sql.identifier(name)}`,
    beside: [{ entity, selector: { mode: 'all' } }],
    readable: (row) => row,
  };
}

/**
 * The latest records that name one of those which name a record (the executions of a source's units), to be selected beside its
 * own columns under `name`: latest first by the order of their lists. From each of those in between only as many as are shown are
 * looked at.
 */
export function latestBelow(
  record: AnyEntity,
  [between, latest]: [Below, Below],
  name: string,
  shown: number,
): Expansion {
  const { entity } = latest;
  const order = [entity.order[0] ?? 'id', 'id'].map((by) => sql`${sql.identifier(by)} desc`);
  const page = sql`order by ${sql.join(order, sql`, `)} limit ${shown}`;
  const through = sql`select id from ${sql.identifier(between.entity.name)} where ${sql.identifier(between.column)} = ${idOf(record)}`;
  return {
    columns: sql`(select coalesce(jsonb_agg(to_jsonb(newest)), '[]') from (
        select of_one.* from (${through}) as through cross join lateral (
          select ${columnsOf(entity)} from ${sql.identifier(entity.name)} where ${sql.identifier(latest.column)} = through.id ${page}) as of_one
        ${page}) as newest) as ${sql.identifier(name)}`,
    beside: [
      { entity: between.entity, selector: { mode: 'all' } },
      { entity, selector: { mode: 'all' } },
    ],
    // Spelled as the children of a record are.
    readable: expansion(between.entity, [{ name, kind: 'children', ...latest }], { shown }).readable,
  };
}

const idOf = ({ name }: AnyEntity): SQL => sql`${sql.identifier(name)}.id`;
