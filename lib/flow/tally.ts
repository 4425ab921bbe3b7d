import { type SQL, sql } from 'drizzle-orm';
import type { AnyEntity } from '../model/entity.ts';

/**
 * A subquery that counts the records of an entity by some columns: JSON `[{...columns, n}, ...]`, in no order; those for which
 * `left_out` holds are not counted. By one column that a list is filtered by it reads the index alone.
 */
export function tally({ name }: AnyEntity, columns: readonly string[], left_out?: SQL): SQL {
  const by = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const where = left_out === undefined ? sql`` : sql` where not (${left_out})`;
  return sql`(select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
    select ${by}, count(*)::int as n from ${sql.identifier(name)}${where} group by ${by}) as g)`;
}
