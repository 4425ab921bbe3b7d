import { and, type SQL, sql } from 'drizzle-orm';
import { Problem } from '../kernel/problem.ts';
import { behind, positionOf, writeCursor } from '../model/cursor.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import { following, type Page, type PageWindow } from '../model/filter.ts';
import type { State } from '../model/transaction.ts';
import type { Selector } from '../outbox/outbox.ts';
import { expansion, SHOWN } from './expand.ts';
import { type Reading, read } from './read.ts';
import type { Site } from './site.ts';

/** One page of a list. */
export interface List {
  items: Row[];
  /** Where the next page begins, or null when this one ends the list. */
  next_cursor: string | null;
  /** Whether this page ends the list and nothing that could belong to it was out of reach. */
  complete: boolean;
  /** The records of this page with unreplicated changes, and how far the last of them has come. */
  pending: Record<string, State>;
  /** Records on all pages together, of the same snapshot; only when asked for. */
  total?: number;
}

/** A page, the rows its items were made of, in which the order can be found, and how the answer was made. */
export interface PageRead {
  list: List;
  rows: Row[];
  reading: Reading;
}

/** One page of an entity's records as main will have them, and how the answer was made. Problems as for `read`. */
export async function list(site: Site, entity: AnyEntity, page: Page): Promise<PageRead> {
  const own = page.fields.filter((name) => name in entity.columns);
  const selected = [...new Set([...own, 'id', page.order.column.name])];
  const expanded = expansion(entity, page.expand, { shown: SHOWN.list });
  const columns =
    page.expand.length > 0
      ? expanded.columns
      : sql.join(
          selected.map((name) => sql.identifier(name)),
          sql`, `,
        );
  const options = { stale: page.stale, window: windowOf(page), limit: page.limit, beside: expanded.beside };
  const reading = await read(site, entity, selectorOf(entity, page), pageStatement(entity, page, columns), options);
  // The total of a page without rows comes in a row of its own.
  const found = page.total ? reading.rows.filter(({ id }) => id !== null) : reading.rows;
  const rows = found.slice(0, page.limit).map(expanded.readable);
  const last = rows.at(-1);
  const goes_on = found.length > page.limit && last !== undefined;
  const next_cursor = goes_on ? writeCursor(page.order, positionOf(page.order, last)) : null;
  const shown = new Set(rows.map((row) => String(row.id)));
  const pending = Object.fromEntries(Object.entries(reading.pending).filter(([id]) => shown.has(id)));
  const is_more = page.total || page.expand.length > 0 || selected.length > own.length;
  const items = is_more ? rows.map((row) => only(row, page.fields)) : rows;
  return {
    list: {
      items,
      next_cursor,
      complete: next_cursor === null && reading.complete,
      pending,
      ...(page.total && { total: Number(reading.rows[0]?.ops_total) }),
    },
    rows,
    reading,
  };
}

/**
 * A list from the given page to its end, page by page, each read when it is asked for. A record that is there all the time comes
 * exactly once, whatever is recorded, applied or replicated meanwhile. Problems as for `read`; `buffer.unavailable` also when
 * the caller takes the replica alone, but the pages before did not have to.
 */
export async function* pagesFrom(site: Site, entity: AnyEntity, first: Page): AsyncGenerator<PageRead, void> {
  let page: Page | undefined = first;
  let was_complete = false;
  while (page !== undefined) {
    const found: PageRead = await list(site, entity, page);
    if (was_complete && !found.reading.complete)
      throw new Problem('buffer.unavailable', 'The buffer has come to be out of reach in the middle of the list.');
    was_complete = found.reading.complete;
    yield found;
    const last = found.rows.at(-1);
    page =
      found.list.next_cursor === null || last === undefined ? undefined : { ...following(page, last), total: false };
  }
}

/** What the list adds to an item is not there yet. */
function only(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));
}

/** The statement of a page: its rows and one more, each with these columns; with `total` also how many there are on all pages. */
export function pageStatement(entity: AnyEntity, page: Page, columns: SQL): SQL {
  const { where, order, after, limit, total } = page;
  const table = sql.identifier(entity.name);
  const from = (condition: SQL | undefined) => sql`from ${table}${condition && sql` where ${condition}`}`;
  const order_by = sql`order by ${sql.join(page.order_by, sql`, `)}`;
  const condition = and(where, after && behind(order, after));
  // One row more than asked for tells whether there is a next page.
  const rows = sql`select ${columns} ${from(condition)} ${order_by} limit ${limit + 1}`;
  if (!total) return rows;
  // Under the table's name, so that the order means the same again: a join keeps none of itself.
  return sql`select * from (select count(*) as ops_total ${from(where)}) as ops_count left join (${rows}) as ${table} on true ${order_by}`;
}

/** Which pending records the page can show: only those are shipped to the database. */
function selectorOf(entity: AnyEntity, page: Page): Selector {
  if (page.equals.id !== undefined) return { mode: 'ids', ids: page.equals.id.map(String) };
  const parent = entity.parents?.find((name) => page.equals[name] !== undefined);
  if (parent === undefined) return { mode: 'all' };
  return { mode: 'children', parents: (page.equals[parent] ?? []).map((value) => `${parent}=${value}`) };
}

/** The stretch of all records that is all the page needs. Not when they are counted: then every one counts. */
function windowOf({ unfiltered, total, order, after }: Page): PageWindow | undefined {
  if (!unfiltered || total || order.column.columnType !== 'PgTimestampString') return undefined;
  const { column, descending } = order;
  return { column: column.name, descending, after: after && [String(after[0]), String(after[1])] };
}
