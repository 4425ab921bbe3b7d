import * as z from 'zod';
import { retryAll } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { reason } from '../../lib/http/letters.ts';

/** Dead letters sent again per call: their answers fit into one. */
const LIMIT = 500;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/buffer/failed/retry-all',
  tag: 'buffer',
  summary: 'Send every dead letter again',
  doc: `At most ${LIMIT}, oldest first; those that were discarded are left alone.`,
  permission: 'manage:buffer',
  body: z.strictObject({ reason: reason.default('no reason given') }),
  answers: { 200: { doc: 'Those that are on their way again.', body: z.object({ retried: z.array(z.guid()) }) } },
  problems: ['buffer.unavailable'],
  run: async ({ site, principal: { username }, body }) => ({
    body: { retried: await retryAll(site, { username, reason: body.reason }, LIMIT) },
  }),
});
