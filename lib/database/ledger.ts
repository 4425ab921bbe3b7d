import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { utc } from '../model/columns.ts';

/**
 * The ids of all transactions that took effect on main or were discarded, written in the same database transaction as
 * the effect. Insert-only and kept for ever: it is what makes a repeat harmless, and the receipt when Redis has forgotten.
 */
export const ledger = pgTable(
  'ledger',
  {
    transaction_id: uuid().primaryKey(),
    site: text().notNull(),
    /** The accepting site's number for it; null for what was written on main directly. */
    sequence: bigint({ mode: 'number' }),
    lane: text().notNull(),
    outcome: text({ enum: ['applied', 'discarded'] }).notNull(),
    /** SHA-256 of method, path and body as sent. */
    fingerprint: text().notNull(),
    endpoint: text().notNull(),
    user_id: integer().notNull(),
    attempts: integer().notNull(),
    accepted_at: utc().notNull(),
    applied_at: utc().notNull(),
    /** What operators decided about it on the way: who, when and why. */
    acts: jsonb().notNull(),
  },
  (t) => [index().on(t.site, t.sequence), index().on(t.lane, t.applied_at)],
);
