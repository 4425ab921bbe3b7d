import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import packageFacts from '../../package.json' with { type: 'json' };
import { listFunctions } from '../functions.ts';
import journal from '../migrations/meta/_journal.json' with { type: 'json' };
import { assemble } from './assemble.ts';
import { overBudget } from './budget.ts';
import { bundleCode } from './bundle-code.ts';
import { factsOf } from './facts.ts';
import { MANIFEST, type Manifest } from './manifest.ts';

/** What was built, and what is too large of it. */
export interface Build {
  manifest: Manifest;
  over_budget: string[];
  /** Bytes by the package or folder they come from, of each function. */
  parts: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** Files a function reads beside its code, each resolved as the function does it. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'site-docs-assets': [
    'swagger-ui-dist/package.json',
    'swagger-ui-dist/swagger-ui-bundle.js',
    'swagger-ui-dist/swagger-ui.css',
  ],
};

/**
 * Builds the functions into a folder, which is emptied first: a zip and a source map each, and the manifest. `only` some of them, by
 * name, for tests. The same sources make the same bytes on every machine. Errors: esbuild's own.
 */
export async function build(folder: string, only?: readonly string[]): Promise<Build> {
  const functions = await listFunctions();
  const all = [...functions.scheduled, ...functions.endpoints];
  const facts = factsOf(functions).filter(({ name }) => only === undefined || only.includes(name));
  const bundled = await bundleCode(all.filter(({ name }) => facts.some((one) => one.name === name)));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const migrations = journal.entries.map(({ tag, when }) => ({ tag, when }));
  const manifest: Manifest = { version: packageFacts.version, migrations, functions: [] };
  const over_budget: string[] = [];
  for (const one of facts) {
    const { code = '', map = '', parts = {} } = bundled.get(one.name) ?? {};
    const { built, zip } = assemble(one, code, await filesBeside(one.name));
    await writeFile(path.join(folder, built.file), zip);
    await writeFile(path.join(folder, `${one.name}.js.map`), map);
    manifest.functions.push(built);
    over_budget.push(...[overBudget(built, parts)].filter((problem) => problem !== undefined));
  }
  await writeFile(path.join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { manifest, over_budget, parts: new Map([...bundled].map(([name, { parts }]) => [name, parts])) };
}

async function filesBeside(name: string): Promise<Record<string, Uint8Array>> {
  const { resolve } = createRequire(import.meta.url);
  const files = BESIDE[name] ?? [];
  const read = files.map(async (file) => [`node_modules/${file}`, new Uint8Array(await readFile(resolve(file)))]);
  return Object.fromEntries(await Promise.all(read));
}
