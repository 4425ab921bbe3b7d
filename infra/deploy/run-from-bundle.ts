import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { deploy } from './deploy.ts';
import { openBundle } from './open-bundle.ts';

// deploy.cjs: the deploy command on a machine that has Node and nothing else. With --bundle FILE --public-key FILE it deploys what is in
// that bundle, once its signature is checked; without, what lies beside it.

const options = { bundle: { type: 'string' }, 'public-key': { type: 'string' } } as const;

async function run(args: readonly string[]): Promise<number> {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Map(tokens.flatMap((token) => (token.kind === 'option' ? [[token.name, token.value]] : [])));
  const [bundle, key] = [given.get('bundle'), given.get('public-key')];
  let folder = __dirname;
  if (bundle !== undefined || key !== undefined) {
    if (bundle === undefined || key === undefined) {
      console.log('usage: node deploy.cjs --bundle FILE --public-key FILE --site FILE_OR_NAME ...');
      return 2;
    }
    folder = await openBundle(bundle, key, path.join(homedir(), '.ops-db', 'bundle'));
  }
  return deploy(withoutOptions(args), {
    dist: path.join(folder, 'dist'),
    sites: path.join(folder, 'sites'),
    environment: process.env,
    say: (line) => console.log(line),
  });
}

/** What is left for the deploy command. */
function withoutOptions(args: readonly string[]): string[] {
  const own = Object.keys(options).map((name) => `--${name}`);
  return args.filter((arg, at) => !own.includes(arg) && !own.includes(args[at - 1] ?? ''));
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : 'It failed for an unknown reason.');
    process.exitCode = 1;
  },
);
