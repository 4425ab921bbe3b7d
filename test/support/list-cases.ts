import type pg from 'pg';
import type { AnyEntity } from '../../lib/model/entity.ts';

/** A list as somebody asks for it. */
export interface ListCase {
  query: Record<string, string | string[]>;
  /** The filter that selects so little that it must be looked up; undefined when the list's order may as well be walked along. */
  looked_up: string | undefined;
}

/** A value a column has, as a query has it, and how many of the rows have it: 0 to 1. */
interface Value {
  value: string;
  share: number;
}

/**
 * The share of a table's rows from which on a page is found as soon by walking along its order. What is missing stands in an
 * index in no order that PostgreSQL would know of, so that fewer rows are already too many.
 */
const FEW = { equal: 0.05, missing: 0.005 };

/**
 * Every filter an entity declares, as lists are asked by it, with values its table has: the commonest and the rarest value, two
 * together, none at all where it may be missing; of numbers and times a narrow range and half of them all. Then the search for
 * a part of a text, and every order.
 */
export async function casesOf(pool: pg.Pool, entity: AnyEntity): Promise<ListCase[]> {
  const filtered = await Promise.all(entity.filters.map((name) => filterCases(pool, entity, name)));
  const searched = await Promise.all((entity.search ?? []).map((name) => searchCase(pool, entity, name)));
  const orders = entity.order.flatMap((name) => [name, `-${name}`]);
  return [...filtered.flat(), ...searched, ...orders.map((order) => ({ query: { order }, looked_up: undefined }))];
}

async function filterCases(pool: pg.Pool, { name: table, columns }: AnyEntity, name: string): Promise<ListCase[]> {
  const column = columns[name];
  const [commonest, rarest] = [await valueIn(pool, table, name, 'n desc'), await valueIn(pool, table, name, 'n')];
  const cases: ListCase[] = [commonest, rarest].map(({ value, share }) => ({
    query: { [name]: value },
    looked_up: share < FEW.equal ? name : undefined,
  }));
  // Two stretches of an index are in no order either.
  cases.push({ query: { [name]: [commonest.value, rarest.value] }, looked_up: undefined });
  if (!column?.notNull) {
    const few = (await missing(pool, table, name)) < FEW.missing;
    cases.push({ query: { [name]: 'null' }, looked_up: few ? name : undefined });
  }
  if (column?.dataType !== 'number' && column?.columnType !== 'PgTimestampString') return cases;
  const [half, more] = await middle(pool, table, name);
  return [
    ...cases,
    { query: { [`${name}_gte`]: half, [`${name}_lt`]: more }, looked_up: name },
    { query: { [`${name}_gte`]: half }, looked_up: undefined },
    { query: { [`${name}_lt`]: half }, looked_up: undefined },
  ];
}

/** A rare text without its first character, in capitals. */
async function searchCase(pool: pg.Pool, { name: table }: AnyEntity, name: string): Promise<ListCase> {
  const { value } = await valueIn(pool, table, name, 'n');
  return { query: { q: value.slice(1).toUpperCase() }, looked_up: name };
}

async function valueIn(pool: pg.Pool, table: string, column: string, order: 'n' | 'n desc'): Promise<Value> {
  const [found] = await rows<Value>(
    pool,
    `select to_jsonb(v) #>> '{}' as value, n / total::float8 as share
     from (select "${column}" as v, count(*) as n, sum(count(*)) over () as total from "${table}" group by 1) as counted
     where v is not null order by ${order}, v desc limit 1`,
  );
  if (found === undefined) throw new Error(`${table}.${column} has no values`);
  return found;
}

async function missing(pool: pg.Pool, table: string, column: string): Promise<number> {
  const [found] = await rows<{ share: number }>(
    pool,
    `select avg(("${column}" is null)::int)::float8 as share from "${table}"`,
  );
  return found?.share ?? 0;
}

/** Two values between which a hundredth of all lie. */
async function middle(pool: pg.Pool, table: string, column: string): Promise<[string, string]> {
  const at = (part: number) => `to_jsonb(percentile_disc(${part}) within group (order by "${column}")) #>> '{}'`;
  const [found] = await rows<{ half: string; more: string }>(
    pool,
    `select ${at(0.5)} as half, ${at(0.51)} as more from "${table}"`,
  );
  return [found?.half ?? '', found?.more ?? ''];
}

async function rows<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: string): Promise<Row[]> {
  return (await pool.query<Row>(statement)).rows;
}
