import * as z from 'zod';

/**
 * The form of a transaction as it lies in the outbox. Raised when a drain of the old form could misread the new one;
 * a drain leaves newer forms than its own in place.
 */
export const SCHEMA_VERSION = 1;

const record = { entity: z.string(), id: z.union([z.string(), z.int()]) };
const values = z.record(z.string(), z.unknown());

/**
 * One change of one record. `expect` names column values the record must still have on main: otherwise the whole
 * transaction is refused.
 */
export const step = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('create'), ...record, row: values }),
  z.strictObject({ operation: z.literal('update'), ...record, patch: values, expect: values.optional() }),
  z.strictObject({ operation: z.literal('delete'), ...record, expect: values.optional() }),
]);

/** One create, update or delete. */
export type Step = z.infer<typeof step>;

/** An ordered all-or-nothing list of steps with an id the client sees, and who asked for it. */
export const transaction = z.strictObject({
  transaction_id: z.guid(),
  site: z.string(),
  schema_version: z.int(),
  created_at: z.string(),
  endpoint: z.string(),
  user_id: z.int(),
  /** SHA-256 of method, path, query and body as sent. */
  fingerprint: z.string(),
  lane: z.string(),
  /** Whether the ledger keeps what it says of the record the lane is named for. */
  history: z.literal(true).optional(),
  steps: z.array(step).min(1),
});

/** A transaction before the outbox has given it a number and its predecessors. */
export type Transaction = z.infer<typeof transaction>;

/** Where a transaction stands. Forward only, except by an operator's recorded act. */
export const STATES = ['buffered', 'held', 'applied', 'replicated', 'dead', 'discarded'] as const;

/** Where a transaction stands. */
export type State = (typeof STATES)[number];

/** What a write returns: the record, the transaction that carries it, and how far it has come. */
export const receipt = z.object({
  id: z.union([z.string(), z.int()]).meta({ description: 'id of the record that was created or changed' }),
  transaction_id: z.guid().meta({ description: 'GET /buffer/transactions/{transaction_id} tells how far it has come' }),
  status: z.enum(STATES).meta({
    description: 'buffered: durable at this site; applied: committed on main; a repeated call answers the state today',
  }),
  site: z.string().meta({ description: 'the site that accepted it' }),
  series: z.guid().nullable().meta({ description: "the series that site's numbers belong to" }),
  sequence: z
    .int()
    .nullable()
    .meta({ description: "that site's number for it, without gaps from 1; null for what main took directly" }),
  digest: z.string().meta({ description: 'SHA-256 of the transaction as accepted; main keeps it with the number' }),
});

/** The part of a receipt that is proof: who accepted it, under which number, and what exactly. */
export type Proof = Pick<Receipt, 'site' | 'series' | 'sequence' | 'digest'>;

/** What a write returns. */
export type Receipt = z.infer<typeof receipt>;

/** How a record is known across entities: `entity:id`. */
export function recordKey(entity: string, id: string | number): string {
  return `${entity}:${id}`;
}
