import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import type { DeployedFunction } from '../functions.ts';
import { leftOut } from './left-out.ts';
import { PLACEHOLDER } from './stamp.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A function in one file, as the runtime loads it, before it is stamped with its version. */
export interface BundledCode {
  code: string;
  /** The source map, for whoever reads a stack in a log. */
  map: string;
  /** Bytes in it by the package, or the folder of ours, they come from. */
  parts: Readonly<Record<string, number>>;
}

/**
 * The code of each function, by name: all in one call, which reads and parses what they share once. Errors: esbuild's own, naming
 * file and line.
 */
export async function bundleCode(functions: readonly DeployedFunction<unknown>[]): Promise<Map<string, BundledCode>> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: functions.map(({ name, file }) => ({ in: `${file}.ts`, out: name })),
    outdir: 'dist',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: 'node',
    // What Apache OpenWhisk's image for nodejs:20 has.
    target: 'node20.17',
    format: 'cjs',
    charset: 'utf8',
    legalComments: 'none',
    // Beside the bundle, and without the sources, which whoever has the map has too.
    sourcemap: 'external',
    sourcesContent: false,
    define: { OPS_DB_BUILT: JSON.stringify(PLACEHOLDER), 'import.meta.url': '__filename' },
    plugins: [leftOut],
    logLevel: 'silent',
  });
  const text = new Map(outputFiles.map((file) => [nameOf(file.path), file.text]));
  return new Map(
    functions.map(({ name }) => [
      name,
      { code: text.get(`${name}.js`) ?? '', map: text.get(`${name}.js.map`) ?? '', parts: partsOf(metafile, name) },
    ]),
  );
}

const nameOf = (file: string) => file.replace(/^.*[\\/]/, '');

function partsOf({ outputs }: Metafile, name: string): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const [file, { bytesInOutput }] of Object.entries(outputs[`dist/${name}.js`]?.inputs ?? {})) {
    const part = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file.split('/').slice(0, 2).join('/');
    parts[part] = (parts[part] ?? 0) + bytesInOutput;
  }
  return parts;
}
