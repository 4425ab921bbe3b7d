import { ilike, or, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { storable } from './columns.ts';
import type { AnyEntity } from './entity.ts';

/** Characters of a text that is searched for: one alone is in nearly every record, and a longer one is no search. */
const LENGTH = { min: 2, max: 200 };

/** The query parameter `q` of an entity that declares columns to search; none of another. */
export function searchShape({ search }: AnyEntity): { q?: z.ZodType } {
  if (search === undefined) return {};
  const wrong = `must have ${LENGTH.min} to ${LENGTH.max} characters`;
  const text = storable(z.string().min(LENGTH.min, wrong).max(LENGTH.max, wrong));
  return {
    q: text.optional().meta({
      description: `records in which ${search.join(' or ')} contains this text, be it in upper or lower case; ${LENGTH.min} to ${LENGTH.max} characters, none of which stands for another`,
    }),
  };
}

/** The records in which one of the entity's searched columns contains a text; a trigram index serves it. */
export function contains({ search = [], columns }: AnyEntity, text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(...search.flatMap((name) => columns[name] ?? []).map((column) => ilike(column, pattern)));
}
