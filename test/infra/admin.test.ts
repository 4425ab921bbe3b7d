import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import type { Site } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { heldAfter, me, redeem } from '../auth/support-session.ts';
import { type LinkedSites, opened, openLinkedSites } from '../auth/support-sites.ts';
import { AT, expectProblem, replicate } from '../functions/expect.ts';

let sites: LinkedSites;
let dir: string;
beforeAll(async () => {
  sites = await openLinkedSites();
});
afterAll(() => sites.close());
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-admin-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const ADMIN = fileURLToPath(new URL('../../infra/admin.ts', import.meta.url));
const CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/m;
/** Long enough for the slowest machine to compile it. */
const LIMIT_MS = 50_000;

/** What a run of the command came to. */
interface Run {
  code: number;
  said: string;
  complained: string;
}

/** Runs the command as a process of its own, in an empty folder. */
async function admin(words: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ADMIN, ...words], {
    cwd: dir,
    env: { PATH: process.env.PATH, ...env },
    timeout: LIMIT_MS,
  });
  const run = { said: '', complained: '' };
  child.stdout.on('data', (text) => (run.said += text));
  child.stderr.on('data', (text) => (run.complained += text));
  const [code] = await once(child, 'close');
  return { code, ...run };
}

/** The settings of a site as its environment has them. */
function settingsOf({ config }: Site, own: Record<string, string> = {}): Record<string, string> {
  const { SESSION_KEYS, DURABLE_REDIS_URL = '', VOLATILE_REDIS_URL = '', ...all } = config;
  const { SITE_NAME, SITE_TYPE, MAIN_DATABASE_URL, LOCAL_DATABASE_URL } = all;
  const urls = { MAIN_DATABASE_URL, LOCAL_DATABASE_URL, DURABLE_REDIS_URL, VOLATILE_REDIS_URL };
  return { SITE_NAME, SITE_TYPE, ...urls, SESSION_KEYS: JSON.stringify(SESSION_KEYS), ...own };
}

/** Expects a refusal: exit code 1 and one clear line, without a stack trace and without anything that must stay secret. */
function expectRefused({ code, said, complained }: Run, because: string | RegExp): void {
  expect({ code, said }).toEqual({ code: 1, said: '' });
  expect(complained.trim()).toMatch(because);
  expect(complained).not.toMatch(/\n\s+at |node:internal|Error:/);
  expect(complained.trim().split('\n')).toHaveLength(1);
  for (const at of AT)
    for (const { d } of sites[at].config.SESSION_KEYS?.keys ?? []) if (d) expect(complained).not.toContain(d);
}

describe('exit code 0', () => {
  test('grant makes the first administrator on a fresh site, whom a code then signs in', async () => {
    const fresh = new URL(sites.main.config.MAIN_DATABASE_URL);
    fresh.pathname = `${fresh.pathname}_fresh`;
    const name = fresh.pathname.slice(1);
    await sites.sql(`create database ${name}`);
    const owner = new URL(fresh);
    owner.username = 'postgres';
    await prepareDatabase(owner.href);
    const urls = { MAIN_DATABASE_URL: fresh.href, LOCAL_DATABASE_URL: fresh.href };
    const settings = settingsOf(sites.main, urls);
    const made = await admin(['grant', 'Ada-Lovelace', 'admin'], settings);
    expect(made).toMatchObject({ code: 0, complained: '' });
    expect(made.said).toMatch(/made user Ada-Lovelace \(\d+\) with the role admin: applied/);
    const { said } = await admin(['code', 'ada-lovelace'], settings);
    const site = opened(sites.main, urls);
    const held = heldAfter(site, await redeem(site, 'Ada-Lovelace', CODE.exec(said)?.[0]));
    const who = { username: 'Ada-Lovelace', roles: ['admin'], permissions: ['*:*'], is_service: false };
    expect((await me(site, held.access_token)).body).toMatchObject(who);
    await site.close();
    await sites.sql(`drop database ${name} with (force)`);
  });

  test.each(AT)('at %s grant adds a role to those a user has, and says on record who did it', async (at) => {
    await sites.sql(`insert into "user" (username) values ($1)`, [`known-${at}`]);
    for (const [role, name] of [
      ['viewer', `known-${at}`],
      ['observer', `KNOWN-${at}`],
      ['observer', `known-${at}`],
    ] as const) {
      const run = await admin(['grant', name, role], settingsOf(sites[at]));
      expect(run).toMatchObject({ code: 0, complained: '' });
      expect(run.said).toContain(`has the role ${role}: ${at === 'main' ? 'applied' : 'buffered'}`);
    }
    await replicate(sites);
    const roles = await sites.sql(
      `select r.name from user_role ur join role r on r.id = ur.role_id join "user" u on u.id = ur.user_id where u.username = $1 and ur.granted order by 1`,
      [`known-${at}`],
    );
    expect(roles).toEqual([{ name: 'observer' }, { name: 'viewer' }]);
    const actor = `command line of ${sites[at].config.SITE_NAME}`;
    const events = await sites.sql(`select act, user_id, address from audit_event where username = $1`, [actor]);
    expect(events).toEqual(
      Array.from({ length: 3 }, () => ({ act: 'user.assign_roles', user_id: null, address: null })),
    );
  });

  test.each(AT)('at %s code prints a code that signs in there, once, with main away', async (at) => {
    sites.link.down();
    const { code, said, complained } = await admin(['code', 'observer'], settingsOf(sites[at]));
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(said).toContain(`good once at ${sites[at].config.SITE_NAME}`);
    const printed = CODE.exec(said)?.[0];
    const held = heldAfter(sites[at], await redeem(sites[at], 'observer', printed));
    expect((await me(sites[at], held.access_token)).body).toMatchObject({ username: 'observer' });
    expectProblem(await redeem(sites[at], 'observer', printed), 'auth.wrong');
    sites.link.up();
  });

  test('keys writes the setting of each site, for its owner to read alone', async () => {
    const names = ['cologne', 'observatory'];
    const run = await admin(['keys', ...names]);
    expect(run).toMatchObject({ code: 0, complained: '' });
    expect(readdirSync(dir).sort()).toEqual(names.map((name) => `session-keys.${name}.json`));
    const texts = names.map((name) => readFileSync(path.join(dir, `session-keys.${name}.json`), 'utf8'));
    for (const [index, SITE_NAME] of names.entries()) {
      expect(statSync(path.join(dir, `session-keys.${SITE_NAME}.json`)).mode & 0o777).toBe(0o600);
      const keys = parseConfig({ ...settingsOf(sites.main), SITE_NAME, SESSION_KEYS: texts[index] }).SESSION_KEYS?.keys;
      expect(keys?.map(({ kid }) => kid.split('.')[0])).toEqual(names);
      expect(keys?.flatMap(({ kid, d }) => (d === undefined ? [] : [kid.split('.')[0]]))).toEqual([SITE_NAME]);
      for (const { d } of keys ?? []) if (d !== undefined) expect(run.said).not.toContain(d);
    }
  });
});

describe('exit code 1', () => {
  test('keys overwrites nothing, and writes none where one is in the way', async () => {
    const precious = path.join(dir, 'session-keys.observatory.json');
    writeFileSync(precious, 'precious');
    expectRefused(
      await admin(['keys', 'cologne', 'observatory']),
      'nothing was written, for there is already session-keys.observatory.json',
    );
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    expect(readdirSync(dir)).toEqual([path.basename(precious)]);
  });

  test.each(AT)('at %s a code is made for nobody who may not sign in', async (at) => {
    const [unknown, program] = await Promise.all(
      ['nobody', 'service'].map((name) => admin(['code', name], settingsOf(sites[at]))),
    );
    expectRefused(unknown ?? expect.fail(), 'there is no user nobody');
    expectRefused(program ?? expect.fail(), /no active person \d+\. \(record\.not_found\)/);
  });

  test('somebody new at the mountain needs main, and with main away nobody is made', async () => {
    sites.link.down();
    expectRefused(
      await admin(['grant', 'newcomer', 'viewer'], settingsOf(sites.observatory)),
      'A new user needs main, which does not answer. (site.read_only)',
    );
    sites.link.up();
    expect(await sites.sql(`select id from "user" where username = 'newcomer'`)).toEqual([]);
  });

  test('settings that are wrong or lead nowhere are named, and their secrets are not', async () => {
    const nowhere = 'postgres://ops_api:pass-word@127.0.0.1:9/none';
    const urls = { MAIN_DATABASE_URL: nowhere, LOCAL_DATABASE_URL: nowhere };
    const [far, wrong, unknown] = await Promise.all([
      admin(['grant', 'ada', 'admin'], settingsOf(sites.main, urls)),
      admin(['code', 'observer'], settingsOf(sites.main, { SITE_NAME: 'elsewhere', DEVELOPMENT: 'maybe' })),
      admin(['--site', 'moon', 'code', 'observer']),
    ]);
    expectRefused(far, /database/);
    expect(far.complained).not.toContain('pass-word');
    expectRefused(wrong, /SESSION_KEYS: holds the private key of another site|DEVELOPMENT/);
    expectRefused(unknown, '--site is main or observatory');
  });
});

describe('exit code 2', () => {
  const misunderstood: Record<string, string[][]> = {
    grant: [['ada'], ['ada', 'root'], ['ada', 'admin', 'observer'], ['', 'admin'], ['ada', 'admin', '--force']],
    code: [[], ['ada', 'lovelace'], ['ada', '--site']],
    keys: [[], ['Main'], ['../cologne'], ['cologne', 'cologne']],
    help: [[]],
    '': [[]],
  };
  test.each(Object.keys(misunderstood))('how "%s" is called is told, and nothing is done', async (verb) => {
    const words = (misunderstood[verb] ?? []).map((rest) => (verb === '' ? rest : [verb, ...rest]));
    const runs = await Promise.all(words.map((typed) => admin(typed, settingsOf(sites.main))));
    const usage = expect.stringMatching(/^usage: npm run admin -- (?!(.|\n)*\n\s+at )/);
    expect(runs).toEqual(words.map(() => ({ code: 2, said: '', complained: usage })));
    expect(readdirSync(dir)).toEqual([]);
    expect(await sites.sql(`select id from "user" where username in ('ada', '')`)).toEqual([]);
  });
});
