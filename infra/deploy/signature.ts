import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** A new pair of Ed25519 keys as PEM: the private one signs bundles, the public one is all a site needs (RFC 8032). */
export function newSigningKeys(): { private_key: string; public_key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** The signature of some bytes, 64 bytes of its own, as `openssl pkeyutl -verify -rawin` takes it. */
export function signatureOf(bytes: Uint8Array, private_key: string): Uint8Array {
  return sign(null, bytes, createPrivateKey(private_key));
}

/** Whether these very bytes were signed by the owner of a key. */
export function isSigned(bytes: Uint8Array, signature: Uint8Array, public_key: string): boolean {
  return verify(null, bytes, createPublicKey(public_key), signature);
}
