import * as z from 'zod';
import { NOWHERE, type OutboxPlace } from '../outbox/feed.ts';

/** The last ledger row somebody has seen: by the feed's order (xid, transaction id), in which database. */
export interface LedgerPlace {
  /** System id, timeline and number of the database: positions in another mean something else. */
  origin: string;
  xid: string;
  transaction_id: string;
}

/** Where somebody stands who follows the changes of a site. */
export interface Place {
  ledger: LedgerPlace;
  outbox: OutboxPlace;
}

/** Positions of PostgreSQL and Redis are of 64 bits: a larger one would be their error, and is the caller's. */
const fits = (text: string, form: RegExp) =>
  form.test(text) && text.split('-').every((part) => BigInt(part) < 2n ** 64n);
const xid = z.string().refine((text) => fits(text, /^\d{1,20}$/));
const entry = z.string().refine((text) => fits(text, /^\d{1,20}-\d{1,20}$/));
const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** The form of a cursor: what a newer function writes in another one is not misread. */
const written = z.tuple([
  z.literal(1),
  z.tuple([z.string().regex(/^\d{1,20}\/[0-9A-F]{8}\/\d{1,10}$/), xid, id]),
  z.tuple([entry, z.string().regex(/^[0-9a-f]{40}$/)]).nullable(),
  z.tuple([z.enum(['applied', 'waiting']), z.string().regex(/^(-1|\d{1,17}(\.5)?)$/), id.or(z.literal(''))]).nullable(),
]);

/** The place as text for a URL. Whoever has it has learnt nothing but positions. */
export function writeCursor({ ledger: { origin, xid, transaction_id }, outbox: { log, list } }: Place): string {
  const parts = [1, [origin, xid, transaction_id], log[0] === '' ? null : log, list];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The place a cursor names, or undefined for a text that is none. */
export function readCursor(cursor: string): Place | undefined {
  const { data } = written.safeParse(parsed(cursor));
  if (data === undefined) return undefined;
  const [, [origin, xid, transaction_id], log, list] = data;
  return { ledger: { origin, xid, transaction_id }, outbox: { log: log ?? NOWHERE.log, list } };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined; // no cursor of ours
  }
}
