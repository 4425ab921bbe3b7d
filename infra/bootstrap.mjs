// The one way into this checkout: brings node_modules up to date and runs a verb. Plain JavaScript without dependencies,
// because it is what runs before anything is installed. The verb runs in this very process, so that signals and the exit
// code need no passing on.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the site runtime and the packages need (package.json, engines). */
const NODE = [20, 19];
/** Holds the hash of the lock file that was installed last. */
const STAMP = 'node_modules/.ops-install';
const SCRIPTS = {
  start: 'infra/local/start.ts',
  link: 'infra/local/link.ts',
  reset: 'infra/local/reset.ts',
  bench: 'bench/run.ts',
  campaign: 'test/campaign/campaign.ts',
  admin: 'infra/admin.ts',
  seed: 'infra/database/run-seed.ts',
  migrate: 'infra/database/run-migrate.ts',
  site: 'infra/operate/operate.ts',
  build: 'infra/build/run-build.ts',
  deploy: 'infra/deploy/run-deploy.ts',
  bundle: 'infra/deploy/run-bundle.ts',
};

const [verb, ...args] = process.argv.slice(2);
checkNode();
process.chdir(ROOT);
if (isStale()) await install();
if (verb === 'test') await runTests();
else if (verb in SCRIPTS) await runScript(SCRIPTS[verb]);
else
  fail(
    `usage: node infra/bootstrap.mjs start|test|link|reset|bench|campaign|admin|seed|migrate|site|build|deploy|bundle [arguments]`,
    2,
  );

async function runTests() {
  // vitest's command line, as `npx vitest run` would start it
  const vitest = `${ROOT}node_modules/vitest/vitest.mjs`;
  process.argv = [process.argv[0], vitest, 'run', '--config', 'test/vitest.config.ts', ...args];
  await import(pathToFileURL(vitest));
}

async function runScript(script) {
  const { register } = await import('tsx/esm/api');
  register();
  process.argv = [process.argv[0], ROOT + script, ...args];
  await import(pathToFileURL(ROOT + script));
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  fail(`Node ${NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** Whether what npm says it installed is not what the lock file asks for, unless it was installed from this very lock file. */
function isStale() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (wanted === undefined || present === undefined) return true;
  if (readIfThere(STAMP) === lockHash()) return false;
  return Object.entries(wanted).some(([path, { version, integrity, optional, extraneous }]) => {
    if (path === '') return false;
    const found = present[path];
    // Packages for other platforms are not installed; the lock file calls them the one or the other.
    if (found === undefined) return !optional && !extraneous;
    return found.version !== version || found.integrity !== integrity;
  });
}

/** The packages of a lock file; undefined when there is none: never installed, or interrupted, for npm writes it last. */
function readPackages(file) {
  const text = readIfThere(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

function readIfThere(file) {
  try {
    return readFileSync(ROOT + file, 'utf8');
  } catch {
    return undefined;
  }
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(`${ROOT}package-lock.json`))
    .digest('hex');
}

async function install() {
  // npm ci would empty the folder behind the link, under whoever else uses it.
  if (lstatSync(`${ROOT}node_modules`, { throwIfNoEntry: false })?.isSymbolicLink())
    fail(
      'node_modules is a link and does not fit package-lock.json. Remove the link; the packages are installed then.',
    );
  const begin = Date.now();
  const seconds = () => `${((Date.now() - begin) / 1000).toFixed(0)} s`;
  console.log('node_modules is missing or stale: npm ci');
  const progress = setInterval(() => console.log(`  still installing, ${seconds()}`), 5_000);
  // `include`: NODE_ENV=production or an npm setting would leave out what runs the stack.
  const npm = spawn('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => npm.once('error', resolve).once('exit', resolve));
  clearInterval(progress);
  if (code !== 0) fail(`npm ci failed (${code})`);
  writeFileSync(ROOT + STAMP, lockHash());
  console.log(`  installed in ${seconds()}`);
}

function fail(message, code = 1) {
  console.error(message);
  process.exit(code);
}
