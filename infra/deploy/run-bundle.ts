import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeBundle } from './make-bundle.ts';
import { newSigningKeys } from './signature.ts';

// npm run bundle: what npm run build has made, the site files and the deploy tool, as one signed tarball in dist/.
// npm run bundle -- --new-key makes the pair of keys. Exit code 0 done, 1 refused, 2 misunderstood.

const USAGE = `usage: npm run bundle -- --key FILE
       npm run bundle -- --new-key --key FILE      (FILE for the private key, FILE.pub for the public one)`;

const from = (place: string) => fileURLToPath(new URL(place, import.meta.url));

function asked(): { key?: string | undefined; 'new-key'?: boolean | undefined } {
  try {
    return parseArgs({ options: { key: { type: 'string' }, 'new-key': { type: 'boolean' } } }).values;
  } catch {
    return {};
  }
}

async function run(): Promise<number> {
  const { key, 'new-key': is_new } = asked();
  if (key === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (is_new) return writeKeys(key);
  const dist = from('../../dist');
  const file = await makeBundle({
    dist,
    sites: from('../sites'),
    out: from('../../dist/bundle'),
    private_key: readFileSync(key, 'utf8'),
  });
  console.log(`${file}\n${file}.sig`);
  return 0;
}

function writeKeys(file: string): number {
  if (existsSync(file)) {
    console.error(`${file} exists: nothing was written.`);
    return 1;
  }
  const { private_key, public_key } = newSigningKeys();
  writeFileSync(file, private_key, { mode: 0o600, flag: 'wx' });
  writeFileSync(`${file}.pub`, public_key);
  console.log(`${file} signs bundles: keep it off every site. ${file}.pub checks them: take it to each site once.`);
  return 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'It failed for an unknown reason.');
  process.exitCode = 1;
}
