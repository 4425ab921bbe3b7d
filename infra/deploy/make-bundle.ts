import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { create } from 'tar';
import { leftOut } from '../build/left-out.ts';
import { MANIFEST, readManifest } from '../build/manifest.ts';
import { signatureOf } from './signature.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Programs of a bundle, each one file that needs Node and nothing else. */
const PROGRAMS = { 'deploy.cjs': 'infra/deploy/run-from-bundle.ts', 'gateway.mjs': 'infra/gateway/run-gateway.ts' };

/** What a module in one file is given of what it would find around it, by the ending of its name. */
const AROUND = {
  cjs: "const OPS_DB_FILE = require('node:url').pathToFileURL(__filename).href;",
  mjs: `import { createRequire as OPS_DB_REQUIRE } from 'node:module';
import OPS_DB_URL from 'node:url';
import OPS_DB_PATH from 'node:path';
const OPS_DB_FILE = import.meta.url, require = OPS_DB_REQUIRE(OPS_DB_FILE);
const __filename = OPS_DB_URL.fileURLToPath(OPS_DB_FILE), __dirname = OPS_DB_PATH.dirname(__filename);`,
};

/** The name of the folder in the tarball. */
const INSIDE = 'ops-db';

/** Where what is bundled comes from, and where it goes. */
export interface BundleOrder {
  dist: string;
  sites: string;
  /** The folder the tarball and its signature are put in. */
  out: string;
  private_key: string;
}

/**
 * A tarball with the built functions, the site files and the programs, and beside it the signature of its bytes: all that is needed on a
 * machine without internet, besides Node. Returns its path. The same build makes the same bytes.
 */
export async function makeBundle({ dist, sites, out, private_key }: BundleOrder): Promise<string> {
  const { version, functions } = await readManifest(dist);
  const folder = mkdtempSync(path.join(tmpdir(), 'ops-db-bundle-'));
  try {
    const inside = path.join(folder, INSIDE);
    mkdirSync(path.join(inside, 'dist'), { recursive: true });
    for (const file of [MANIFEST, ...functions.map((built) => built.file)])
      cpSync(path.join(dist, file), path.join(inside, 'dist', file));
    cpSync(sites, path.join(inside, 'sites'), { recursive: true });
    for (const [name, source] of Object.entries(PROGRAMS)) await program(source, path.join(inside, name));
    mkdirSync(out, { recursive: true });
    const file = path.join(out, `ops-db-${version}.tgz`);
    // Nothing of this machine or of today: neither owners nor times.
    const files = readdirSync(inside, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    await create({ cwd: folder, file, gzip: true, portable: true, mtime: new Date(0) }, files.sort());
    writeFileSync(`${file}.sig`, signatureOf(readFileSync(file), private_key));
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function program(source: string, outfile: string): Promise<void> {
  const is_module = outfile.endsWith('.mjs');
  await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.17',
    format: is_module ? 'esm' : 'cjs',
    legalComments: 'none',
    define: { 'import.meta.url': 'OPS_DB_FILE' },
    banner: { js: AROUND[is_module ? 'mjs' : 'cjs'] },
    plugins: [leftOut],
    logLevel: 'silent',
  });
}
