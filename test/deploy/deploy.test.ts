import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openwhisk from 'openwhisk';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { build } from '../../infra/build/build.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { manifestOf, withChange, without } from './support-build.ts';
import { type DeployedSite, SECRETS, startSite } from './support-site.ts';

const CHANGED = 'obs_modes-by-id';
const FUNCTIONS = [
  'scheduled-drain-buffer',
  'scheduled-track-replication',
  'executed_obs_units-start',
  'site-info',
  CHANGED,
];
const DRAIN = 'ops-db-scheduled-drain-buffer';

let folder: string;
let dist: string;
let sites: Sites;
let site: DeployedSite;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-build-'));
  dist = path.join(folder, 'dist');
  await build(dist, FUNCTIONS);
  sites = await openSites(inject('servers'));
});

afterAll(async () => {
  await sites.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  site = await startSite(sites.main.config.LOCAL_DATABASE_URL);
  return () => site.close();
});

const deployed = async () => {
  const { code, text } = await site.run(dist, 'apply');
  expect(text).toContain('what was deployed has answered');
  expect(code).toBe(0);
};

/** The site's OpenWhisk, as somebody else would change it. */
const byHand = (namespace: 'recording' | 'reading') =>
  openwhisk({
    apihost: site.whisk.url,
    api_key: namespace === 'recording' ? SECRETS.KEY_RECORDING : SECRETS.KEY_READING,
    namespace: `test-${namespace}`,
  });

const copy = (name: string) => path.join(mkdtempSync(path.join(folder, 'copy-')), name);

/** The same function with something in its code that was not there. */
const newer = () => withChange(dist, copy('newer'), CHANGED, { code: (code) => `${code}\n;globalThis.newer=1` });

const versionOf = (from: string, name: string) =>
  manifestOf(from).functions.find((built) => built.name === name)?.hash ?? '';

const answers = (name: string) =>
  byHand('reading').actions.invoke({
    name: `ops-db/${name}`,
    blocking: true,
    result: true,
    params: { ops_probe: 'version' },
  });

describe('what is deployed', () => {
  test('is everything that was built, the drain first, and nothing is left to do', async () => {
    const { code, text } = await site.run(dist, 'apply');
    const order = FUNCTIONS.map((name) => text.indexOf(`\n${name}: deployed`));
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order[0]).toBe(Math.min(...order));
    expect(code).toBe(0);
    const again = await site.run(dist, 'plan');
    expect(again).toEqual({
      code: 0,
      text: '0 added, 0 changed, 0 drifted, 0 removed; 5 functions are as they should be',
    });
    expect(await site.run(dist, 'verify')).toEqual({ code: 0, text: '5 functions answer as they should.' });
  });

  test('answers through the gateway only, which knows the secret', async () => {
    await deployed();
    const url = `${site.whisk.url}/api/v1/web/test-reading/ops-db/site-info/site/info`;
    expect((await fetch(url)).status).toBe(401);
    const let_in = await fetch(url, {
      headers: { 'x-require-whisk-auth': SECRETS.WEB_SECRET, authorization: `Bearer ${TOKENS.observer}` },
    });
    expect(await let_in.json()).toMatchObject({ site_name: 'mountain' });
  });

  test('runs by the clock what does so, and what records has a namespace of its own', async () => {
    await deployed();
    const { actions } = await byHand('recording').packages.get({ name: 'ops-db' });
    expect((actions ?? []).map(({ name }) => name).sort()).toEqual(
      ['executed_obs_units-start', 'scheduled-drain-buffer', 'scheduled-track-replication'].sort(),
    );
    expect(site.whisk.tick(new Date(Date.now() + 120_000))).toBe(2);
  });
});

describe('a change', () => {
  test('of one function is one line of the plan, is deployed alone, answers, and can be rolled back', async () => {
    await deployed();
    const next = newer();
    const planned = await site.run(next, 'plan');
    expect(planned.text.split('\n')).toEqual([
      `changed  function  reading    ${CHANGED} (code)`,
      '0 added, 1 changed, 0 drifted, 0 removed; 4 functions are as they should be',
    ]);
    const applied = await site.run(next, 'apply');
    expect(applied.text).not.toContain('drain');
    expect(await answers(CHANGED)).toEqual({ name: CHANGED, version: versionOf(next, CHANGED) });
    expect((await site.run(next, 'verify')).code).toBe(0);
    expect((await site.run(next, 'rollback')).code).toBe(0);
    expect(await answers(CHANGED)).toEqual({ name: CHANGED, version: versionOf(dist, CHANGED) });
    expect((await site.run(dist, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted/);
    expect((await site.run(dist, 'verify')).code).toBe(0);
  });

  test('of a limit, or of a setting, is seen and made', async () => {
    await deployed();
    const roomy = withChange(dist, copy('roomy'), CHANGED, {
      facts: { limits: { timeout_s: 60, memory_mb: 512, concurrency: 1 } },
    });
    expect((await site.run(roomy, 'plan')).text).toContain(
      `changed  function  reading    ${CHANGED} (code, limit memory)`,
    );
    expect((await site.run(roomy, 'apply')).code).toBe(0);
    site.configure({ parameters: { TRUSTED_PROXIES: '1' } });
    expect((await site.run(roomy, 'plan')).text.split('\n')).toEqual([
      'changed  package   recording  ops-db (parameter TRUSTED_PROXIES)',
      'changed  package   reading    ops-db (parameter TRUSTED_PROXIES)',
      '0 added, 2 changed, 0 drifted, 0 removed; 5 functions are as they should be',
    ]);
    expect((await site.run(roomy, 'apply')).code).toBe(0);
    expect((await site.run(roomy, 'plan')).text).toMatch(/^0 added, 0 changed/);
  });

  test('by other hands is drift, is named, and is put right', async () => {
    await deployed();
    const { actions } = byHand('reading');
    await actions.update({ name: `ops-db/${CHANGED}`, action: 'function main() { return {} }', kind: 'nodejs:20' });
    await actions.update({ name: 'ops-db/site-info', limits: { memory: 128 } } as never);
    const { text } = await site.run(dist, 'plan');
    expect(text).toContain(`drifted  function  reading    ${CHANGED} (code, not deployed from here)`);
    expect(text).toContain('drifted  function  reading    site-info (limit memory)');
    expect((await site.run(dist, 'verify')).text).toContain(`${CHANGED}: it does not say which version it is`);
    expect((await site.run(dist, 'apply')).code).toBe(0);
    expect((await site.run(dist, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted/);
  });

  test('that takes a function away leaves it until it is pruned', async () => {
    await deployed();
    const less = without(dist, copy('less'), 'scheduled-track-replication');
    expect((await site.run(less, 'apply')).text).toContain('--prune removes them): scheduled-track-replication');
    expect(site.whisk.tick(new Date(Date.now() + 120_000))).toBe(2);
    expect((await site.run(less, 'apply', '--prune')).text).toContain('scheduled-track-replication: removed');
    expect(site.whisk.tick(new Date(Date.now() + 300_000))).toBe(1);
    expect((await site.run(less, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted, 0 removed/);
  });
});

describe('what is refused', () => {
  test('a build that cannot begin: the exit code says so, and the version before it still answers', async () => {
    await deployed();
    const broken = withChange(dist, copy('broken'), CHANGED, { code: (code) => `throw new Error('no');${code}` });
    const { code, text } = await site.run(broken, 'apply');
    expect(code).toBe(1);
    expect(text).toContain(`${CHANGED}: refused`);
    expect(text).toContain('The version that was there before is back.');
    expect(await answers(CHANGED)).toEqual({ name: CHANGED, version: versionOf(dist, CHANGED) });
    expect((await site.run(dist, 'verify')).code).toBe(0);
  });

  test('a build that answers as another one', async () => {
    const wrong = withChange(dist, copy('wrong'), CHANGED, {
      code: (code) => `${code};module.exports={main:async()=>({name:1})}`,
    });
    const { code, text } = await site.run(wrong, 'apply');
    expect([code, text.includes(`${CHANGED}: refused`), text.includes('was removed again')]).toEqual([1, true, true]);
  });

  test('a function that needs a migration the database has not had, before anything is changed', async () => {
    const manifest = manifestOf(dist);
    const ahead = withChange(dist, copy('ahead'), CHANGED, { facts: { oldest_migration: '0099_later' } });
    const { code, text } = await site.run(ahead, 'apply');
    expect(code).toBe(1);
    expect(text).toContain(`${CHANGED} needs 0099_later`);
    expect(text).toContain(`migrations up to ${manifest.migrations.at(-1)?.tag}`);
    await expect(byHand('reading').packages.get({ name: 'ops-db' })).rejects.toThrow('404');
  });

  test('what was not understood', async () => {
    expect((await site.run(dist, '--nonsense')).code).toBe(2);
    expect(await site.run(dist, 'apply', 'no-such-function')).toMatchObject({
      code: 1,
      text: 'There is no function no-such-function.',
    });
  });
});

describe('what runs by the clock', () => {
  test('and was switched off is drift, fails the verification, and is fired again once deployed', async () => {
    await deployed();
    const { feeds, rules } = byHand('recording');
    const alarms = feeds as unknown as { get(options: object): Promise<{ response: { result: { status: object } } }> };
    await rules.delete({ name: DRAIN });
    await byHand('recording').triggers.delete({ name: DRAIN });
    site.whisk.tick(new Date(Date.now() + 120_000));
    await byHand('recording').triggers.create({ name: DRAIN } as never);
    const status = async () =>
      (await alarms.get({ feedName: '/whisk.system/alarms/alarm', trigger: DRAIN })).response.result.status;
    expect(await status()).toMatchObject({ active: false });
    const { code, text } = await site.run(dist, 'verify');
    expect(code).toBe(1);
    expect(text).toMatch(/trigger ops-db-scheduled-drain-buffer: switched off since .*apply has put it right/);
    expect((await site.run(dist, 'plan')).text).toContain(`drifted  trigger   recording  ${DRAIN} (switched off`);
    expect((await site.run(dist, 'apply')).code).toBe(0);
    expect(await status()).toMatchObject({ active: true });
    expect((await site.run(dist, 'verify')).code).toBe(0);
  });

  test('has another rhythm, or none, where the site says so', async () => {
    await deployed();
    site.configure({ schedules: { 'scheduled-drain-buffer': '*/2 * * * *', 'scheduled-track-replication': null } });
    expect((await site.run(dist, 'plan')).text).toContain(`changed  trigger   recording  ${DRAIN} (cron)`);
    expect((await site.run(dist, 'apply')).code).toBe(0);
    expect(site.whisk.tick(new Date(Date.UTC(2040, 0, 1, 0, 3)))).toBe(0);
    expect((await site.run(dist, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted, 0 removed/);
  });
});

test('no secret is ever said, whatever goes wrong', async () => {
  await deployed();
  await site.run(newer(), 'apply');
  await byHand('reading').packages.update({ name: 'ops-db', package: { parameters: [] } } as never);
  await site.run(dist, 'plan');
  const talkative = withChange(dist, copy('talkative'), CHANGED, {
    code: (code) =>
      `${code};module.exports={main:async(p)=>{throw new Error(JSON.stringify(p)+p.SESSION_KEYS+p.MAIN_DATABASE_URL)}}`,
  });
  expect((await site.run(talkative, 'apply')).code).toBe(1);
  expect(site.said.join('\n')).toContain('(secret)');
  await site.whisk.close();
  expect((await site.run(dist, 'plan')).code).toBe(1);
  const said = site.said.join('\n');
  expect(said).not.toContain('marked-secret');
  expect(said).not.toContain(sites.main.config.LOCAL_DATABASE_URL);
  const kept = readFileSync(path.join(site.folder, 'store/mountain.json'), 'utf8');
  expect(kept).not.toContain('marked-secret');
});
