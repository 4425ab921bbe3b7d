import * as z from 'zod';
import { noteAct } from '../../lib/auth/change-access.ts';
import { mayDecide } from '../../lib/auth/letter-access.ts';
import { retryAll } from '../../lib/flow/operate.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { LETTERS, letterCursor, nextLetters, reason } from '../../lib/http/letters.ts';
import type { Step } from '../../lib/model/transaction.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/buffer/failed/retry-all',
  tag: 'buffer',
  summary: 'Send every dead letter again',
  doc: `Oldest first, at most ${LETTERS} at a time: with next_cursor of the answer as cursor it goes on, so that what main refuses once more is not in the way. Those that were discarded, and those you may not decide about, are left alone.`,
  permission: 'manage:buffer',
  body: z.strictObject({
    reason: reason.default('no reason given'),
    limit: z
      .int()
      .min(1)
      .max(LETTERS)
      .default(LETTERS)
      .meta({ description: `letters looked at, at most ${LETTERS}` }),
    cursor: letterCursor,
  }),
  answers: {
    200: {
      doc: 'Those that are on their way again.',
      body: z.object({ retried: z.array(z.guid()), next_cursor: nextLetters }),
    },
  },
  problems: ['buffer.unavailable'],
  run: async ({ site, call, from, principal, body: { reason, limit, cursor } }) => {
    const own = (steps: readonly Step[]) => mayDecide(principal, steps);
    const decision = { username: principal.username, reason };
    const { retried, next_cursor } = await retryAll(site, decision, cursor, limit, own);
    const act = { act: 'letter.retry_all', subject: 'buffer', details: { reason, retried } };
    if (retried.length > 0) await noteAct(site, call, actorOf(principal, from), act);
    return { body: { retried, next_cursor } };
  },
});
