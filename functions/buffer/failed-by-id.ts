import { shownTo } from '../../lib/auth/letter-access.ts';
import { letter } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { letterPath, letterShape } from '../../lib/http/letters.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/failed/{transaction_id}',
  tag: 'buffer',
  summary: 'One transaction main has not taken',
  permission: 'read:system',
  params: letterPath,
  answers: { 200: { doc: 'What it would do, why it is here, and what was decided.', body: letterShape } },
  problems: ['record.not_found', 'buffer.unavailable'],
  run: async ({ site, principal, params }) => ({
    body: shownTo(principal, await letter(site, params.transaction_id)),
  }),
});
