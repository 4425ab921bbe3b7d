import type { PgColumn } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { AnyEntity } from '../../lib/model/entity.ts';

/** A list as somebody asks for it. */
export interface ListCase {
  query: Record<string, string | string[]>;
  /** The column that must be looked up in an index; undefined when any index will do, walked along in the order of the list. */
  looked_up: string | undefined;
}

/**
 * Every filter an entity declares, as lists are asked by it, with values its table has: the commonest and the rarest value, two
 * together, none at all where it may be missing; of numbers and times a narrow range and half of them all. And every order.
 */
export async function casesOf(pool: pg.Pool, entity: AnyEntity): Promise<ListCase[]> {
  const filtered = await Promise.all(entity.filters.map((name) => filterCases(pool, entity, name)));
  const orders = entity.order.flatMap((name) => [name, `-${name}`]);
  return [...filtered.flat(), ...orders.map((order) => ({ query: { order }, looked_up: undefined }))];
}

async function filterCases(pool: pg.Pool, entity: AnyEntity, name: string): Promise<ListCase[]> {
  const column = entity.columns[name] as PgColumn;
  const [commonest, rarest] = await values(pool, entity.name, name, [
    `select v from counted order by n desc, v limit 1`,
    `select v from counted order by n, v limit 1`,
  ]);
  const cases: ListCase[] = [
    { query: { [name]: commonest }, looked_up: name },
    { query: { [name]: rarest }, looked_up: name },
    // Two stretches of an index are in no order: then a walk along the list's own may be better.
    { query: { [name]: [commonest, rarest] }, looked_up: undefined },
  ];
  if (!column.notNull) cases.push({ query: { [name]: 'null' }, looked_up: name });
  if (column.dataType !== 'number' && column.columnType !== 'PgTimestampString') return cases;
  const [half, more] = await values(pool, entity.name, name, [
    `select percentile_disc(0.5) within group (order by v) as v from present`,
    `select percentile_disc(0.51) within group (order by v) as v from present`,
  ]);
  return [
    ...cases,
    { query: { [`${name}_gte`]: half, [`${name}_lt`]: more }, looked_up: name },
    { query: { [`${name}_gte`]: half }, looked_up: undefined },
    { query: { [`${name}_lt`]: half }, looked_up: undefined },
  ];
}

/** Values of a column, as a query has them. */
async function values(pool: pg.Pool, table: string, column: string, picks: readonly string[]): Promise<string[]> {
  const present = `present as (select "${column}" as v from "${table}" where "${column}" is not null),
    counted as (select v, count(*) as n from present group by v)`;
  return Promise.all(
    picks.map(async (pick) => {
      const { rows } = await pool.query<{ v: string }>(`with ${present} select to_jsonb(v) #>> '{}' as v from (${pick}) as p`);
      if (rows[0] === undefined) throw new Error(`${table}.${column} has no values`);
      return rows[0].v;
    }),
  );
}
