import * as z from 'zod';
import type { Draft, Found } from '../flow/draft.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import { patchShape } from './crud-write.ts';
import { createShape } from './written.ts';

/** Fields of a body. */
export type Fields = Readonly<Record<string, z.ZodType>>;

/** A record whose `type` names the table that has a record of the same id and says more; a type without a table says nothing more. */
export interface Kinds {
  base: AnyEntity;
  subtypes: readonly AnyEntity[];
}

/**
 * What a caller may say of a record of several kinds that is created: for each type the fields of the record and those of
 * its subtype. `without` leaves out what the path says, `more` adds to the fields of some types.
 */
export function kindsShape(
  kinds: Kinds,
  { without = [], more = {} }: { without?: readonly string[]; more?: Readonly<Record<string, Fields>> } = {},
) {
  const { base } = kinds;
  const types = base.columns.type?.enumValues ?? [];
  const given = Object.entries(createShape(base).shape).filter(([name]) => !without.includes(name));
  const [first, ...others] = types.map((type) => {
    const subtype = subtypeOf(kinds, type);
    const tag = z.literal(type).meta({ description: base.fields.type?.doc });
    return z.strictObject({
      ...Object.fromEntries(given),
      type: type === base.columns.type?.default ? tag.optional() : tag,
      ...(subtype && createShape(subtype).shape),
      ...more[type],
    });
  });
  if (first === undefined) throw new TypeError(`${base.name} has no types`);
  const one_of = `must be one of ${types.join(', ')}`;
  return z.discriminatedUnion('type', [first, ...others], {
    error: ({ code }) => (code === 'invalid_union' ? one_of : undefined),
  });
}

/** What a caller may say of a change: every field of the record and of its subtypes, but the type; which of them it has, `changeKind` finds out. */
export function kindsPatch({ base, subtypes }: Kinds): Record<string, z.ZodType> {
  const all = Object.assign({}, ...[base, ...subtypes].map((entity) => patchShape(entity).shape)) as Fields;
  const { type: _, ...own } = all;
  return own;
}

/** Adds the creation of a record and of the one of the same id that its type names. Returns what will be stored of both. */
export function createKind(draft: Draft, kinds: Kinds, values: Row): Row {
  const row = draft.create(kinds.base, pick(values, kinds.base));
  const subtype = subtypeOf(kinds, row.type);
  return subtype === undefined ? row : { ...row, ...draft.create(subtype, { ...pick(values, subtype), id: row.id }) };
}

/**
 * Adds the change of a found record and of the one of the same id that its type names; `expect` as for `Draft.update`. Returns
 * both as they will be. Problems: `record.not_found`; `request.invalid` for a field that the type has not;
 * `database.unavailable` when this site cannot see which type it has.
 */
export async function changeKind(draft: Draft, kinds: Kinds, found: Found, values: Row, expect?: Row): Promise<Row> {
  const { entity, id, row } = found;
  if (row === undefined)
    throw new Problem('database.unavailable', `This site cannot see ${entity.name} ${id} just now.`);
  const subtype = subtypeOf(kinds, row.type);
  const [own, more] = [pick(values, entity), subtype === undefined ? {} : pick(values, subtype)];
  refuseFields(
    row.type,
    Object.keys(values).filter((name) => !(name in own || name in more)),
  );
  draft.update(found, own, expect);
  if (subtype === undefined || Object.keys(more).length === 0) return { ...row, ...own };
  const special = await draft.find(subtype, id);
  draft.update(special, more);
  return { ...row, ...own, ...special.row, ...more };
}

/** Problem `request.invalid`, naming the fields, when there are any: a record of this type has none of them. */
export function refuseFields(type: unknown, fields: readonly string[]): void {
  if (fields.length === 0) return;
  const errors = fields.map((field) => ({ in: 'body' as const, field, detail: `is nothing a ${type} record has` }));
  throw new Problem('request.invalid', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), { errors });
}

/** The entity of the subtype, or undefined where there is none. */
function subtypeOf({ subtypes }: Kinds, type: unknown): AnyEntity | undefined {
  return subtypes.find(({ name }) => name === type);
}

/** The values that are columns of the entity. */
function pick(values: Row, { columns }: AnyEntity): Row {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in columns));
}
