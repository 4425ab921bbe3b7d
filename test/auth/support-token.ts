import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { claimsOf } from './support-session.ts';

/** A token before it is signed: exactly what will be in it. */
export interface Draft {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** How a text is signed. */
export type Signer = (text: string) => Buffer;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of these words, whether it makes sense or not. */
export function forge({ header, claims }: Draft, signer: Signer): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${signer(text).toString('base64url')}`;
}

/** Signs as ES256 does (RFC 7518, 3.4). */
export const es256 =
  (key: KeyObject): Signer =>
  (text) =>
    sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });

/** Signs as HS256 does, with whatever somebody takes for the secret. */
export const hs256 =
  (secret: string | Buffer): Signer =>
  (text) =>
    createHmac('sha256', secret).update(text).digest();

/** Does not sign. */
export const unsigned: Signer = () => Buffer.alloc(0);

/** The private key of a site and its name. */
export function ownKey({ config }: Site): { kid: string; key: KeyObject } {
  const { d, ...open } = config.SESSION_KEYS?.keys.find((jwk) => jwk.d !== undefined) ?? expect.fail('there is no key');
  return { kid: open.kid, key: createPrivateKey({ key: { ...open, d: d ?? '' }, format: 'jwk' }) };
}

/** A key pair of nobody. */
export const strangeKey = (curve = 'P-256') => generateKeyPairSync('ec', { namedCurve: curve });

/** What a good token says, to be changed in one place. */
export function draftOf(token: string): Draft {
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  return { header, claims: claimsOf(token) };
}
