import * as z from 'zod';
import { replicationStatus } from '../../lib/flow/replication-status.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

const lsn = z.string().nullable();

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/replication/status',
  tag: 'replication',
  summary: 'How far this site is behind main',
  doc: 'What cannot be known while the link is down is null.',
  permission: 'read:system',
  answers: {
    200: {
      doc: 'Positions and lag.',
      body: z.object({
        main_lsn: lsn.meta({ description: "main's WAL position now" }),
        replay_lsn: lsn.meta({ description: 'position up to which this site has replayed' }),
        lag_bytes: z.number().nullable(),
        lag_s: z.number().nullable().meta({ description: 'seconds this site has not heard everything from main' }),
        caught_up: z.boolean().nullable(),
      }),
    },
  },
  run: async ({ site }) => ({ body: await replicationStatus(site) }),
});
