import { serialize } from 'hono/utils/cookie';
import * as z from 'zod';
import type { SessionCall, Tokens } from '../auth/session.ts';
import type { Call } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import type { Answer } from './endpoint.ts';
import type { Origin } from './origin.ts';

/** What signing in and refreshing answer in the body; the refresh token goes into a cookie no script can read. */
export const sessionShape = z.object({
  access_token: z.string().meta({ description: 'for the Authorization header; keep it in memory only' }),
  token_type: z.literal('Bearer'),
  expires_in: z.int().meta({ description: 'until it expires [s]' }),
});

/** What making sign-in codes answers. */
export const madeCodes = z.object({
  codes: z.array(z.string()).meta({ description: 'shown this once' }),
  site: z.string().meta({ description: 'the site they are good at' }),
  expires_at: z.string(),
});

/** The call that begins, refreshes or ends a session. */
export function sessionCall({ endpoint, fingerprint }: Call, { address, request_id, user_agent }: Origin): SessionCall {
  return { call: { endpoint, fingerprint }, actor: { address, request_id }, user_agent };
}

/** The answer to somebody who now has a session. */
export function sessionAnswer(site: Site, { access_token, expires_in, refresh_token, refresh_in }: Tokens): Answer {
  return {
    body: { access_token, token_type: 'Bearer', expires_in },
    cookies: [refreshCookie(site, refresh_token, refresh_in)],
  };
}

/**
 * The cookie of a refresh token: for this host and HTTPS only, out of reach of scripts, sent by pages of the same site only.
 * Named after the site, because cookies do not tell ports apart. Sources: RFC 6265bis, 4.1.3.2 (`__Host-`).
 */
export function refreshCookie(site: Site, token: string, seconds: number): string {
  return hostCookie(cookieName(site), token, { seconds, same_site: 'Strict' });
}

/** The cookie of a sign-in on its way; GitHub's page leads back to us, so it must be sent when coming from there. */
export function attemptCookie(site: Site, attempt: string, seconds: number): string {
  return hostCookie(attemptName(site), attempt, { seconds, same_site: 'Lax' });
}

/** The sign-in a browser has begun, as it kept it. */
export function sentAttempt(site: Site, { cookies }: Origin): string | undefined {
  return cookies.get(attemptName(site));
}

function hostCookie(
  name: string,
  value: string,
  { seconds, same_site }: { seconds: number; same_site: 'Strict' | 'Lax' },
): string {
  return serialize(name, value, { path: '/', maxAge: seconds, httpOnly: true, secure: true, sameSite: same_site });
}

/** The refresh token a browser has sent; undefined when it has none. Problem `auth.forbidden` when a stranger's page sends it. */
export function sentRefreshToken(site: Site, from: Origin): string | undefined {
  refuseForeign(from);
  return from.cookies.get(cookieName(site));
}

/** Keeps a stranger's page from using a session, and from signing a browser in as somebody else. Problem `auth.forbidden`. */
export function refuseForeign({ is_foreign }: Origin): void {
  if (is_foreign) throw new Problem('auth.forbidden', 'Pages of this origin may not use a session.');
}

const attemptName = ({ config }: Site) => `__Host-ops_sign_in_${config.SITE_NAME}`;
const cookieName = ({ config }: Site) => `__Host-ops_${config.SITE_NAME}`;
