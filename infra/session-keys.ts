import { generateKeyPairSync } from 'node:crypto';

/** The setting SESSION_KEYS of each site, by name. */
export type SessionKeys = Record<string, string>;

/**
 * A new key for each site, and what each is to be told: its own key whole, of the others the public half (RFC 7517, P-256).
 * The names tell when a key was made, so that an older one can be kept beside it until its last token has expired.
 */
export function newSessionKeys(sites: readonly string[], made_at: Date): SessionKeys {
  const stamp = made_at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const keys = sites.map((site) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
    return { site, open: { kty, crv, x, y, kid: `${site}.${stamp}` }, d };
  });
  return Object.fromEntries(
    sites.map((name) => {
      const told = keys.map(({ site, open, d }) => (site === name ? { ...open, d } : open));
      return [name, JSON.stringify({ keys: told })];
    }),
  );
}
