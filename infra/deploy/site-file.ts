import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { CONFIG_KEYS, parseConfig } from '../../lib/kernel/config.ts';
import type { Group } from '../functions.ts';
import { Secrets } from './secrets.ts';

const secretName = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'must be the name of a secret, such as OPENWHISK_KEY');
const entityName = z.string().regex(/^\w[\w.-]{0,127}$/);
const namespace = z.strictObject({ name: entityName, key: secretName });
const setting = z.enum(CONFIG_KEYS as [string, ...string[]]);

/** A misspelt setting would be bound, and never read. */
function ownSettings({ value, issues }: z.core.ParsePayload<Record<string, string>>): void {
  for (const name of Object.keys(value).filter((key) => !CONFIG_KEYS.includes(key)))
    issues.push({ code: 'custom', input: name, path: [name], message: 'there is no such setting' });
}

const siteFile = z.strictObject({
  /** The OpenWhisk API, as this machine reaches it. */
  api_host: z.url({ protocol: /^https?$/ }),
  /** Two namespaces, each with the name of the secret that is its key. */
  namespaces: z.strictObject({ recording: namespace, reading: namespace }),
  /** The package both have, which carries the configuration. */
  package: entityName,
  /** The name of the secret the gateway sends, without which no web action answers. */
  web_secret: secretName,
  /** Settings as they are, and the names of those that are secrets. */
  parameters: z.record(z.string(), z.string()).check(ownSettings),
  secret_parameters: z.array(setting),
  /** When a scheduled function runs here, as cron, where it is not as it declares; null for never. */
  schedules: z.record(z.string(), z.string().nullable()).default({}),
  alarms_feed: z.string().default('/whisk.system/alarms/alarm'),
  /** The folder on this machine that bundles and the history are kept in. */
  store: z.string().optional(),
});

/** A site as it is to be: its file, with the secrets. */
export interface SiteToDeploy {
  name: string;
  api_host: string;
  namespaces: Readonly<Record<Group, { name: string; key: string }>>;
  package: string;
  web_secret: string;
  /** All settings the functions run with. */
  parameters: Readonly<Record<string, string>>;
  schedules: Readonly<Record<string, string | null>>;
  alarms_feed: string;
  /** The database a migration is looked up in. */
  database_url: string;
  store: string;
  secrets: Secrets;
}

/**
 * The site of a file, or of a name in the folder of site files. Throws an Error that says what is wrong with it, and never a secret.
 */
export function readSite(
  site: string,
  folder: string,
  source: Readonly<Record<string, string | undefined>>,
): SiteToDeploy {
  const file = /[./\\]/.test(site) ? site : path.join(folder, `${site}.json`);
  if (!existsSync(file)) throw new Error(`There is no site file ${file}.`);
  const read = siteFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  const { namespaces, web_secret, parameters, secret_parameters, store, ...own } = read.data;
  refuseOpenSecrets(file, parameters, secret_parameters);
  const names = [namespaces.recording.key, namespaces.reading.key, web_secret, ...secret_parameters];
  const secrets = new Secrets(names, source);
  const settings = { ...parameters, ...Object.fromEntries(secret_parameters.map((name) => [name, secrets.get(name)])) };
  const config = parseConfig(settings);
  if (config.DEVELOPMENT) throw new Error(`${file}: DEVELOPMENT is for a developer's machine.`);
  return {
    ...own,
    name: config.SITE_NAME,
    namespaces: {
      recording: { name: namespaces.recording.name, key: secrets.get(namespaces.recording.key) },
      reading: { name: namespaces.reading.name, key: secrets.get(namespaces.reading.key) },
    },
    web_secret: secrets.get(web_secret),
    parameters: settings,
    database_url: config.LOCAL_DATABASE_URL,
    store: store ?? path.join(homedir(), '.ops-db', 'store'),
    secrets,
  };
}

function refuseOpenSecrets(
  file: string,
  parameters: Readonly<Record<string, string>>,
  secret: readonly string[],
): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (secret.includes(name)) throw new Error(`${file}: ${name} is among parameters and secret_parameters.`);
    const is_open = /SECRET|KEYS$/.test(name) || (URL.canParse(value) && new URL(value).password !== '');
    if (is_open) throw new Error(`${file}: ${name} holds a secret: name it in secret_parameters instead.`);
  }
}
