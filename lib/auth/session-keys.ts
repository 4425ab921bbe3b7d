import { createHmac, hkdfSync } from 'node:crypto';
import { type CryptoKey, importJWK } from 'jose';
import type { Config } from '../kernel/config.ts';
import { Problem } from '../kernel/problem.ts';

/** The one algorithm there is: ECDSA on P-256 with SHA-256. A token that names another is no token. */
export const ALGORITHM = 'ES256';

/** A public key as others are told of it (RFC 7517). */
export interface PublicKey {
  kty: 'EC';
  crv: 'P-256';
  kid: string;
  x: string;
  y: string;
  use: 'sig';
  alg: typeof ALGORITHM;
}

type Jwk = NonNullable<Config['SESSION_KEYS']>['keys'][number];
type Keys = Pick<Config, 'SESSION_KEYS' | 'SITE_NAME'>;

const verifying = new WeakMap<Jwk, Promise<CryptoKey>>();
const signing = new WeakMap<Jwk, Promise<CryptoKey>>();

/** The public keys of all sites, for whoever verifies tokens without us. */
export function publicKeys({ SESSION_KEYS }: Keys): PublicKey[] {
  return (SESSION_KEYS?.keys ?? []).map(({ kty, crv, kid, x, y }) => ({
    kty,
    crv,
    kid,
    x,
    y,
    use: 'sig',
    alg: ALGORITHM,
  }));
}

/** The site a key belongs to: the part of its name before the point. */
export const siteOfKey = (kid: string): string => kid.split('.')[0] ?? '';

/** The public key of that name; undefined when this site does not trust it. */
export function verifyingKey({ SESSION_KEYS }: Keys, kid: string | undefined): Promise<CryptoKey> | undefined {
  const jwk = SESSION_KEYS?.keys.find((key) => key.kid === kid);
  if (jwk === undefined) return undefined;
  const { d: _, ...open } = jwk;
  const key = verifying.get(jwk) ?? importKey(open);
  verifying.set(jwk, key);
  return key;
}

/** The key this site signs with: its first with a private part. Problem `auth.not_configured` when it has none. */
export async function signingKey(config: Keys): Promise<{ kid: string; key: CryptoKey }> {
  const jwk = ownKey(config);
  const key = signing.get(jwk) ?? importKey(jwk);
  signing.set(jwk, key);
  return { kid: jwk.kid, key: await key };
}

/** What only this site can derive from a text. Problem `auth.not_configured`. */
export function derivedSecret(config: Keys, text: string): string {
  const key = hkdfSync('sha256', ownKey(config).d ?? '', config.SITE_NAME, 'ops-db refresh token', 32);
  return createHmac('sha256', Buffer.from(key)).update(text).digest('base64url');
}

function ownKey({ SESSION_KEYS }: Keys): Jwk {
  const own = SESSION_KEYS?.keys.find(({ d }) => d !== undefined);
  if (own === undefined) throw new Problem('auth.not_configured', 'This site has no key to sign sessions with.');
  return own;
}

async function importKey(jwk: Omit<Jwk, 'd'>): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError('a secret where a key pair was expected');
  return key;
}
