import * as z from 'zod';
import { authorize, type Principal } from '../auth/principal.ts';
import { SHOWN } from '../flow/expand.ts';
import type { AnyEntity } from '../model/entity.ts';
import type { Relation } from '../model/relation.ts';

/** A row as it is answered: with its related records where they were asked for. */
export function expandedRow(entity: AnyEntity, relations: readonly Relation[], shown: keyof typeof SHOWN) {
  const related = relations.flatMap(({ name, entity: other, kind }): [string, z.ZodType][] => {
    const row = z.object(other.shapes.row.shape);
    if (kind !== 'children')
      return [
        [
          name,
          row
            .nullable()
            .optional()
            .meta({ description: `with expand=${name}: ${other.doc}` }),
        ],
      ];
    const description = `with expand=${name}: the first ${SHOWN[shown]}`;
    return [
      [name, z.array(row).optional().meta({ description })],
      [
        `${name}_count`,
        z
          .int()
          .optional()
          .meta({ description: `with expand=${name}: how many there are` }),
      ],
    ];
  });
  return z.object({ ...entity.shapes.row.shape, ...Object.fromEntries(related) });
}

/** Whoever may read a record may not, for that, read what belongs to it. Problem `auth.forbidden`. */
export function authorizeExpanded(principal: Principal, relations: readonly Relation[]): void {
  for (const { entity } of relations) authorize(principal, entity.permissions.read);
}
