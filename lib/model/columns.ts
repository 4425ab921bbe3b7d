import { type Column, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, check, type ExtraConfigColumn, index, timestamp } from 'drizzle-orm/pg-core';
import * as z from 'zod';
import { utcText } from '../kernel/clock.ts';

/** A time column: `timestamptz`, to the microsecond, read and written as UTC text ending in `Z`. */
export const utc = () => timestamp({ withTimezone: true, mode: 'string', precision: 6 });

/** A constraint that a text column holds one of its declared values, so that main refuses what no site should have sent. */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`);

/** A size in bytes: int8 on main, a number in JSON; `wholeBytes` keeps it below what JSON holds exactly (9 PB). */
export const bytes = () => bigint({ mode: 'number' });

/** The constraint that a column of `bytes` holds what JSON can hold. */
export const wholeBytes = (name: string, column: AnyPgColumn) =>
  check(name, sql`${column} between 0 and 9007199254740991`);

/**
 * An index for each column a list is filtered by, ending in the list's order, so that a page is a stretch of the index. Columns
 * that begin a unique constraint need none.
 */
export const listIndexes = <Columns extends Record<string, AnyPgColumn> & { id: AnyPgColumn }>(
  t: Columns,
  filters: readonly (keyof Columns & string)[],
  order: keyof Columns & string,
) =>
  filters.map((filter) => {
    const columns = [...new Set([filter, order, 'id'])].map((name) => t[name] as AnyPgColumn);
    return index().on(...(columns as [AnyPgColumn, ...AnyPgColumn[]]));
  });

/**
 * One index for columns of a table whose rows come by the ten thousand. Every entry of an ordinary index crosses the link as WAL, some 100
 * bytes of it; this one says what values are in a block of rows and has an entry for some hundred of them. By it is found what is rare;
 * what many rows have is found along the list's order. Source: PostgreSQL manual, BRIN.
 */
export const blockIndex = <Columns extends Record<string, AnyPgColumn>>(
  t: Columns,
  name: string,
  columns: readonly (keyof Columns & string)[],
) =>
  index(name)
    .using('brin', ...(columns.map((column) => described(t[column])) as [ExtraConfigColumn]))
    .with({ pages_per_range: 16, autosummarize: true });

/** Numbers by some ranges, texts, which are only asked for whole, by a Bloom filter. */
function described(column: unknown): ExtraConfigColumn {
  const typed = column as ExtraConfigColumn;
  return typed.op(typed.columnType === 'PgInteger' ? 'int4_minmax_multi_ops' : 'text_bloom_ops') as ExtraConfigColumn;
}

/**
 * The index `?q=` looks into: of the trigrams of its columns, so that any part of a text is found by it. A GiST index, which is read more
 * slowly than a GIN one and sends half as much through the link.
 */
export const searchIndex = <Columns extends Record<string, AnyPgColumn>>(
  t: Columns,
  columns: readonly (keyof Columns & string)[],
) => {
  const searched = columns.map((name) => (t[name] as unknown as ExtraConfigColumn).op('gist_trgm_ops(siglen = 64)'));
  return index().using('gist', ...(searched as [ExtraConfigColumn]));
};

/** A time on the wire: ISO 8601 with or without offset (without: UTC), normalised to the one spelling. */
const utcTime = z.string().transform((text, context) => {
  const time = utcText(text);
  if (time === undefined)
    context.addIssue('must be a time such as 2026-11-21T03:12:45.5Z (ISO 8601; without an offset it is UTC)');
  return time ?? z.NEVER;
});

const STORABLE = 'must be well-formed Unicode without null characters';
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** Text PostgreSQL can hold: well-formed Unicode without the null character. */
export const storable = (schema: z.ZodString) => schema.max(10_000).refine(isStorable, STORABLE);

/** The same for every text in a JSON value, names of members included; one whose depth has been limited. */
export const storableJson = <Shape extends z.ZodType>(schema: Shape) =>
  schema.refine(isStorableJson, `${STORABLE}, its numbers finite`);

function isStorableJson(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, part]) => isStorable(name) && isStorableJson(part));
}

/** A JSON object as a column holds it. */
export const jsonObject = storableJson(z.record(z.string().max(200), z.unknown()));

/**
 * What a column's shape is refined with beyond its type, or undefined. Passed to drizzle-zod as a function, because a
 * schema object would replace the column's nullability.
 */
export function refinement(column: Column): ((schema: z.ZodType) => z.ZodType) | undefined {
  if (column.columnType === 'PgTimestampString') return () => utcTime;
  if (column.columnType === 'PgUUID') return () => uuid;
  if ((column.columnType === 'PgText' || column.columnType === 'PgVarchar') && column.enumValues === undefined)
    return (schema) => storable(schema as z.ZodString);
  if (column.columnType === 'PgJsonb') return storableJson;
  return undefined;
}

/** An id of a record a secondary site may create: any UUID, lower case. */
export const uuid = z
  .guid('must be a UUID such as 0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1')
  .transform((text) => text.toLowerCase());

/** Reads a column's value from a query text: numbers and flags from their text, everything else as text. */
export function fromText(column: Column, shape: z.ZodType): z.ZodType {
  if (column.dataType === 'number')
    return z
      .stringFormat('number', /^-?\d+(\.\d+)?$/, 'must be a number')
      .transform(Number)
      .pipe(shape as z.ZodType<unknown, number>);
  if (column.dataType === 'boolean') return z.enum(['true', 'false']).transform((text) => text === 'true');
  return shape;
}
