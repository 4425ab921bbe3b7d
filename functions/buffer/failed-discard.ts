import * as z from 'zod';
import { noteAct } from '../../lib/auth/change-access.ts';
import { authorizeDecision, shownTo } from '../../lib/auth/letter-access.ts';
import { discard, letter } from '../../lib/flow/operate.ts';
import { actorOf } from '../../lib/http/actor.ts';
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
  run: async ({ site, call, from, principal, params: { transaction_id }, body: { reason } }) => {
    authorizeDecision(principal, (await letter(site, transaction_id)).steps);
    const { username } = principal;
    const decided = await discard(site, transaction_id, { username, reason });
    const act = { act: 'letter.discard', subject: `transaction:${transaction_id}`, details: { reason } };
    await noteAct(site, call, actorOf(principal, from), act);
    return { body: shownTo(principal, decided) };
  },
});
