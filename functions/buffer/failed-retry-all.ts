import * as z from 'zod';
import { noteAct } from '../../lib/auth/change-access.ts';
import { mayDecide } from '../../lib/auth/letter-access.ts';
import { retryAll } from '../../lib/flow/operate.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { reason } from '../../lib/http/letters.ts';
import type { Step } from '../../lib/model/transaction.ts';

/** Dead letters sent again per call: their answers fit into one. */
const LIMIT = 500;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/buffer/failed/retry-all',
  tag: 'buffer',
  summary: 'Send every dead letter again',
  doc: `At most ${LIMIT}, oldest first; those that were discarded, and those you may not decide about, are left alone.`,
  permission: 'manage:buffer',
  body: z.strictObject({ reason: reason.default('no reason given') }),
  answers: { 200: { doc: 'Those that are on their way again.', body: z.object({ retried: z.array(z.guid()) }) } },
  problems: ['buffer.unavailable'],
  run: async ({ site, call, from, principal, body: { reason } }) => {
    const own = (steps: readonly Step[]) => mayDecide(principal, steps);
    const retried = await retryAll(site, { username: principal.username, reason }, LIMIT, own);
    const act = { act: 'letter.retry_all', subject: 'buffer', details: { reason, retried } };
    if (retried.length > 0) await noteAct(site, call, actorOf(principal, from), act);
    return { body: { retried } };
  },
});
