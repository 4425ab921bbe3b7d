import { type SQL, sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import { utcText } from '../kernel/clock.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import type { Relation } from '../model/relation.ts';
import type { Beside } from './read.ts';

/** Related records shown with each record, at most; how many there are is said in any case. */
export const SHOWN = { list: 20, one: 1_000 };

/** Related records, as a statement selects them beside a record's own columns. */
export interface Expansion {
  columns: SQL;
  beside: Beside[];
  /** The row with its related records in the one spelling: JSON made by PostgreSQL spells times in another. */
  readable(row: Row): Row;
}

/**
 * The related records of each record of an entity, selected by subqueries of the same statement: `name` is the parent or null, or
 * the children, earliest first and at most `shown`; `name_count` is how many children there are. Given the one `id` that is
 * asked for, only what can belong to it is shipped.
 */
export function expansion(
  entity: AnyEntity,
  relations: readonly Relation[],
  { shown, id }: { shown: number; id?: string | number },
): Expansion {
  return {
    columns: sql.join([ownColumns(entity), ...relations.flatMap((one) => selected(entity, one, shown))], sql`, `),
    beside: besides(relations, id),
    readable: (row) => {
      for (const { name, entity: other, kind } of relations) {
        const value = row[name] as Row | Row[] | null;
        row[name] =
          kind === 'children'
            ? (value as Row[]).map((one) => spelled(other, one))
            : value && spelled(other, value as Row);
      }
      return row;
    },
  };
}

/** What is shipped of each entity, once: an entity that is related in two ways can matter in both. */
function besides(relations: readonly Relation[], id: string | number | undefined): Beside[] {
  const wanted = new Map<string, Beside>();
  for (const { entity, kind, column } of relations) {
    const known = wanted.has(entity.name);
    wanted.set(entity.name, { entity, selector: known ? { mode: 'all' } : selectorOf(kind, column, id) });
  }
  return [...wanted.values()];
}

function selectorOf(kind: Relation['kind'], column: string, id: string | number | undefined): Beside['selector'] {
  if (id === undefined || kind === 'parent') return { mode: 'all' };
  if (kind === 'part') return { mode: 'ids', ids: [String(id)] };
  return { mode: 'children', parents: [`${column}=${id}`] };
}

const ownColumns = (entity: AnyEntity) =>
  sql.join(
    Object.keys(entity.columns).map((name) => qualified(entity, name)),
    sql`, `,
  );

const qualified = ({ name }: AnyEntity, column: string) => sql`${sql.identifier(name)}.${sql.identifier(column)}`;

function selected(entity: AnyEntity, { name, entity: other, kind, column }: Relation, shown: number): SQL[] {
  const table = sql.identifier(other.name);
  const as = sql.identifier(name);
  const rows = sql`select ${columnsOf(other)} from ${table}`;
  if (kind !== 'children') {
    const own = qualified(entity, kind === 'parent' ? column : 'id');
    return [sql`(select to_jsonb(one) from (${rows} where ${qualified(other, 'id')} = ${own}) as one) as ${as}`];
  }
  const belongs = sql`${qualified(other, column)} = ${qualified(entity, 'id')}`;
  const order = sql.join(
    [...new Set([other.order[0] ?? 'id', 'id'])].map((by) => sql.identifier(by)),
    sql`, `,
  );
  return [
    sql`(select coalesce(jsonb_agg(to_jsonb(many)), '[]') from (${rows} where ${belongs} order by ${order} limit ${shown}) as many) as ${as}`,
    sql`(select count(*)::int from ${table} where ${belongs}) as ${sql.identifier(`${name}_count`)}`,
  ];
}

function spelled(entity: AnyEntity, row: Row): Row {
  for (const { name, columnType } of Object.values(entity.columns)) {
    const value = row[name];
    if (columnType === 'PgTimestampString' && typeof value === 'string') row[name] = utcText(value) ?? value;
  }
  return row;
}
