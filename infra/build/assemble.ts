import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { BuiltFunction } from './manifest.ts';
import { stamped } from './stamp.ts';

/** What is known of a function before its code is. */
export type FunctionFacts = Omit<BuiltFunction, 'hash' | 'file' | 'digest' | 'size'>;

/** A function that can be deployed. */
export interface Assembled {
  built: BuiltFunction;
  /** The code with its version in it, and in the zip that OpenWhisk is given. */
  code: string;
  zip: Uint8Array;
}

/**
 * The day all files in a zip are from, so that the same sources make the same bytes; the earliest a zip can say. It is written as
 * local time, and so read as such.
 */
const MADE = new Date(1980, 0, 1);

/** A function from its code, and from the files that are put beside it by their path in the zip. */
export function assemble(
  facts: FunctionFacts,
  code: string,
  beside: Readonly<Record<string, Uint8Array>> = {},
): Assembled {
  const { name, limits, annotations } = facts;
  const hash = createHash('sha256').update(JSON.stringify([name, code, limits, annotations]));
  for (const [file, bytes] of Object.entries(beside)) hash.update(`\n${file} ${bytes.length}\n`).update(bytes);
  const version = hash.digest('hex');
  const final = stamped(code, version, name);
  const bytes = new TextEncoder().encode(final);
  const zip = zipSync({ 'index.js': bytes, ...beside }, { mtime: MADE });
  const digest = createHash('sha256').update(zip).digest('hex');
  return {
    built: { ...facts, hash: version, file: `${name}.zip`, digest, size: bytes.length },
    code: final,
    zip,
  };
}
