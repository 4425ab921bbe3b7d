import { sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import type { AnyEntity } from '../model/entity.ts';
import { type Reading, type ReadOptions, readById } from './read.ts';
import type { Site } from './site.ts';

/** How records of one entity are joined to those of another: records of a third that name one of each. */
export interface Membership {
  link: AnyEntity;
  /** The column of the link that names the record. */
  column: string;
  /** The column of the link that names the other. */
  member: string;
  /** Under which name a read shows the ids of the others. */
  name: string;
}

/** One record by id with the ids of the records it is joined to, in order. One statement. Problems as for `read`. */
export async function readMembers(
  site: Site,
  entity: AnyEntity,
  id: string | number,
  { link, column, member, name }: Membership,
  options: ReadOptions = {},
): Promise<Reading> {
  const [one, other] = [sql.identifier(column), sql.identifier(member)];
  const ids = sql`(select coalesce(jsonb_agg(l.${other} order by l.${other}), '[]') from ${sql.identifier(link.name)} as l
    where l.${one} = ${sql.identifier(entity.name)}.id) as ${sql.identifier(name)}`;
  return readById(site, entity, id, {
    ...options,
    columns: sql`${columnsOf(entity)}, ${ids}`,
    beside: [{ entity: link, selector: { mode: 'children', parents: [`${column}=${id}`] } }],
  });
}
