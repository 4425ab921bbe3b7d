import { refreshSession } from '../../lib/auth/session.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { sentRefreshToken, sessionAnswer, sessionCall, sessionShape } from '../../lib/http/session-answer.ts';
import { Problem } from '../../lib/kernel/problem.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/auth/refresh',
  tag: 'auth',
  summary: 'A new access token for the session in the cookie',
  doc: 'Asks nobody beyond this site, so it works whatever the link does. The cookie is exchanged for its successor; one that is used again later than 10 s afterwards ends the session.',
  permission: 'public',
  answers: { 200: { doc: 'The session goes on.', body: sessionShape, headers: ['Set-Cookie'] } },
  problems: ['auth.required', 'auth.forbidden', 'auth.not_configured', 'buffer.unavailable', 'database.unavailable'],
  run: async ({ site, call, from }) => {
    const token = sentRefreshToken(site, from);
    if (token === undefined) throw new Problem('auth.required', 'There is no session, or it has ended.');
    return sessionAnswer(site, await refreshSession(site, sessionCall(call, from), token));
  },
});
