import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Secrets, secretSource } from '../../infra/deploy/secrets.ts';
import { readSite } from '../../infra/deploy/site-file.ts';
import { newSessionKeys } from '../../infra/session-keys.ts';
import { ROOT } from '../tidy/sources.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ops-db-site-file-'));
const examples = path.join(ROOT, 'infra/sites');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every secret the examples name. */
const secretsOf = (site: string) => ({
  OPENWHISK_KEY_RECORDING: 'id:marked-recording',
  OPENWHISK_KEY_READING: 'id:marked-reading',
  WEB_ACTION_SECRET: 'marked-web',
  MAIN_DATABASE_URL: 'postgres://ops_api:marked-main@cologne/ops',
  LOCAL_DATABASE_URL: 'postgres://ops_api:marked-local@localhost/ops',
  DURABLE_REDIS_URL: 'redis://:marked-durable@localhost',
  VOLATILE_REDIS_URL: 'redis://:marked-volatile@localhost',
  SESSION_KEYS: newSessionKeys([site], new Date(0))[site],
  GITHUB_CLIENT_SECRET: 'marked-github',
});

const cologne = JSON.parse(readFileSync(path.join(examples, 'cologne.json'), 'utf8'));

/** What is said of an example that is another one. */
function saidOf(change: object): string {
  writeFileSync(path.join(folder, 'site.json'), JSON.stringify({ ...cologne, ...change }));
  try {
    readSite(path.join(folder, 'site.json'), folder, secretsOf('cologne'));
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

test.each(readdirSync(examples))('the example %s is a site, by its name and by its file', (file) => {
  const name = path.basename(file, '.json');
  const secrets = secretsOf(name);
  const site = readSite(name, examples, secrets);
  expect(site.name).toBe(name);
  expect(site.namespaces.recording.name).not.toBe(site.namespaces.reading.name);
  expect(readSite(path.join(examples, file), folder, secrets).parameters).toEqual(site.parameters);
});

test('a site file with a secret in it, with a setting there is not, or for a developer’s machine, is refused', () => {
  const { parameters } = cologne;
  expect(saidOf({})).toBe('nothing');
  const open = { ...parameters, SESAME_URL: 'https://user:marked-open@example.org' };
  expect(saidOf({ parameters: open })).toMatch(/SESAME_URL holds a secret/);
  expect(saidOf({ parameters: open })).not.toContain('marked');
  expect(saidOf({ parameters: { ...parameters, LOCAL_DATABASE_URL: 'postgres://a' } })).toMatch(
    /LOCAL_DATABASE_URL is among/,
  );
  expect(saidOf({ parameters: { ...parameters, SITE_NAMES: 'a' } })).toMatch(/there is no such setting/);
  expect(saidOf({ parameters: { ...parameters, DEVELOPMENT: 'true' } })).toMatch(/developer's machine/);
  expect(saidOf({ parameters: { ...parameters, TRUSTED_PROXIES: 'many' } })).toMatch(/TRUSTED_PROXIES/);
});

test('every secret that is missing is named at once', () => {
  expect(() => readSite('cologne', examples, { WEB_ACTION_SECRET: 'x' })).toThrow(
    /OPENWHISK_KEY_RECORDING, OPENWHISK_KEY_READING, MAIN_DATABASE_URL/,
  );
});

test('a file of secrets is read when its owner alone may', () => {
  const file = path.join(folder, 'secrets');
  writeFileSync(file, `ONE=1\nSESSION_KEYS='{"keys":[]}'\n`);
  chmodSync(file, 0o644);
  expect(() => secretSource(file, {})).toThrow(/chmod 600/);
  chmodSync(file, 0o600);
  expect(secretSource(file, { ONE: '0', TWO: '2' })).toEqual({ ONE: '1', TWO: '2', SESSION_KEYS: '{"keys":[]}' });
});

test('a secret is hidden as it is, in a URL, in JSON, in a header, and by its password alone', () => {
  const url = 'postgres://ops_api:p%40ssword-marked@host/ops';
  const keys = '{"keys":[{"d":"private-marked"}]}';
  const secrets = new Secrets(['URL', 'KEYS'], { URL: url, KEYS: keys });
  const said = [url, 'p@ssword-marked', 'p%40ssword-marked', JSON.stringify({ a: keys }), 'd is private-marked'];
  const header = Buffer.from(url).toString('base64');
  expect(secrets.hide([...said, encodeURIComponent(keys), header].join('\n'))).not.toMatch(/marked|cG9zdGdyZXM/);
  expect(secrets.hide('the rest stays')).toBe('the rest stays');
});
