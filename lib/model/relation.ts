import type * as z from 'zod';
import type { AnyEntity } from './entity.ts';
import { names } from './names.ts';

/** How records of one entity belong to records of another, and the name under which a read shows them. */
export interface Relation {
  name: string;
  /** The other entity. */
  entity: AnyEntity;
  /**
   * `parent`: the record names it in `column`. `part`: the other record has the same id. `children`: other records name this one
   * in `column`.
   */
  kind: 'parent' | 'part' | 'children';
  column: string;
}

/**
 * The relations an entity has to the others given, by their foreign keys: `obs_unit_id` is shown as `obs_unit`, a record of the
 * same id under its entity's name, `requested_by` as `requested_by_user`, and those that list it as a parent under their entity's name in the plural.
 */
export function relationsOf(entity: AnyEntity, others: readonly AnyEntity[]): Relation[] {
  return others.flatMap((other) => [
    ...entity.references
      .filter(({ entity: name }) => name === other.name)
      .map(({ column }): Relation => {
        const kind = column === 'id' ? 'part' : 'parent';
        return { name: kind === 'part' ? other.name : parentName(column, other), entity: other, kind, column };
      }),
    ...other.references
      .filter(
        ({ column, entity: name }) => name === entity.name && (column === 'id' || other.parents?.includes(column)),
      )
      .map(({ column }): Relation => {
        const kind = column === 'id' ? 'part' : 'children';
        return { name: kind === 'part' ? other.name : plural(other.name), entity: other, kind, column };
      }),
  ]);
}

const parentName = (column: string, { name }: AnyEntity) =>
  column.endsWith('_id') ? column.slice(0, -'_id'.length) : `${column}_${name}`;

const plural = (name: string) => `${name.replace(/y$/, 'ie')}s`;

/** `?expand=obs_unit,raw_data_packages`: which related records are shown with each record. Parsed, those relations, in their declared order. */
export function expandQuery(relations: readonly Relation[]): z.ZodType<Relation[]> {
  const known = relations.map(({ name }) => name);
  return names(known, 'related records to show with it')
    .default([])
    .transform((asked) => relations.filter(({ name }) => asked.includes(name)));
}
