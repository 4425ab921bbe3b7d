import { type SQL, sql } from 'drizzle-orm';
import type { AnyEntity } from '../model/entity.ts';

/**
 * A subquery that counts the records of an entity by some columns: JSON `[{...columns, n, bytes?}, ...]`, in no order; `bytes` is the sum of
 * the column named. Rows for which `left_out` holds are not counted.
 */
export function tally(
  { name }: AnyEntity,
  columns: readonly string[],
  { bytes, left_out }: { bytes?: string; left_out?: SQL } = {},
): SQL {
  const by = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const sum = bytes === undefined ? sql`` : sql`, coalesce(sum(${sql.identifier(bytes)}), 0) as bytes`;
  const where = left_out === undefined ? sql`` : sql` where not (${left_out})`;
  return sql`(select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
    select ${by}, count(*)::int as n${sum} from ${sql.identifier(name)}${where} group by ${by}) as g)`;
}
