import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { assemble } from '../../infra/build/assemble.ts';
import { type BuiltFunction, MANIFEST, type Manifest } from '../../infra/build/manifest.ts';
import { PLACEHOLDER } from '../../infra/build/stamp.ts';

/** The manifest of a build. */
export const manifestOf = (dist: string): Manifest =>
  JSON.parse(readFileSync(path.join(dist, MANIFEST), 'utf8')) as Manifest;

/** What is to be changed of one function: its code, or what is said of it. */
export interface Edit {
  code?: (code: string) => string;
  facts?: Partial<BuiltFunction>;
}

/** A copy of a build in which one function is another one, as if its source had been changed and all been built again. */
export function withChange(dist: string, copy: string, name: string, edit: Edit): string {
  cpSync(dist, copy, { recursive: true });
  const manifest = manifestOf(dist);
  manifest.functions = manifest.functions.map((built) => {
    if (built.name !== name) return built;
    const { hash, file, digest: _d, size: _s, ...facts } = built;
    const { 'index.js': code = new Uint8Array(), ...beside } = unzipSync(readFileSync(path.join(dist, file)));
    const unstamped = strFromU8(code).replaceAll(hash + name.padEnd(PLACEHOLDER.length - hash.length), PLACEHOLDER);
    const made = assemble({ ...facts, ...edit.facts }, edit.code?.(unstamped) ?? unstamped, beside);
    writeFileSync(path.join(copy, made.built.file), made.zip);
    return made.built;
  });
  writeFileSync(path.join(copy, MANIFEST), JSON.stringify(manifest));
  return copy;
}

/** A copy of a build without one function. */
export function without(dist: string, copy: string, name: string): string {
  cpSync(dist, copy, { recursive: true });
  const manifest = manifestOf(dist);
  manifest.functions = manifest.functions.filter((built) => built.name !== name);
  writeFileSync(path.join(copy, MANIFEST), JSON.stringify(manifest));
  return copy;
}
