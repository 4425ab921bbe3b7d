import * as z from 'zod';

/** What comes over HTTP has a method. */
const probe = z.object({ ops_probe: z.literal('version'), __ow_method: z.undefined().optional() });

/** Put in place by the build: the hash of the code, then the function's name, filled up with spaces. */
declare const OPS_DB_BUILT: string | undefined;

/** Characters of a hash: SHA-256 in hexadecimal. */
export const HASH_LENGTH = 64;

const built = typeof OPS_DB_BUILT === 'undefined' ? undefined : OPS_DB_BUILT;

/**
 * What a version probe is told, at once and without a connection: which code this is. Undefined when it is another call; over HTTP
 * nobody can ask, for what comes from there has a method.
 */
export function versionProbe(params: unknown): { name: string; version: string } | undefined {
  if (!probe.safeParse(params).success) return undefined;
  if (built === undefined) return { name: 'unbuilt', version: 'unbuilt' };
  return { name: built.slice(HASH_LENGTH).trimEnd(), version: built.slice(0, HASH_LENGTH) };
}
