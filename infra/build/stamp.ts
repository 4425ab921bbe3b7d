import { HASH_LENGTH } from '../../lib/http/version.ts';

/** Names longer than this cannot be stamped; OpenWhisk takes 256 characters. */
const NAME_LENGTH = 64;

/** Stands in the code where its version is put: of the same length, so that the source map stays true. */
export const PLACEHOLDER = '@ops-db-built@'.padEnd(HASH_LENGTH + NAME_LENGTH, '@');

/** The code with its hash and its function's name in the place of the placeholder. Throws when there is no such place. */
export function stamped(code: string, hash: string, name: string): string {
  if (!code.includes(PLACEHOLDER)) throw new Error(`${name}: the code has no place for its version`);
  if (name.length > NAME_LENGTH) throw new Error(`${name}: a name has at most ${NAME_LENGTH} characters`);
  return code.replaceAll(PLACEHOLDER, hash + name.padEnd(NAME_LENGTH));
}
