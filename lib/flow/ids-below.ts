import { sql } from 'drizzle-orm';
import type { AnyEntity } from '../model/entity.ts';
import { read } from './read.ts';
import type { Site } from './site.ts';

/**
 * The ids of the records that name one of some parents in a column, which is one of the entity's `parents`; in the order of their
 * ids, at most `limit`. Problems as for `read`.
 */
export async function idsBelow(
  site: Site,
  entity: AnyEntity,
  column: string,
  parents: readonly string[],
  limit: number,
): Promise<string[]> {
  const type = sql.raw(entity.columns[column]?.getSQLType() ?? 'uuid');
  const statement = sql`select id from ${sql.identifier(entity.name)}
    where ${sql.identifier(column)} = any(${sql.param([...parents])}::${type}[]) order by id limit ${limit}`;
  const selector = { mode: 'children', parents: parents.map((id) => `${column}=${id}`) } as const;
  return (await read(site, entity, selector, statement)).rows.map(({ id }) => String(id));
}
