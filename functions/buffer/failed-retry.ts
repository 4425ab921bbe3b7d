import * as z from 'zod';
import { retry } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { DECISION_PROBLEMS, letterPath, letterShape, reason } from '../../lib/http/letters.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/buffer/failed/{transaction_id}/retry',
  tag: 'buffer',
  summary: 'Send a dead letter again',
  doc: 'As it is, after what main refused it for has been mended. What it holds follows.',
  permission: 'manage:buffer',
  params: letterPath,
  body: z.strictObject({ reason: reason.default('no reason given') }),
  answers: { 200: { doc: 'It is on its way again.', body: letterShape } },
  problems: DECISION_PROBLEMS,
  run: async ({ site, principal: { username }, params, body }) => ({
    body: await retry(site, params.transaction_id, { username, reason: body.reason }),
  }),
});
