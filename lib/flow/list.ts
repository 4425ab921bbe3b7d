import { sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import type { Page } from '../model/filter.ts';
import type { State } from '../model/transaction.ts';
import type { Selector } from '../outbox/outbox.ts';
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
}

/** One page of an entity's records as main will have them, and how the answer was made. Problems as for `read`. */
export async function list(site: Site, entity: AnyEntity, page: Page): Promise<{ list: List; reading: Reading }> {
  const where = page.where === undefined ? sql`` : sql` where ${page.where}`;
  const order_by = sql.join(page.order_by, sql`, `);
  // One row more than asked for tells whether there is a next page.
  const statement = sql`select ${columnsOf(entity)} from ${sql.identifier(entity.name)}${where} order by ${order_by} limit ${page.limit + 1}`;
  const reading = await read(site, entity, selectorOf(entity, page), statement, page);
  const items = reading.rows.slice(0, page.limit);
  const last = items.at(-1);
  const next_cursor = reading.rows.length > page.limit && last !== undefined ? page.cursorAfter(last) : null;
  const shown = new Set(items.map((row) => String(row.id)));
  const pending = Object.fromEntries(Object.entries(reading.pending).filter(([id]) => shown.has(id)));
  return { list: { items, next_cursor, complete: next_cursor === null && reading.complete, pending }, reading };
}

/** Which pending records the page can show: only those are shipped to the database. */
function selectorOf(entity: AnyEntity, page: Page): Selector {
  if (page.equals.id !== undefined) return { mode: 'ids', ids: page.equals.id.map(String) };
  const parent = entity.parents?.find((name) => page.equals[name] !== undefined);
  if (parent === undefined) return { mode: 'all' };
  return { mode: 'children', parents: (page.equals[parent] ?? []).map((value) => `${parent}=${value}`) };
}
