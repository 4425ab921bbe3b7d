import * as z from 'zod';
import { user } from '../../lib/entities/access.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { storableJson } from '../../lib/model/columns.ts';

/** Settings of a screen, not a store for anything else. */
const LIMIT_BYTES = 16_384;

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/user_preferences',
  tag: 'user_preferences',
  summary: 'Replace your own settings',
  doc: `An object of at most ${LIMIT_BYTES} bytes. Kept at this site at once, link or no link.`,
  permission: 'own',
  body: storableJson(z.record(z.string().max(200), z.unknown())).refine(
    (settings) => Buffer.byteLength(JSON.stringify(settings)) <= LIMIT_BYTES,
    `must be at most ${LIMIT_BYTES} bytes`,
  ),
  answers: { 200: durable('They are kept.') },
  problems: ['record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, principal, body }) => {
    const submitted = await submit(site, call, async (draft) => {
      draft.update(await draft.find(user, principal.user_id), { preferences: body });
    });
    return written(200, submitted);
  },
});
