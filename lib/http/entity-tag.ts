import { createHash } from 'node:crypto';

/**
 * The ETag of an answer: equal for equal bytes, whatever function, site or time made them, so it is right under the overlay.
 * Source: RFC 9110, section 8.8.3.
 */
export function entityTag(bytes: string | Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
}

/**
 * Whether one of the tags of an If-None-Match or If-Match header is this one. A proxy that compresses may have made it weak
 * (`W/`), or have appended the coding to it: that is the same answer.
 */
export function matches(header: string | null | undefined, tag: string): boolean {
  if (header === null || header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some(
    (one) =>
      one
        .trim()
        .replace(/^W\//, '')
        .replace(/-(gzip|br|zstd)"$/, '"') === tag,
  );
}
