import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BuiltFunction, type Manifest, readManifest } from '../build/manifest.ts';
import { apply, type Deployment } from './apply.ts';
import { Controller } from './controller.ts';
import { plan } from './plan.ts';
import { rollback } from './rollback.ts';
import { checkSchema } from './schema-check.ts';
import { secretSource } from './secrets.ts';
import { differencesOf, showPlan } from './show-plan.ts';
import { readSite, type SiteToDeploy } from './site-file.ts';
import { Store, type StoredBundle } from './store.ts';
import { verify } from './verify.ts';

const USAGE = `usage: deploy --site FILE_OR_NAME [--secrets FILE] [--store DIR] [--prune] [plan|apply|rollback|verify] [function ...]`;

const VERBS = ['plan', 'apply', 'rollback', 'verify'] as const;
type Verb = (typeof VERBS)[number];

/** Where a deployment finds what it needs, and where it says what it does. */
export interface Surroundings {
  /** The folder of the build, and that of the site files. */
  dist: string;
  sites: string;
  environment: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
}

/** What was typed. */
interface Asked {
  site: string;
  secrets: string | undefined;
  store: string | undefined;
  prune: boolean;
  verb: Verb;
  names: string[];
}

/**
 * The deploy command: exit code 0 when the site is as was asked, 1 when it is not or something was refused, 2 when it was misunderstood.
 * What it says never holds a secret.
 */
export async function deploy(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const asked = understood(args);
  if (asked === undefined) {
    surroundings.say(USAGE);
    return 2;
  }
  let hide = (text: string) => text;
  try {
    const site = readSite(asked.site, surroundings.sites, secretSource(asked.secrets, surroundings.environment));
    hide = (text) => site.secrets.hide(text);
    return await run(asked, site, surroundings.dist, (line) => surroundings.say(hide(line)));
  } catch (error) {
    surroundings.say(hide(error instanceof Error ? error.message : 'It failed for an unknown reason.'));
    return 1;
  }
}

type Say = (line: string) => void;

/** One deployment or way back at a time: another would take what the first has just put for a change of somebody else's. */
async function run(asked: Asked, site: SiteToDeploy, dist: string, say: Say): Promise<number> {
  const store = new Store(asked.store ?? site.store, site.name);
  if (asked.verb === 'plan' || asked.verb === 'verify') return carryOut(asked, site, store, dist, say);
  store.lock.take(`A deployment to ${site.name} is running`);
  try {
    return await carryOut(asked, site, store, dist, say);
  } finally {
    store.lock.release();
  }
}

async function carryOut(asked: Asked, site: SiteToDeploy, store: Store, dist: string, say: Say): Promise<number> {
  const manifest = await readManifest(dist);
  const { names, verb } = asked;
  const controllers = {
    recording: new Controller(site.api_host, site.namespaces.recording, site.alarms_feed),
    reading: new Controller(site.api_host, site.namespaces.reading, site.alarms_feed),
  };
  const bundleOf: Deployment['bundleOf'] = ({ built }) => bundleIn(dist, built);
  const deployment: Deployment = { site, controllers, store, bundleOf, say };
  const functions = chosen(manifest, names);
  if (verb === 'rollback') await rollback(deployment, names);
  if (verb === 'plan' || verb === 'apply') {
    const planned = await plan(site, controllers, manifest.functions, names);
    for (const line of showPlan(planned)) say(line);
    if (verb === 'plan') return 0;
    await checkSchema(
      site.database_url,
      planned.functions.map(({ wanted }) => wanted.built),
      manifest,
    );
    await apply(deployment, planned, asked.prune);
    const left = asked.prune ? [] : planned.removed.map(({ name }) => name);
    if (left.length > 0) say(`No longer among the functions, left for now (--prune removes them): ${left.join(', ')}`);
    say(differencesOf(planned).length === left.length ? 'Nothing to do.' : 'Done: what was deployed has answered.');
    return 0;
  }
  const wrong = await verify(site, controllers, store, verb === 'rollback' ? [] : functions);
  for (const problem of wrong) say(problem);
  if (verb === 'verify' && wrong.length === 0) say(`${functions.length} functions answer as they should.`);
  return wrong.length === 0 ? 0 : 1;
}

/** The functions of these names, or all. Throws an Error for a name there is not. */
function chosen({ functions }: Manifest, names: readonly string[]): BuiltFunction[] {
  const unknown = names.filter((name) => !functions.some((built) => built.name === name));
  if (unknown.length > 0) throw new Error(`There is no function ${unknown.join(', ')}.`);
  return functions.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** A zip of the build. Throws an Error when it is not the one the manifest speaks of. */
async function bundleIn(dist: string, built: BuiltFunction): Promise<StoredBundle> {
  const zip = await readFile(path.join(dist, built.file));
  if (createHash('sha256').update(zip).digest('hex') !== built.digest)
    throw new Error(`${built.file} is not what the manifest says: npm run build again.`);
  return { built, zip };
}

function understood(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        secrets: { type: 'string' },
        store: { type: 'string' },
        prune: { type: 'boolean', default: false },
      },
    });
    const [first = 'apply', ...rest] = positionals;
    const verb = VERBS.find((known) => known === first);
    const { site, secrets, store, prune } = values;
    if (site === undefined) return undefined;
    return { site, secrets, store, prune, verb: verb ?? 'apply', names: verb === undefined ? positionals : rest };
  } catch {
    return undefined;
  }
}
