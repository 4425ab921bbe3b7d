import * as z from 'zod';
import type { MadeToken } from '../auth/api-token.ts';
import { openRow } from '../auth/api-token.ts';
import { STATES } from '../model/transaction.ts';
import type { Answer } from './endpoint.ts';

/** What making or rotating a token answers beyond the token's record. */
export const madeShape = {
  token: z.string().meta({ description: 'shown this once' }),
  transaction_id: z.string(),
  status: z.enum(STATES),
};

/** The answer that shows a new token. */
export function madeAnswer(status: 200 | 201, { submitted, token, row }: MadeToken): Answer {
  const { transaction_id, status: state } = submitted.receipt;
  return { status, body: { ...openRow(row), token, transaction_id, status: state } };
}
