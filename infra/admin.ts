import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { callersNow } from '../lib/auth/callers.ts';
import type { Actor } from '../lib/auth/change-access.ts';
import { makeCodes } from '../lib/auth/sign-in-code.ts';
import { createUser, grantRole, ROLE_NAMES, type RoleName } from '../lib/auth/users.ts';
import { openSite, type Site } from '../lib/flow/site.ts';
import { parseConfig } from '../lib/kernel/config.ts';
import { Problem } from '../lib/kernel/problem.ts';
import { siteSettings } from './local/programs.ts';
import { localSettings } from './local/settings.ts';
import { localSessionKeys } from './local/stack-file.ts';
import { serverUrls } from './servers/stack.ts';
import { newSessionKeys } from './session-keys.ts';

// npm run admin: what must be possible before anybody can sign in, or when nobody can. For whoever has the site's settings:
// taken from the environment when SITE_NAME is set there, otherwise those of the local stack. Exit code 0 done, 1 refused,
// 2 misunderstood.

const USAGE = `usage: npm run admin -- [--site main|observatory] grant <github login> <${ROLE_NAMES.join('|')}>
       npm run admin -- [--site main|observatory] code <username>
       npm run admin -- keys <site name>...`;

const USERNAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
/** As the setting SITE_NAME has it; part of a file's name here. */
const SITE_NAME = /^[a-z][a-z0-9_-]{0,31}$/;

const { values, positionals } = called();
const [verb = '', ...words] = positionals;
try {
  const done = await run();
  if (done === undefined) console.error(USAGE);
  else console.log(done);
  process.exitCode = done === undefined ? 2 : 0;
} catch (error) {
  console.error(
    error instanceof Problem ? `${error.message} (${error.code})` : error instanceof Error ? error.message : error,
  );
  process.exitCode = 1;
}

async function run(): Promise<string | undefined> {
  const [name, role] = words;
  if (verb === 'keys' && name !== undefined && words.every(isNewSite)) return writeKeys(words);
  if (verb === 'grant' && name !== undefined && USERNAME.test(name) && isRole(role) && words.length === 2)
    return atSite((site) => grant(site, name, role));
  if (verb === 'code' && name !== undefined && words.length === 1) return atSite((site) => code(site, name));
  return undefined;
}

/** What was typed; nothing when there are options in it that do not exist, for they may have been meant to hold something back. */
function called(): { values: { site?: string }; positionals: string[] } {
  try {
    return parseArgs({ allowPositionals: true, options: { site: { type: 'string', default: 'main' } } });
  } catch {
    return { values: {}, positionals: [] };
  }
}

function isNewSite(name: string, position: number, all: readonly string[]): boolean {
  return SITE_NAME.test(name) && all.indexOf(name) === position;
}

function isRole(text: string | undefined): text is RoleName {
  return ROLE_NAMES.some((role) => role === text);
}

async function atSite(act: (site: Site) => Promise<string>): Promise<string> {
  const site = openSite(parseConfig(settings()));
  try {
    return await act(site);
  } finally {
    await site.close();
  }
}

function settings(): Record<string, unknown> {
  if (process.env.SITE_NAME !== undefined) return process.env;
  if (values.site !== 'main' && values.site !== 'observatory') throw new Error('--site is main or observatory');
  const local = localSettings();
  return siteSettings(local, serverUrls(local.ports), localSessionKeys(local.dir))[values.site];
}

/** Each run is a call of its own; the command line of the site is nobody's address. */
function command(site: Site): { call: Parameters<typeof createUser>[1]; actor: Actor } {
  const request_id = site.clock.uuid();
  return {
    call: { user_id: 0, endpoint: `npm run admin ${verb}`, fingerprint: request_id },
    actor: { user_id: null, username: `command line of ${site.config.SITE_NAME}`, address: null, request_id },
  };
}

async function userNamed(site: Site, username: string): Promise<number | undefined> {
  const { users } = await callersNow(site);
  const wanted = username.toLowerCase();
  return [...users.values()].find((user) => user.username.toLowerCase() === wanted)?.user_id;
}

async function grant(site: Site, username: string, role: RoleName): Promise<string> {
  const { call, actor } = command(site);
  const known = await userNamed(site, username);
  if (known === undefined) {
    const { receipt } = await createUser(site, call, actor, { username, roles: [role] });
    return `made user ${username} (${receipt.id}) with the role ${role}: ${receipt.status}`;
  }
  const { receipt } = await grantRole(site, call, actor, known, role);
  return `${username} (${known}) has the role ${role}: ${receipt.status}`;
}

async function code(site: Site, username: string): Promise<string> {
  const { call, actor } = command(site);
  const user_id = await userNamed(site, username);
  if (user_id === undefined) throw new Error(`there is no user ${username}`);
  const made = await makeCodes(site, call, actor, { user_id, count: 1, lasting_s: site.config.SIGN_IN_CODE_S });
  return `${made.codes[0]}\ngood once at ${made.site}, until ${made.expires_at}: POST /auth/code {"username": "${username}", "code": ...}`;
}

function writeKeys(sites: string[]): string {
  const fileOf = (site: string) => `session-keys.${site}.json`;
  // All or none: half of a new set fits no half of an old one.
  const taken = sites.map(fileOf).filter((file) => existsSync(file));
  if (taken.length > 0) throw new Error(`nothing was written, for there is already ${taken.join(', ')}`);
  for (const [site, text] of Object.entries(newSessionKeys(sites, new Date())))
    writeFileSync(fileOf(site), `${text}\n`, { mode: 0o600, flag: 'wx' });
  return `written, readable by you alone: ${sites.map(fileOf).join(', ')}; each is the setting SESSION_KEYS of its site`;
}
