import { Problem } from '../kernel/problem.ts';
import { type AnyEntity, completeRow, type Row } from '../model/entity.ts';
import { LIST_LIMIT, listQuery, narrowed } from '../model/filter.ts';
import type { Draft, Found } from './draft.ts';
import { list } from './list.ts';
import { nextIds } from './next-id.ts';
import type { Site } from './site.ts';

/** The records of an entity that belong to one record by a column of theirs, and are given and replaced as a whole. */
export interface Family {
  entity: AnyEntity;
  column: string;
  /** The record they belong to. */
  id: string | number;
}

/** Most of them: as many as one list shows. */
export const FAMILY_LIMIT = LIST_LIMIT.max;

/**
 * Adds what makes of the records that belong to one those that are wanted: they are told apart by the rest of their natural
 * key, and what stays as it is is not touched. Problem `record.conflict` when somebody else changes them meanwhile; others as
 * for `list`, `Draft.find` and `nextIds`.
 */
export async function replaceFamily(site: Site, draft: Draft, family: Family, wanted: readonly Row[]): Promise<void> {
  const { entity, column, id } = family;
  const key = entity.naturalKey.find((name) => name !== column) ?? 'id';
  const left = new Map((await familyOf(site, family)).map((row) => [row[key], row]));
  const made: Row[] = [];
  const changed: [id: string | number, Row][] = [];
  for (const row of wanted) {
    const before = left.get(row[key]);
    if (before === undefined) made.push(row);
    else {
      left.delete(row[key]);
      const after = completeRow(entity, { ...row, id: before.id, [column]: id }, site.clock);
      const patch = Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name]));
      if (Object.keys(patch).length > 0) changed.push([before.id as string | number, patch]);
    }
  }
  const gone = [...left.values()].map((row) => stillThere(draft, family, row.id as string | number));
  for (const found of await Promise.all(gone)) draft.delete(found);
  const found = await Promise.all(changed.map(([one]) => stillThere(draft, family, one)));
  for (const [index, one] of found.entries()) draft.update(one, changed[index]?.[1] ?? {});
  const ids = await nextIds(
    site,
    made.map(() => entity),
  );
  createFamily(draft, family, made, ids);
}

/** Adds the creation of records that belong to one, each with the number main has given for it. */
export function createFamily(
  draft: Draft,
  { entity, column, id }: Family,
  rows: readonly Row[],
  ids: readonly number[],
): void {
  for (const [index, row] of rows.entries()) draft.create(entity, { ...row, [column]: id, id: ids[index] });
}

/** A member that was listed a moment ago: that it has gone means that somebody else was replacing them, too. */
async function stillThere(draft: Draft, { entity, column, id }: Family, one: string | number): Promise<Found> {
  try {
    return await draft.find(entity, one);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'record.not_found') throw error;
    throw new Problem('record.conflict', `Which ${entity.name} have ${column} ${id} was changed meanwhile.`, { id });
  }
}

async function familyOf(site: Site, { entity, column, id }: Family): Promise<Row[]> {
  const whole = listQuery(entity).parse({ order: 'id', limit: String(FAMILY_LIMIT) });
  return (await list(site, entity, narrowed(entity, whole, column, id))).list.items;
}
