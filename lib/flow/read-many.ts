import { sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import type { AnyEntity } from '../model/entity.ts';
import { type Reading, type ReadOptions, read } from './read.ts';
import type { Site } from './site.ts';

/** The records of some ids, in the order of the ids; those there are not are left out. Problems as for `read`. */
export async function readMany(
  site: Site,
  entity: AnyEntity,
  ids: readonly (string | number)[],
  options: ReadOptions = {},
): Promise<Reading> {
  const type = sql.raw(entity.columns.id?.getSQLType() ?? 'uuid');
  const wanted = sql.param(ids.map(String));
  const statement = sql`select ${columnsOf(entity)} from ${sql.identifier(entity.name)}
    where id = any(${wanted}::${type}[]) order by array_position(${wanted}::${type}[], id)`;
  return read(site, entity, { mode: 'ids', ids: ids.map(String) }, statement, options);
}
