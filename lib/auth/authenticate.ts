import { createHash } from 'node:crypto';
import type { Site } from '../flow/site.ts';
import type { Clock } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import { verifyAccessToken } from './access-token.ts';
import type { Callers, Token } from './caller-rows.ts';
import { callersAt, callersNow, remembered } from './callers.ts';
import { NOBODY, type Principal } from './principal.ts';

const BEARER = /^Bearer +([\x21-\x7e]{1,4096})$/i;
const API_TOKEN = /^ops_api_token_[A-Za-z0-9_-]{20,128}$/;

/** Told a user. */
type Expect = (user_id: number) => void;

/**
 * The caller behind an Authorization header: an API token by its SHA-256, or the access token of a session by its signature.
 * Either way the user must be active, and neither the token revoked nor the session ended, as far as this site knows: see
 * `callersAt`. `expect` is told the user it will most likely be, before anything is asked. Problems: `auth.required` for anything
 * else, always in the same words; `database.unavailable` when the token cannot be judged.
 */
export async function authenticate(
  site: Site,
  authorization: string | undefined,
  expect: Expect = () => {},
): Promise<Principal> {
  const [, token = ''] = BEARER.exec(authorization ?? '') ?? [];
  const by = API_TOKEN.test(token) ? byApiToken : bySession;
  const principal = await by(site, token, expect);
  if (principal === undefined)
    throw new Problem('auth.required', 'There is no token, or it is unknown, expired or revoked.');
  return principal;
}

/** What is stored of a token. Looked up in a table by it, so that no comparison takes longer the better a guess is. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function byApiToken(site: Site, raw: string, expect: Expect): Promise<Principal | undefined> {
  const hash = tokenHash(raw);
  const holder = (callers: Callers) => holderOf(callers, hash, site.clock);
  expectHolder(site, holder, expect);
  const known = await callersAt(site);
  const callers = known.tokens.has(hash) ? known : await callersNow(site);
  if (!callers.tokens.has(hash)) refuseUncertain(callers);
  return holder(callers);
}

function holderOf(callers: Callers, hash: string, clock: Clock): Principal | undefined {
  const token = callers.tokens.get(hash);
  const { is_active, ...caller } = callers.users.get(token?.user_id ?? 0) ?? NO_CALLER;
  if (token === undefined || !is_active || !isGood(clock, callers, token)) return undefined;
  const { id, scopes, expires_at } = token;
  return { ...caller, scopes, by: { kind: 'token', id, expires_at } };
}

/** Nobody is expected whom what is remembered refuses: else a token that was revoked could still use up its owner's calls. */
function expectHolder(site: Site, holder: (callers: Callers) => Principal | undefined, expect: Expect): void {
  const callers = remembered(site);
  const expected = callers && holder(callers);
  if (expected !== undefined) expect(expected.user_id);
}

/** Who is not in an older copy may have come since: problem `database.unavailable`. */
function refuseUncertain({ is_certain }: Callers): void {
  if (!is_certain) throw new Problem('database.unavailable', 'The token cannot be verified now.');
}

const NO_CALLER = { ...NOBODY, is_active: false };

/** Neither expired nor, when it was made with another, outliving that one. */
function isGood(clock: Clock, callers: Callers, { expires_at, made_with }: Token): boolean {
  if (expires_at !== null && Date.parse(expires_at) <= clock.now()) return false;
  if (made_with === null) return true;
  const maker = callers.tokens_by_id.get(made_with);
  return maker !== undefined && isGood(clock, callers, { ...maker, made_with: null });
}

/**
 * A session nobody has heard of is taken at its word, which is signed and ten minutes old at most: it may have begun at the
 * other site a moment ago, or before the link was lost.
 */
async function bySession(site: Site, token: string, expect: Expect): Promise<Principal | undefined> {
  const claims = await verifyAccessToken(site, token);
  if (claims === undefined) return undefined;
  const holder = (callers: Callers): Principal | undefined => {
    const { is_active, ...caller } = callers.users.get(claims.user_id) ?? NO_CALLER;
    if (!is_active || callers.ended.has(claims.session_id)) return undefined;
    return { ...caller, scopes: null, by: { kind: 'session', id: claims.session_id } };
  };
  expectHolder(site, holder, expect);
  const known = await callersAt(site);
  const callers = known.users.has(claims.user_id) ? known : await callersNow(site);
  if (!callers.users.has(claims.user_id)) refuseUncertain(callers);
  return holder(callers);
}
