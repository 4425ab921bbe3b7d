import * as z from 'zod';
import { awaitTransaction, transactionStatus } from '../../lib/flow/receipt.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { uuid } from '../../lib/model/columns.ts';
import { receipt, STATES } from '../../lib/model/transaction.ts';

/** Longest wait: an action's answer is given up after 60 s. */
const LONGEST_WAIT_S = 55;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/transactions/{transaction_id}',
  tag: 'buffer',
  summary: 'How far a transaction has come',
  doc: 'With wait, answers as soon as the transaction has reached that state or can no longer reach it by itself, at the latest after timeout_s; the state says which. At main, applied is final.',
  permission: 'read:observations',
  params: z.strictObject({ transaction_id: uuid }),
  query: z.strictObject({
    wait: z.enum(['applied', 'replicated']).optional(),
    timeout_s: z
      .stringFormat('seconds', /^\d{1,2}(\.\d{1,3})?$/, `must be seconds from 0 to ${LONGEST_WAIT_S}`)
      .transform(Number)
      .pipe(z.number().max(LONGEST_WAIT_S))
      .default(30),
  }),
  answers: {
    200: {
      doc: 'Where it stands.',
      body: z.object({
        transaction_id: z.guid(),
        state: z.enum(STATES),
        ...receipt.pick({ site: true, series: true, sequence: true, digest: true }).shape,
        lane: z.string().meta({ description: 'the record whose changes keep their order' }),
        created_at: z.string(),
        applied_at: z.string().optional(),
        lsn: z.string().optional().meta({ description: 'WAL position on main behind its commit' }),
        attempts: z.int().meta({ description: 'verdicts main has given on its data' }),
        error: z
          .unknown()
          .optional()
          .meta({ description: 'why it is held or dead, or why main could not take it yet' }),
      }),
    },
  },
  problems: ['record.not_found', 'buffer.unavailable', 'database.unavailable'],
  run: async ({ site, params: { transaction_id }, query: { wait, timeout_s } }) => ({
    body:
      wait === undefined
        ? await transactionStatus(site, transaction_id)
        : await awaitTransaction(site, transaction_id, wait, timeout_s),
  }),
});
