import type pg from 'pg';
import type { AnyEntity } from '../../lib/model/entity.ts';
import { pgIdentifier, type Rows } from './insert-rows.ts';

/** By entity: which number a record has in a database instead of the one its catalogue gives it. */
export type Numbers = Map<string, ReadonlyMap<unknown, unknown>>;

/** Rows with the numbers that the records they refer to really have; their own are left. */
export function renumbered(rows: Rows[string], { references }: AnyEntity, numbers: Numbers): Rows[string] {
  const changed = references.filter(({ entity }) => numbers.has(entity));
  if (changed.length === 0) return rows;
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      changed
        .filter(({ column }) => column in row)
        .map(({ column, entity }) => [column, numbers.get(entity)?.get(row[column]) ?? row[column]]),
    ),
  }));
}

/** By the number a row is to have: the number of the record with its natural key, whoever made it. */
export async function numbersOf(
  client: pg.ClientBase,
  { name, naturalKey }: AnyEntity,
  rows: Rows[string],
): Promise<ReadonlyMap<unknown, unknown>> {
  const table = pgIdentifier(name);
  const key = (alias: string) => naturalKey.map((column) => `${alias}.${pgIdentifier(column)}`).join(', ');
  const found = await client.query<{ wanted: unknown; id: unknown }>(
    `select r.id as wanted, t.id from json_populate_recordset(null::${table}, $1::json) as r
     join ${table} as t on (${key('t')}) = (${key('r')})`,
    [JSON.stringify(rows)],
  );
  return new Map(found.rows.map(({ wanted, id }) => [wanted, id]));
}
