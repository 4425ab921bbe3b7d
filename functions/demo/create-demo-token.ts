import * as z from 'zod';
import { createToken } from '../../lib/auth/api-token.ts';
import { callersAt } from '../../lib/auth/callers.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { WRITE_PROBLEMS } from '../../lib/http/written.ts';
import { utcText } from '../../lib/kernel/clock.ts';
import { Problem } from '../../lib/kernel/problem.ts';

/** A day of trying things out. */
const LASTING_MS = 86_400_000;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/demo/create-demo-token',
  tag: 'demo',
  summary: "An administrator's token for trying things out",
  doc: "On a developer's machine only: elsewhere there is no such path, and as an OpenWhisk action it never answers otherwise, whatever is bound to it.",
  permission: 'public',
  development_only: true,
  answers: {
    200: { doc: 'Good for a day.', body: z.object({ token: z.string(), user_id: z.int(), role: z.literal('admin') }) },
  },
  problems: ['record.not_found', ...WRITE_PROBLEMS],
  run: async ({ site, call, from }) => {
    const admin = [...(await callersAt(site)).users.values()].find(({ username }) => username === 'admin');
    if (admin === undefined) throw new Problem('record.not_found', 'There is no user admin.');
    const { user_id, username } = admin;
    const actor = { user_id, username, address: from.address, request_id: from.request_id };
    const expires_at = utcText(new Date(site.clock.now() + LASTING_MS).toISOString()) ?? null;
    const by = { ...admin, scopes: null, by: { kind: 'nobody' } as const };
    const wanted = { name: 'demo', scopes: null, expires_at, user_id };
    const { token } = await createToken(site, { ...call, user_id }, actor, by, wanted);
    return { body: { token, user_id, role: 'admin' } };
  },
});
