import * as z from 'zod';
import { noteAct } from '../../lib/auth/change-access.ts';
import { authorizeDecision, shownTo } from '../../lib/auth/letter-access.ts';
import { letter, retry } from '../../lib/flow/operate.ts';
import { actorOf } from '../../lib/http/actor.ts';
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
  run: async ({ site, call, from, principal, params: { transaction_id }, body: { reason } }) => {
    authorizeDecision(principal, (await letter(site, transaction_id)).steps);
    const { username } = principal;
    const decided = await retry(site, transaction_id, { username, reason });
    const act = { act: 'letter.retry', subject: `transaction:${transaction_id}`, details: { reason } };
    await noteAct(site, call, actorOf(principal, from), act);
    return { body: shownTo(principal, decided) };
  },
});
