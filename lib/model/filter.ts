import { and, asc, desc, eq, gte, inArray, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import * as z from 'zod';
import { fromText } from './columns.ts';
import { type Order, type Position, positionOf, readCursor } from './cursor.ts';
import type { AnyEntity, Row } from './entity.ts';
import { expandQuery, type Relation } from './relation.ts';
import { contains, searchShape } from './search.ts';

/** Rows a list answers when the caller does not say, and at most; also the most values one filter takes. */
export const LIST_LIMIT = { default: 50, max: 500 };

/** `?stale=ok`: answer from the bare replica when the buffer is out of reach. */
export const stale = z
  .literal('ok')
  .optional()
  .meta({ description: 'ok: answer from the replica alone when the buffer is out of reach' });

/** What a list can be written as. */
const FORMATS = ['json', 'csv', 'ndjson'] as const;
/** A way to write a list. */
export type Format = (typeof FORMATS)[number];

/** A page asked for: the condition, the order and where to go on. */
export interface Page {
  /** What is asked of each record, wherever the page begins. */
  where: SQL | undefined;
  order: Order;
  order_by: SQL[];
  /** Where the last row of the page before stands; undefined on the first page. */
  after: Position | undefined;
  limit: number;
  /** Nobody said how many rows: an export then goes on to the end of the list. */
  whole: boolean;
  /** The members of an item, in this order. */
  fields: readonly string[];
  /** Related records to show with each item. */
  expand: readonly Relation[];
  /** Whether to count the records there are on all pages. */
  total: boolean;
  /** Undefined: as the Accept header says. */
  format: Format | undefined;
  stale: boolean;
  /** Values asked for by equality, per column: what else can be pending does not matter to the page. */
  equals: Readonly<Record<string, readonly unknown[]>>;
  /** Nothing but the order says what is on the page: it is a stretch of all records. */
  unfiltered: boolean;
}

/** A page that is a stretch of all records in the order of a time column and, where times are equal, of the id. */
export interface PageWindow {
  column: string;
  descending: boolean;
  /** Time and id of the last row of the page before. */
  after: readonly [time: string, id: string] | undefined;
}

/** What a list's items have other than the columns of their entity. */
export interface ItemFacts {
  /** Columns nobody is shown. */
  hides?: readonly string[];
  /** Members that come from elsewhere. */
  adds?: readonly string[];
}

/**
 * The query parameters every list of an entity takes: for each declared filter `name` (repeatable: any of; `null` where
 * the column may be), for numbers and times also `name_gte` and `name_lt` (half-open range); `q` where texts can be searched;
 * `deleted` where records are withdrawn; `order` (`column` or `-column`), `limit`, `cursor`, `fields`, `expand`, `total`, `format`.
 * Parsed, it is the page asked for. `relations`: the related records that can be shown with each.
 */
export function listQuery(
  entity: AnyEntity,
  relations: readonly Relation[] = [],
  { hides = [], adds = [] }: ItemFacts = {},
) {
  const shape: Record<string, z.ZodType> = {};
  for (const name of entity.filters) Object.assign(shape, filterShape(entity, name));
  const orders = entity.order.flatMap((name) => [name, `-${name}`]);
  const known = [...Object.keys(entity.columns).filter((name) => !hides.includes(name)), ...adds];
  return z
    .strictObject({
      ...shape,
      ...searchShape(entity),
      order: z
        .enum(orders)
        .optional()
        .meta({ description: `sort by this column, with - descending; default -${entity.order[0]}` }),
      limit: z
        .stringFormat('count', /^\d{1,6}$/, 'must be a whole number')
        .transform(Number)
        .pipe(z.int().min(1).max(LIST_LIMIT.max))
        .optional()
        .meta({
          description: `rows in a page, at most ${LIST_LIMIT.max}; unless told ${LIST_LIMIT.default}, and in an export as many as it can hold`,
        }),
      ...withdrawnShape(entity),
      stale,
      cursor: z.string().max(2_000).optional().meta({ description: 'next_cursor of the page before' }),
      fields: fieldsShape(known),
      ...(relations.length > 0 && { expand: expandQuery(relations) }),
      total: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: also count the records on all pages together' }),
      format: z
        .enum(FORMATS)
        .optional()
        .meta({ description: 'csv, ndjson: an export of the list; default what Accept asks for, else json' }),
    })
    .transform((query, context) => {
      const page = toPage(entity, query as ListQuery, known);
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
  return { ...page, where, equals: { ...page.equals, [column]: [value] }, unfiltered: false };
}

/** The page that follows the given last row of one. */
export function following(page: Page, last: Row): Page {
  return { ...page, after: positionOf(page.order, last) };
}

type ListQuery = Record<string, unknown> & {
  q?: string;
  order?: string;
  limit?: number;
  cursor?: string;
  stale?: 'ok';
  deleted?: 'include';
  fields?: string[];
  expand?: Relation[];
  total?: 'true' | 'false';
  format?: Format;
};

function filterShape(entity: AnyEntity, name: string): Record<string, z.ZodType> {
  const column = columnOf(entity, name);
  const one = fromText(column, entity.shapes.row.shape[name] as z.ZodType);
  const value = column.notNull ? one : z.union([z.literal('null').transform(() => null), one]);
  const set = z.union([value.transform((single) => [single]), z.array(value).max(LIST_LIMIT.max)]).optional();
  const described = (schema: z.ZodType, how: string) => {
    const { doc, unit } = entity.fields[name] ?? {};
    return schema.meta({ description: `${doc ?? `Its ${name}.`}${unit === undefined ? '' : ` [${unit}]`} ${how}` });
  };
  const sets = described(set, `Repeated: any of them${column.notNull ? '.' : '; null: none.'}`);
  if (column.dataType !== 'number' && column.columnType !== 'PgTimestampString') return { [name]: sets };
  return {
    [name]: sets,
    [`${name}_gte`]: described(one.optional(), 'From here on.'),
    [`${name}_lt`]: described(one.optional(), 'Before this, which is excluded.'),
  };
}

/** `deleted`, where records are withdrawn rather than deleted. */
function withdrawnShape({ columns }: AnyEntity): { deleted?: z.ZodType } {
  if (columns.deleted_at === undefined) return {};
  return { deleted: z.literal('include').optional().meta({ description: 'include: those withdrawn as well' }) };
}

/** `fields`: repeated, or separated by commas; read, each once and always with the id. */
function fieldsShape(known: readonly string[]): z.ZodType<string[] | undefined> {
  const items = { type: 'string', enum: known };
  const description = 'only these members of each item, repeated or separated by commas; the id is always there';
  return z
    .union([z.string().transform((one) => [one]), z.array(z.string()).max(LIST_LIMIT.max)])
    .transform((texts, context) => {
      const names = new Set(texts.flatMap((text) => text.split(',')));
      const unknown = [...names].filter((name) => !known.includes(name));
      if (unknown.length > 0)
        context.addIssue(
          `has no ${unknown.map((name) => JSON.stringify(name)).join(', ')}; there are ${known.join(', ')}`,
        );
      return names.has('id') ? [...names] : ['id', ...names];
    })
    .optional()
    .meta({ description, type: 'array', items });
}

const membersOf = ({ name, kind }: Relation) => (kind === 'children' ? [name, `${name}_count`] : [name]);

function columnOf(entity: AnyEntity, name: string): PgColumn {
  const column = entity.columns[name];
  if (column === undefined) throw new TypeError(`${entity.name} has no column ${name}`);
  return column;
}

function toPage(entity: AnyEntity, query: ListQuery, known: readonly string[]): Page | undefined {
  const order = orderOf(entity, query.order ?? `-${entity.order[0]}`);
  const after = query.cursor === undefined ? undefined : readCursor(entity, order, query.cursor);
  if (after === undefined && query.cursor !== undefined) return undefined;
  const conditions = [
    ...entity.filters.flatMap((name) => filterConditions(columnOf(entity, name), query, name)),
    query.q === undefined ? undefined : contains(entity, query.q),
    entity.columns.deleted_at && query.deleted === undefined ? isNull(entity.columns.deleted_at) : undefined,
  ].filter((condition) => condition !== undefined);
  const direction = order.descending ? desc : asc;
  const { expand = [] } = query;
  return {
    where: and(...conditions),
    order,
    order_by: order.column === order.id ? [direction(order.id)] : [direction(order.column), direction(order.id)],
    after,
    limit: query.limit ?? LIST_LIMIT.default,
    whole: query.limit === undefined,
    fields: [...(query.fields ?? known), ...expand.flatMap(membersOf)],
    expand,
    total: query.total === 'true',
    format: query.format,
    stale: query.stale === 'ok',
    equals: Object.fromEntries(
      entity.filters.flatMap((name) => (Array.isArray(query[name]) ? [[name, query[name]]] : [])),
    ),
    unfiltered: conditions.length === 0,
  };
}

function orderOf(entity: AnyEntity, text: string): Order {
  const descending = text.startsWith('-');
  const column = columnOf(entity, descending ? text.slice(1) : text);
  return { text, column, id: columnOf(entity, 'id'), descending };
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
