import { and, asc, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import * as z from 'zod';
import { fromText } from './columns.ts';
import type { AnyEntity, Row } from './entity.ts';

/** Rows a list answers when the caller does not say, and at most; also the most values one filter takes. */
export const LIST_LIMIT = { default: 50, max: 500 };

/** `?stale=ok`: answer from the bare replica when the buffer is out of reach. */
export const stale = z
  .literal('ok')
  .optional()
  .meta({ description: 'ok: answer from the replica alone when the buffer is out of reach' });

/** A page asked for: the condition, the order and where to go on. */
export interface Page {
  where: SQL | undefined;
  order_by: SQL[];
  limit: number;
  stale: boolean;
  /** Values asked for by equality, per column: what else can be pending does not matter to the page. */
  equals: Readonly<Record<string, readonly unknown[]>>;
  /**
   * When nothing but the order says what is on the page: by which time column, and behind which row. Undefined otherwise.
   */
  window: PageWindow | undefined;
  /** The cursor of the page that follows the given last row. */
  cursorAfter(row: Row): string;
}

/** A page that is a stretch of all records in the order of a time column and, where times are equal, of the id. */
export interface PageWindow {
  column: string;
  descending: boolean;
  /** Time and id of the last row of the page before. */
  after: readonly [time: string, id: string] | undefined;
}

/**
 * The query parameters every list of an entity takes: for each declared filter `name` (repeatable: any of; `null` where
 * the column may be), for numbers and times also `name_gte` and `name_lt` (half-open range); `order` (`column` or
 * `-column`), `limit`, `cursor`. Parsed, it is the page asked for.
 */
export function listQuery(entity: AnyEntity) {
  const shape: Record<string, z.ZodType> = {};
  for (const name of entity.filters) Object.assign(shape, filterShape(entity, name));
  const orders = entity.order.flatMap((name) => [name, `-${name}`]);
  return z
    .strictObject({
      ...shape,
      order: z
        .enum(orders)
        .optional()
        .meta({ description: `sort by this column, with - descending; default -${entity.order[0]}` }),
      limit: z
        .stringFormat('count', /^\d{1,6}$/, 'must be a whole number')
        .transform(Number)
        .pipe(z.int().min(1).max(LIST_LIMIT.max))
        .optional()
        .meta({ description: `rows in a page, ${LIST_LIMIT.default} unless told, at most ${LIST_LIMIT.max}` }),
      stale,
      cursor: z.string().max(2_000).optional().meta({ description: 'next_cursor of the page before' }),
    })
    .transform((query, context) => {
      const page = toPage(entity, query as ListQuery);
      if (page === undefined)
        context.addIssue({
          code: 'custom',
          path: ['cursor'],
          message: 'is not a cursor of this list in this order; start again without it',
        });
      return page ?? z.NEVER;
    });
}

/** The part of a page that has one value in one column: what a caller may see of a list. */
export function narrowed(entity: AnyEntity, page: Page, column: string, value: string | number): Page {
  const where = and(page.where, eq(columnOf(entity, column), value));
  return { ...page, where, equals: { ...page.equals, [column]: [value] }, window: undefined };
}

type ListQuery = Record<string, unknown> & { order?: string; limit?: number; cursor?: string; stale?: 'ok' };

function filterShape(entity: AnyEntity, name: string): Record<string, z.ZodType> {
  const column = columnOf(entity, name);
  const one = fromText(column, entity.shapes.row.shape[name] as z.ZodType);
  const value = column.notNull ? one : z.union([z.literal('null').transform(() => null), one]);
  const set = z.union([value.transform((single) => [single]), z.array(value).max(LIST_LIMIT.max)]).optional();
  if (column.dataType !== 'number' && column.columnType !== 'PgTimestampString') return { [name]: set };
  return { [name]: set, [`${name}_gte`]: one.optional(), [`${name}_lt`]: one.optional() };
}

function columnOf(entity: AnyEntity, name: string): PgColumn {
  const column = entity.columns[name];
  if (column === undefined) throw new TypeError(`${entity.name} has no column ${name}`);
  return column;
}

function toPage(entity: AnyEntity, query: ListQuery): Page | undefined {
  const order = query.order ?? `-${entity.order[0]}`;
  const descending = order.startsWith('-');
  const column = columnOf(entity, descending ? order.slice(1) : order);
  const id = columnOf(entity, 'id');
  const direction = descending ? desc : asc;
  const filtered = entity.filters.flatMap((name) => filterConditions(columnOf(entity, name), query, name));
  const conditions = filtered.filter((condition) => condition !== undefined);
  const is_window = conditions.length === 0 && column.columnType === 'PgTimestampString';
  let after: PageWindow['after'];
  if (query.cursor !== undefined) {
    const position = readCursor(query.cursor, order, [
      entity.shapes.row.shape[column.name],
      entity.shapes.row.shape.id,
    ]);
    if (position === undefined) return undefined;
    after = [String(position[0]), String(position[1])];
    const [value, last_id] = [sql.param(position[0], column), sql.param(position[1], id)];
    // Compared as a pair: id breaks ties, so no row is skipped or repeated, and the index on the column serves it.
    conditions.push(
      descending ? sql`(${column}, ${id}) < (${value}, ${last_id})` : sql`(${column}, ${id}) > (${value}, ${last_id})`,
    );
  }
  return {
    where: and(...conditions),
    order_by: column === id ? [direction(id)] : [direction(column), direction(id)],
    limit: query.limit ?? LIST_LIMIT.default,
    window: is_window ? { column: column.name, descending, after } : undefined,
    stale: query.stale === 'ok',
    equals: Object.fromEntries(
      entity.filters.flatMap((name) => (Array.isArray(query[name]) ? [[name, query[name]]] : [])),
    ),
    cursorAfter: (row) => writeCursor(order, [row[column.name], row.id]),
  };
}

function filterConditions(column: PgColumn, query: ListQuery, name: string): (SQL | undefined)[] {
  const values = query[name] as unknown[] | undefined;
  const conditions: (SQL | undefined)[] = [];
  if (values !== undefined) {
    const present = values.filter((value) => value !== null);
    const any = present.length > 0 ? inArray(column, present) : undefined;
    conditions.push(present.length < values.length ? or(isNull(column), any) : any);
  }
  if (query[`${name}_gte`] !== undefined) conditions.push(gte(column, query[`${name}_gte`]));
  if (query[`${name}_lt`] !== undefined) conditions.push(lt(column, query[`${name}_lt`]));
  return conditions;
}

function writeCursor(order: string, position: unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...position])).toString('base64url');
}

function readCursor(cursor: string, order: string, shapes: unknown[]): unknown[] | undefined {
  try {
    const [written, ...position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (written !== order || position.length !== shapes.length) return undefined;
    const parsed = position.map((value, index) => (shapes[index] as z.ZodType).safeParse(value));
    return parsed.every((result) => result.success) ? parsed.map((result) => result.data) : undefined;
  } catch {
    return undefined;
  }
}
