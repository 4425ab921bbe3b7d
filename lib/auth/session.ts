import { userSession } from '../entities/session.ts';
import type { Draft } from '../flow/draft.ts';
import type { Call } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { utcText } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import { signAccessToken } from './access-token.ts';
import { tokenHash } from './authenticate.ts';
import { callersAt } from './callers.ts';
import { type Actor, changeAccess } from './change-access.ts';
import { firstRefreshToken, forgetRefreshToken, sessionOf, showRefreshToken } from './refresh-token.ts';
import { signingKey } from './session-keys.ts';

/** What a person has after signing in or refreshing. */
export interface Tokens {
  /** For the Authorization header, kept in memory. */
  access_token: string;
  /** Seconds it is good for. */
  expires_in: number;
  /** For the cookie, which no script can read. */
  refresh_token: string;
  /** Seconds until the session ends unless it is refreshed. */
  refresh_in: number;
}

/** A call that begins or ends a session. */
export interface SessionCall {
  call: Pick<Call, 'endpoint' | 'fingerprint'>;
  actor: Pick<Actor, 'address' | 'request_id'>;
  user_agent: string | null;
}

/** Somebody who has shown who they are. */
export interface SignedIn {
  user_id: number;
  username: string;
  method: 'github' | 'code';
  /** What else changes in the same transaction. Repeatable. */
  change?(draft: Draft): Promise<void>;
}

/** Longest that is kept of what a browser says of itself. */
const USER_AGENT_LENGTH = 200;

/**
 * Begins a session, in one transaction with whatever else signing in changes and its line in the audit log. Problems:
 * `auth.not_configured`; those of `submit`.
 */
export async function beginSession(site: Site, from: SessionCall, who: SignedIn): Promise<Tokens> {
  await signingKey(site.config); // a site that cannot sign begins nothing
  const { user_id, username, method } = who;
  const session_id = site.clock.uuid();
  const expires_at_ms = site.clock.now() + site.config.SESSION_MAX_S * 1_000;
  const actor = { ...from.actor, user_id, username };
  // A sign-in is never the repeat of another one: it has neither a key of the caller's nor the fingerprint of an earlier one.
  const fingerprint = tokenHash(`${from.call.fingerprint} ${session_id}`);
  await changeAccess(site, { ...from.call, fingerprint, user_id }, actor, async (draft) => {
    await who.change?.(draft);
    draft.create(userSession, {
      id: session_id,
      user_id,
      site: site.config.SITE_NAME,
      method,
      address: from.actor.address,
      user_agent: from.user_agent?.slice(0, USER_AGENT_LENGTH) ?? null,
      expires_at: utcText(new Date(expires_at_ms).toISOString()),
    });
    return { act: 'session.begin', subject: `user_session:${session_id}`, details: { method } };
  });
  const refresh_token = await firstRefreshToken(site, { session_id, user_id, expires_at_ms });
  return tokens(site, { user_id, username, session_id }, refresh_token, expires_at_ms);
}

/**
 * New tokens for a refresh token, without asking anybody beyond this site. A token that is shown again after its successor
 * was given out ends the session: one of the two who have it should not. Problems: `auth.required`, `buffer.unavailable`.
 */
export async function refreshSession(site: Site, from: SessionCall, refresh_token: string): Promise<Tokens> {
  const denied = () => new Problem('auth.required', 'There is no session, or it has ended.');
  const callers = await callersAt(site);
  const session = sessionOf(refresh_token);
  if (session === undefined || callers.ended.has(session)) throw denied();
  const shown = await showRefreshToken(site, refresh_token);
  if (shown.outcome === 'unknown') throw denied();
  const caller = callers.users.get(shown.user_id);
  if (shown.outcome === 'reused') {
    const user = { user_id: shown.user_id, username: caller?.username ?? 'unknown' };
    await endSession(site, from.call, { ...from.actor, ...user }, shown.session_id, 'a refresh token was used twice');
    throw denied();
  }
  if (!caller?.is_active) throw denied();
  const { session_id, expires_at_ms, successor } = shown;
  const { user_id, username } = caller;
  return tokens(site, { user_id, username, session_id }, successor, expires_at_ms);
}

/** Ends the session of a refresh token, if it is one that lasts. Problems: `buffer.unavailable`, those of `submit`. */
export async function signOut(site: Site, from: SessionCall, refresh_token: string): Promise<void> {
  // Showing it proves it: whoever only knows a session's id ends nothing.
  const shown = await showRefreshToken(site, refresh_token);
  if (shown.outcome === 'unknown') return;
  const { session_id, user_id } = shown;
  const { username = 'unknown' } = (await callersAt(site)).users.get(user_id) ?? {};
  const because = shown.outcome === 'reused' ? 'a refresh token was used twice' : 'signed out';
  await endSession(site, from.call, { ...from.actor, user_id, username }, session_id, because);
}

/** Ends a session: here at once, elsewhere when it has replicated. Ending one that has ended changes nothing. */
export async function endSession(
  site: Site,
  call: Pick<Call, 'endpoint' | 'fingerprint'>,
  actor: Actor,
  session_id: string,
  because: string,
): Promise<void> {
  await forgetRefreshToken(site, session_id);
  const { endpoint, fingerprint } = call;
  const ended_at = utcText(new Date(site.clock.now()).toISOString());
  try {
    await changeAccess(site, { endpoint, fingerprint, user_id: actor.user_id ?? 0 }, actor, async (draft) => {
      const found = await draft.find(userSession, session_id);
      if (found.row?.ended_at) throw new Problem('record.conflict', 'The session has ended.');
      draft.update(found, { ended_at, ended_because: because });
      return { act: 'session.end', subject: `user_session:${session_id}`, details: { because } };
    });
  } catch (error) {
    // It has ended, or began at the other site and is not known here yet.
    const is_over = error instanceof Problem && (error.code === 'record.conflict' || error.code === 'record.not_found');
    if (!is_over) throw error;
  }
}

async function tokens(
  site: Site,
  claims: Parameters<typeof signAccessToken>[1],
  refresh_token: string,
  expires_at_ms: number,
): Promise<Tokens> {
  const { SESSION_ACCESS_S: expires_in, SESSION_IDLE_S } = site.config;
  const left_s = Math.floor((expires_at_ms - site.clock.now()) / 1_000);
  const access_token = await signAccessToken(site, claims);
  return { access_token, expires_in, refresh_token, refresh_in: Math.min(SESSION_IDLE_S, left_s) };
}
