import { randomBytes } from 'node:crypto';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import { answered, type Redis, RedisUnavailable } from '../redis/connect.ts';
import { tokenHash } from './authenticate.ts';
import { derivedSecret } from './session-keys.ts';

/** What became of a refresh token that was shown. */
export type Refreshed =
  | { outcome: 'rotated'; session_id: string; user_id: number; expires_at_ms: number; successor: string }
  /** Used before, and not by a lost answer: somebody has a copy. */
  | { outcome: 'reused'; session_id: string; user_id: number }
  | { outcome: 'unknown' };

/** An answer can be lost, and two tabs can refresh at once: for so long the same token gets the same successor again. */
const REPEATED_MS = 10_000;

/**
 * Shows a token.
 * KEYS: the session. ARGV: SHA-256 of the token, SHA-256 of its successor, now [ms], how long a repeat is taken [ms], idle
 * limit [ms], whether this site made the token [1 | 0]. Returns {rotated | repeated | reused | unknown, user id, end of the
 * session [ms]}.
 */
const SHOW = `
local session = redis.call('hmget', KEYS[1], 'current', 'previous', 'rotated_at_ms', 'user_id', 'expires_at_ms')
local now = tonumber(ARGV[3])
if not session[1] or tonumber(session[5]) <= now then return {'unknown', '0', '0'} end
if session[1] == ARGV[1] then
  redis.call('hset', KEYS[1], 'current', ARGV[2], 'previous', ARGV[1], 'rotated_at_ms', ARGV[3])
  redis.call('pexpire', KEYS[1], math.min(tonumber(ARGV[5]), tonumber(session[5]) - now))
  return {'rotated', session[4], session[5]}
end
if session[2] == ARGV[1] and session[1] == ARGV[2] and now - tonumber(session[3]) <= tonumber(ARGV[4]) then
  return {'repeated', session[4], session[5]}
end
if ARGV[6] ~= '1' then return {'unknown', '0', '0'} end
redis.call('del', KEYS[1])
return {'reused', session[4], session[5]}
`;

/** The session, a secret, and the seal by which a token of ours is told from one made up by somebody who knows the session. */
const FORM = /^ops_refresh_([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})\.[A-Za-z0-9_-]{43}$/;

/** The first refresh token of a session. Problem `buffer.unavailable`. */
export async function firstRefreshToken(
  site: Site,
  session: { session_id: string; user_id: number; expires_at_ms: number },
): Promise<string> {
  const { session_id, user_id, expires_at_ms } = session;
  const token = tokenOf(site, session_id, randomBytes(32).toString('base64url'));
  const ttl_ms = Math.min(site.config.SESSION_IDLE_S * 1_000, expires_at_ms - site.clock.now());
  await kept(site, (redis) =>
    redis
      .multi()
      .hset(keyOf(site, session_id), { current: tokenHash(token), user_id, expires_at_ms })
      .pexpire(keyOf(site, session_id), ttl_ms)
      .exec(),
  );
  return token;
}

/**
 * Exchanges a refresh token for its successor, which only this site can derive from it: a token is good once, and a repeat
 * within 10 s gets the same one. Any other use of an old token ends the session here; one made up is unknown, and so is an
 * old one after a change of keys. Problems: `buffer.unavailable` (sending it again is safe), `auth.not_configured`.
 */
export async function showRefreshToken(site: Site, token: string): Promise<Refreshed> {
  const [, session_id, secret] = FORM.exec(token) ?? [];
  if (session_id === undefined || secret === undefined) return { outcome: 'unknown' };
  const successor = tokenOf(site, session_id, derivedSecret(site.config, token));
  // By their hashes, so that no comparison takes longer the better a guess is.
  const is_ours = tokenHash(token) === tokenHash(tokenOf(site, session_id, secret));
  const [outcome, user, expires] = (await kept(site, (redis) =>
    redis.eval(
      SHOW,
      1,
      keyOf(site, session_id),
      tokenHash(token),
      tokenHash(successor),
      site.clock.now(),
      REPEATED_MS,
      site.config.SESSION_IDLE_S * 1_000,
      is_ours ? 1 : 0,
    ),
  )) as ['rotated' | 'repeated' | 'reused' | 'unknown', string, string];
  if (outcome === 'unknown') return { outcome };
  const user_id = Number(user);
  if (outcome === 'reused') return { outcome, session_id, user_id };
  return { outcome: 'rotated', session_id, user_id, expires_at_ms: Number(expires), successor };
}

/** Makes a session's refresh token worthless. Problem `buffer.unavailable`. */
export async function forgetRefreshToken(site: Site, session_id: string): Promise<void> {
  await kept(site, (redis) => redis.del(keyOf(site, session_id)));
}

/** The session a refresh token claims to be of; undefined when it is none. */
export const sessionOf = (token: string): string | undefined => FORM.exec(token)?.[1];

function tokenOf({ config }: Site, session_id: string, secret: string): string {
  const open = `ops_refresh_${session_id}.${secret}`;
  return `${open}.${derivedSecret(config, `seal ${open}`)}`;
}

const keyOf = ({ config }: Site, session_id: string) => `ops:{${config.SITE_NAME}}:refresh:${session_id}`;

/**
 * Where recordings are kept, sessions are: at a secondary they survive a power failure in the middle of an outage, when nobody
 * could sign in anew through GitHub. At main they last as long as its Redis.
 */
async function kept<Result>(site: Site, command: (redis: Redis) => Promise<Result>): Promise<Result> {
  const redis = site.buffer?.durable ?? site.volatile;
  if (redis === undefined) throw new Problem('auth.not_configured', 'Sessions need VOLATILE_REDIS_URL at this site.');
  return answered(() => command(redis)).catch((error: unknown) => {
    if (error instanceof RedisUnavailable)
      throw new Problem('buffer.unavailable', 'The Redis that keeps the sessions of this site does not answer.');
    throw error;
  });
}
