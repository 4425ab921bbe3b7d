import * as z from 'zod';
import { failedTransactions } from '../../lib/flow/receipt.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { STATES, step } from '../../lib/model/transaction.ts';

/** More dead letters than a person reads at once. */
const LIMIT = 500;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/failed',
  tag: 'buffer',
  summary: 'The transactions main refused, and those they hold',
  doc: `Oldest first, at most ${LIMIT}, each with main's reason in plain words and what it would have done. They stay visible in every read until they are settled.`,
  permission: 'read:system',
  answers: {
    200: {
      doc: 'Dead letters and held transactions.',
      body: z.object({
        items: z.array(
          z.object({
            transaction_id: z.guid(),
            state: z.enum(STATES),
            lane: z.string(),
            created_at: z.string(),
            attempts: z.int(),
            error: z.unknown().optional(),
            steps: z.array(step),
          }),
        ),
      }),
    },
  },
  problems: ['buffer.unavailable'],
  run: async ({ site }) => ({ body: { items: await failedTransactions(site, LIMIT) } }),
});
