import * as z from 'zod';
import type { ProblemCode } from '../kernel/problem.ts';
import { storable, uuid } from '../model/columns.ts';
import { STATES, step } from '../model/transaction.ts';

/** The path of one transaction main has not taken. */
export const letterPath = z.strictObject({ transaction_id: uuid });

/** Letters of one page, unless fewer are asked for: more than a person reads at once. */
export const LETTERS = 500;

/** Where a page of letters begins: `next_cursor` of the one before. */
export const letterCursor = z
  .stringFormat('cursor', /^\d{1,15}$/, 'is not a cursor of the dead letters; start again without it')
  .transform(Number)
  .default(0)
  .meta({ description: 'next_cursor of the answer before' });

/** Where the next page begins; null when there is none. */
export const nextLetters = z
  .string()
  .nullable()
  .meta({ description: 'cursor of the next page; null when this page ends the list' });

/** Why an operator decides as he does: kept with the transaction and in the ledger. */
export const reason = storable(z.string().trim().min(3, 'must say why, for those who ask later')).max(1_000);

/** A transaction main has not taken, with everything a person needs to decide. */
export const letterShape = z.object({
  transaction_id: z.guid(),
  state: z.enum(STATES),
  lane: z.string(),
  created_at: z.string(),
  attempts: z.int(),
  error: z.unknown().optional().meta({ description: "main's reason, in plain words and its own" }),
  endpoint: z.string().meta({ description: 'the call it came from' }),
  user_id: z.int(),
  steps: z.array(step).meta({ description: 'what it would do' }),
  original_steps: z.array(step).nullable().meta({ description: 'what it would have done before it was amended' }),
  acts: z
    .array(z.object({ act: z.enum(['retry', 'amend', 'discard']), by: z.string(), at: z.string(), reason: z.string() }))
    .meta({ description: 'what operators decided: who, when and why' }),
  discarding: z.boolean().meta({ description: 'discarded here; for good once main knows' }),
});

/** Problems every decision about a dead letter can have. */
export const DECISION_PROBLEMS = [
  'record.not_found',
  'record.conflict',
  'buffer.unavailable',
] as const satisfies readonly ProblemCode[];
