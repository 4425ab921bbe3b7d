import { sql } from 'drizzle-orm';
import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { utc } from '../model/columns.ts';

/** PostgreSQL's 64-bit transaction id, which never wraps; as text. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * The ids of all transactions that took effect on main or were discarded, written in the same database transaction as
 * the effect. Insert-only and kept for ever: it is what makes a repeat harmless, and the receipt when Redis has forgotten.
 */
export const ledger = pgTable(
  'ledger',
  {
    transaction_id: uuid().primaryKey(),
    site: text().notNull(),
    /**
     * The accepting site's number for it, and the series the number belongs to: a site whose buffer had to begin anew
     * begins another. Null for what was written on main directly.
     */
    series: uuid(),
    sequence: bigint({ mode: 'number' }),
    lane: text().notNull(),
    outcome: text({ enum: ['applied', 'discarded'] }).notNull(),
    /** SHA-256 of method, path, query and body as sent. */
    fingerprint: text().notNull(),
    /** SHA-256 of the transaction as it was sent to main; in its receipt stands that of the transaction as accepted. */
    digest: text().notNull(),
    endpoint: text().notNull(),
    user_id: integer().notNull(),
    attempts: integer().notNull(),
    accepted_at: utc().notNull(),
    applied_at: utc().notNull(),
    /** What operators decided about it on the way: who, when and why. */
    acts: jsonb().notNull(),
    /**
     * The database transaction that wrote it. Among rows older than every transaction still open, its order never changes any more:
     * the order the change feed is read in.
     */
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
    /**
     * What it changed: [{entity, operation, ids, values?}, ...]; values, as accepted, for a record whose history is kept.
     */
    changes: jsonb().notNull().default([]),
  },
  (t) => [
    index().on(t.xid, t.transaction_id),
    index().on(t.site, t.series, t.sequence),
    index().on(t.lane, t.applied_at),
  ],
);

/**
 * Numbers of transactions that main had from elsewhere already: the same call was applied from another site, or under
 * another number of this one, or the id belonged to another call and this one was given up. Insert-only; with it every
 * number of a site is accounted for.
 */
export const arrival = pgTable(
  'arrival',
  {
    site: text().notNull(),
    series: uuid().notNull(),
    sequence: bigint({ mode: 'number' }).notNull(),
    transaction_id: uuid().notNull(),
    outcome: text({ enum: ['already', 'discarded'] }).notNull(),
    digest: text().notNull(),
    arrived_at: utc().notNull(),
  },
  (t) => [primaryKey({ columns: [t.site, t.series, t.sequence, t.transaction_id] })],
);

/**
 * Columns that migrations have dropped; an event trigger fills it. What was accepted before with a value in one of them is
 * applied without it, and the value is kept with the transaction's acts in the ledger.
 */
export const dropped_column = pgTable(
  'dropped_column',
  { entity: text().notNull(), name: text().notNull(), dropped_at: utc().notNull() },
  (t) => [primaryKey({ columns: [t.entity, t.name] })],
);
