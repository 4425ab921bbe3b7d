import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type * as z from 'zod';
import type { AnyEntity, Row } from './entity.ts';

/** The order of a list: by a column and, where its values are equal, by the id. */
export interface Order {
  /** As it is asked for: the column, with - descending. */
  text: string;
  column: PgColumn;
  id: PgColumn;
  descending: boolean;
}

/** A row's place in an order: its value in the column, and its id. */
export type Position = readonly [value: unknown, id: unknown];

/** Where a row stands. */
export function positionOf({ column }: Order, row: Row): Position {
  return [row[column.name], row.id];
}

/** The rows that stand behind a place: compared as a pair, so none is skipped or repeated, and the index on the column serves it. */
export function behind({ column, id, descending }: Order, [value, last_id]: Position): SQL {
  const place = sql`(${sql.param(value, column)}, ${sql.param(last_id, id)})`;
  return descending ? sql`(${column}, ${id}) < ${place}` : sql`(${column}, ${id}) > ${place}`;
}

/** A place as text, good for this order only. */
export function writeCursor({ text }: Order, position: Position): string {
  return Buffer.from(JSON.stringify([text, ...position])).toString('base64url');
}

/** The place a cursor of this order stands for; undefined when it is none. */
export function readCursor({ shapes }: AnyEntity, { text, column }: Order, cursor: string): Position | undefined {
  try {
    const [written, ...position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (written !== text || position.length !== 2) return undefined;
    const [value, id] = [column.name, 'id'].map((name, index) =>
      (shapes.row.shape[name] as z.ZodType).safeParse(position[index]),
    );
    return value?.success && id?.success ? [value.data, id.data] : undefined;
  } catch {
    return undefined;
  }
}
