import * as z from 'zod';
import { bufferStats } from '../../lib/flow/buffer-stats.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

const count = z.int().min(0);

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/stats',
  tag: 'buffer',
  summary: 'The buffer in figures',
  permission: 'read:system',
  answers: {
    200: {
      doc: 'Counts, ages and the last drain that did something.',
      body: z.object({
        pending: count.meta({ description: 'acknowledged and not yet on main, dead letters apart' }),
        oldest_age_s: z.number().nullable().meta({ description: 'age of the oldest that can be sent' }),
        applied_total: count,
        dead: count,
        held: count.meta({ description: 'pending and waiting for another transaction to be settled' }),
        unreplicated: count.meta({ description: 'on main and not yet replicated here' }),
        postponed: count.meta({ description: 'could not be taken by main for a reason that is not about their data' }),
        next_attempt_at: z.string().nullable().meta({ description: 'when the first of them is sent again' }),
        last_drain: z.unknown(),
        capacity: z
          .object({
            transactions: count,
            transactions_limit: count,
            bytes: count,
            bytes_limit: count,
            used: z.number().meta({ description: 'the fuller of the two, 0 to 1' }),
            hours_left: z.number().nullable().meta({ description: 'until it is full at the present rate' }),
          })
          .nullable(),
        copies: z
          .object({
            expected: count.meta({ description: 'copies on other disks there should be' }),
            required: z.boolean().meta({ description: 'whether a write is acknowledged only when a copy has it' }),
            connected: count.meta({ description: 'copies that confirm what they get' }),
            lag_bytes: count.nullable().meta({ description: 'not yet confirmed by the best copy, a second ago' }),
          })
          .nullable(),
        durability: z
          .enum(['durable', 'not durable'])
          .meta({ description: 'durable: fsync before every acknowledgement and no eviction' }),
      }),
    },
  },
  problems: ['buffer.unavailable'],
  run: async ({ site }) => ({ body: await bufferStats(site) }),
});
