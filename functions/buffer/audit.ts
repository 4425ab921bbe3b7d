import * as z from 'zod';
import { audit } from '../../lib/flow/audit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

const number = z.int().min(0);
const ranges = z.array(z.object({ first: number, last: number }));

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/audit',
  tag: 'buffer',
  summary: 'Whether every accepted transaction is accounted for',
  doc: 'Each site numbers what it accepts, without gaps from 1. Every number must be on main or wait here; a missing, doubled or altered one is named. docs/operations.md says what this cannot prove.',
  permission: 'read:system',
  answers: {
    200: {
      doc: 'The findings, and every series of numbers.',
      body: z.object({
        intact: z.boolean().meta({ description: 'nothing is missing, doubled or altered' }),
        outbox_behind: z.boolean().meta({
          description: 'main has numbers this outbox has not given yet: it has lost the end of its log',
        }),
        series: z.array(
          z.object({
            site: z.string(),
            series: z.guid().meta({ description: 'begins anew when an outbox had to begin anew' }),
            arrived: number.meta({ description: 'numbers on main, as far as the database of this site knows' }),
            contiguous_to: number.meta({ description: 'main has every number up to here' }),
            highest: number,
            accepted: number
              .nullable()
              .meta({ description: 'the last number given; null where this site cannot know' }),
            waiting: number.nullable().meta({ description: 'accepted here and not yet seen on main' }),
            gaps: ranges.meta({ description: 'not on main; at another site they may be waiting, or dead letters' }),
            missing: ranges.meta({ description: 'given by this site and found nowhere: lost' }),
            doubled: z.array(z.object({ sequence: number, transaction_ids: z.array(z.guid()) })),
            altered: z.array(z.guid()).meta({ description: 'waiting here and no longer what was accepted' }),
          }),
        ),
      }),
    },
  },
  problems: ['buffer.unavailable', 'database.unavailable'],
  run: async ({ site }) => ({ body: await audit(site) }),
});
