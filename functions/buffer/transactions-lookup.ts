import * as z from 'zod';
import { lookUpTransactions } from '../../lib/flow/receipt.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { uuid } from '../../lib/model/columns.ts';
import { STATES } from '../../lib/model/transaction.ts';

/** Ids per call: an answer of 150 kB. */
const LIMIT = 500;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/buffer/transactions/lookup',
  tag: 'buffer',
  summary: 'How far many transactions have come',
  doc: `Up to ${LIMIT} ids, answered in the order asked. Receipts outlive the buffer: the ledger answers when Redis has forgotten.`,
  permission: 'read:observations',
  body: z.strictObject({ transaction_ids: z.array(uuid).min(1).max(LIMIT) }),
  answers: {
    200: {
      doc: 'Where each stands; unknown when this site has never heard of it.',
      body: z.object({
        items: z.array(z.looseObject({ transaction_id: z.guid(), state: z.enum([...STATES, 'unknown']) })),
      }),
    },
  },
  problems: ['buffer.unavailable', 'database.unavailable'],
  run: async ({ site, body }) => ({ body: { items: await lookUpTransactions(site, body.transaction_ids) } }),
});
