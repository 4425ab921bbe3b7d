import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import { ALGORITHM, signingKey, siteOfKey, verifyingKey } from './session-keys.ts';

/** What an access token says: whose it is and of which session. */
export interface AccessClaims {
  user_id: number;
  username: string;
  session_id: string;
}

/** The part of a site tokens need. */
export interface TokenSite {
  config: Pick<Config, 'SITE_NAME' | 'SESSION_KEYS' | 'SESSION_ACCESS_S'>;
  clock: Clock;
}

const AUDIENCE = 'ops-db';
/** RFC 9068: a token of another purpose signed with the same key is none of these. */
const TYPE = 'at+jwt';
/** Clocks of two sites kept by NTP differ by less. */
const SKEW_S = 30;

const issuer = (site: string) => `ops-db:${site}`;

const claims = z.object({ sub: z.string(), uid: z.int(), sid: z.guid() });

/** A signed access token (RFC 9068) for SESSION_ACCESS_S seconds. Problem `auth.not_configured`. */
export async function signAccessToken({ config, clock }: TokenSite, of: AccessClaims): Promise<string> {
  const { kid, key } = await signingKey(config);
  const now_s = Math.floor(clock.now() / 1_000);
  return new SignJWT({ uid: of.user_id, sid: of.session_id })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setSubject(of.username)
    .setIssuer(issuer(config.SITE_NAME))
    .setAudience(AUDIENCE)
    .setIssuedAt(now_s)
    .setNotBefore(now_s)
    .setExpirationTime(now_s + config.SESSION_ACCESS_S)
    .setJti(clock.uuid())
    .sign(key);
}

/**
 * What a token says, if it was signed by a site this one trusts: algorithm, type, key, issuer (the site the key belongs to),
 * audience, expiry, not-before, and an age no token of ours reaches. Undefined otherwise; nothing is asked of anybody.
 */
export async function verifyAccessToken(
  { config, clock }: TokenSite,
  token: string,
): Promise<AccessClaims | undefined> {
  let signed_by = '';
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = verifyingKey(config, kid);
        if (key === undefined || kid === undefined) throw new errors.JWKSNoMatchingKey();
        signed_by = siteOfKey(kid);
        return key;
      },
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        audience: AUDIENCE,
        clockTolerance: SKEW_S,
        // No site may issue tokens that last longer.
        maxTokenAge: 3_600,
        requiredClaims: ['iss', 'sub', 'exp', 'nbf', 'iat', 'jti'],
        currentDate: new Date(clock.now()),
      },
    );
    if (payload.iss !== issuer(signed_by)) return undefined;
    const { uid, sub, sid } = claims.parse(payload);
    return { user_id: uid, username: sub, session_id: sid };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}
