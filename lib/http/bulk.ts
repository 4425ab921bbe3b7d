import * as z from 'zod';
import type { Submitted } from '../flow/repeat.ts';
import type { Outcome } from '../flow/submit-many.ts';
import { receipt } from '../model/transaction.ts';
import type { Answer } from './endpoint.ts';
import { written } from './written.ts';

/** Why one of many was refused. */
const refusal = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ in: z.string(), field: z.string(), detail: z.string() })),
  id: z.unknown().optional().meta({ description: 'the record that is in the way' }),
});

/** What a call that records many answers: a receipt per element, or why it was refused, in the order sent. */
export const bulkShape = z.object({
  count: z.int().meta({ description: 'how many are recorded' }),
  refused: z.int(),
  status: receipt.shape.status
    .nullable()
    .meta({ description: 'how far the least advanced has come; null when none is recorded' }),
  items: z.array(z.union([receipt, refusal])),
});

/** The answer when all were recorded in one transaction: a receipt per record, all of the same transaction. */
export function writtenAll(submitted: Submitted, ids: readonly unknown[]): Answer {
  const { status } = submitted.receipt;
  const items = ids.map((id) => ({ ...submitted.receipt, id }));
  return { ...written(201, submitted), body: { count: items.length, refused: 0, status, items } };
}

/** The answer when each was a transaction of its own: 201, or 207 when some were refused. */
export function writtenEach(outcomes: readonly Outcome[]): Answer {
  const items = outcomes.map((outcome) => {
    if ('submitted' in outcome) return outcome.submitted.receipt;
    const { code, message: detail, errors, members } = outcome.problem;
    return { code, detail, errors, ...members };
  });
  const receipts = outcomes.flatMap((outcome) => ('submitted' in outcome ? [outcome.submitted.receipt] : []));
  const count = receipts.length;
  const status = receipts.find((one) => one.status === 'buffered')?.status ?? receipts[0]?.status ?? null;
  const refused = items.length - count;
  return { status: refused === 0 ? 201 : 207, body: { count, refused, status, items } };
}
