import * as z from 'zod';
import { replicationStatus } from '../../lib/flow/replication-status.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

const lsn = z.string().nullable();
const bytes = z.number().nullable();

const slot = z.object({
  name: z.string(),
  active: z.boolean().meta({ description: 'whether its replica is connected' }),
  wal_status: z.enum(['reserved', 'extended', 'unreserved', 'lost']).nullable().meta({
    description: 'lost: the replica must be rebuilt; unreserved: it must after the next checkpoint',
  }),
  retained_bytes: bytes.meta({ description: 'WAL main keeps for it' }),
  headroom_bytes: bytes.meta({ description: 'WAL main can still write before the slot is lost' }),
  limit_bytes: bytes.meta({ description: 'max_slot_wal_keep_size' }),
});

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
        slots: z.array(slot).nullable().meta({ description: 'what main keeps for its replicas' }),
      }),
    },
  },
  run: async ({ site }) => ({ body: await replicationStatus(site) }),
});
