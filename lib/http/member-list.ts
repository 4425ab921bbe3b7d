import * as z from 'zod';
import { FAMILY_LIMIT, type Family } from '../flow/family.ts';
import type { Row } from '../model/entity.ts';
import { createShape } from './written.ts';

/**
 * A list of the records that belong to the one a body makes, which is what `column` of theirs will say. Where they have a
 * place in an order, `position` names the column for it, and the list is in that order; else no two have the same key.
 */
export function memberList({ entity, column }: Omit<Family, 'id'>, position?: string) {
  const left = [column, position];
  const own = Object.entries(createShape(entity).shape).filter(([name]) => !left.includes(name));
  const item = z.strictObject(Object.fromEntries(own));
  const key = entity.naturalKey.find((name) => !left.includes(name));
  const list = position === undefined ? distinct(item, key) : z.array(item).max(FAMILY_LIMIT);
  return list
    .transform((rows): Row[] => (position === undefined ? rows : rows.map((row, n) => ({ ...row, [position]: n }))))
    .meta({ description: `${entity.doc}${position === undefined ? '' : ' In their order.'}` });
}

/** A list no two of which have the same value in a field, or without one are the same; the later one of two is named. */
export function distinct<Item extends z.ZodType>(item: Item, field?: string) {
  return z
    .array(item)
    .max(FAMILY_LIMIT)
    .superRefine((list, context) => {
      const seen = new Map<unknown, number>();
      for (const [index, one] of list.entries()) {
        const value = field === undefined ? one : (one as Row)[field];
        const first = seen.get(value);
        if (first === undefined) seen.set(value, index);
        else
          context.addIssue({
            code: 'custom',
            path: field === undefined ? [index] : [index, field],
            message: `is the same as that of element ${first}`,
          });
      }
    });
}
