import * as z from 'zod';
import { discard } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { DECISION_PROBLEMS, letterPath, letterShape, reason } from '../../lib/http/letters.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'DELETE',
  path: '/buffer/failed/{transaction_id}',
  tag: 'buffer',
  summary: 'Give a dead letter up',
  doc: 'Main notes in its ledger that it will never have an effect. What it holds goes on, to succeed or to be refused with a reason that names it. Until main knows, it stays visible as dead and can still be retried.',
  permission: 'manage:buffer',
  params: letterPath,
  body: z.strictObject({ reason }),
  answers: { 200: { doc: 'It is given up as soon as main knows.', body: letterShape } },
  problems: DECISION_PROBLEMS,
  run: async ({ site, principal: { username }, params, body }) => ({
    body: await discard(site, params.transaction_id, { username, reason: body.reason }),
  }),
});
