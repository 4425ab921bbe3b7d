import { describe, expect, test } from 'vitest';
import { TOKENS } from '../support/sites.ts';
import { withChange, without } from './support-build.ts';
import { SECRETS } from './support-site.ts';
import { answerOf, CHANGED, DRAIN, FUNCTIONS, Suite } from './support-suite.ts';

const suite = new Suite();

/** The same function with something in its code that was not there. */
const newer = () => withChange(suite.dist, suite.copy(), CHANGED, { code: (code) => `${code}\n;globalThis.newer=1` });

describe('what is deployed', () => {
  test('is everything that was built, the drain first, and nothing is left to do', async () => {
    const { code, text } = await suite.site.run(suite.dist, 'apply');
    const order = FUNCTIONS.map((name) => text.indexOf(`\n${name}: deployed`));
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order[0]).toBe(Math.min(...order));
    expect(code).toBe(0);
    const again = await suite.site.run(suite.dist, 'plan');
    expect(again).toEqual({
      code: 0,
      text: '0 added, 0 changed, 0 drifted, 0 removed; 5 functions are as they should be',
    });
    expect(await suite.site.run(suite.dist, 'verify')).toEqual({ code: 0, text: '5 functions answer as they should.' });
  });

  test('answers through the gateway only, which knows the secret', async () => {
    await suite.deployed();
    const url = `${suite.site.whisk.url}/api/v1/web/test-reading/ops-db/site-info/site/info`;
    expect((await fetch(url)).status).toBe(401);
    const let_in = await fetch(url, {
      headers: { 'x-require-whisk-auth': SECRETS.WEB_SECRET, authorization: `Bearer ${TOKENS.observer}` },
    });
    expect(await let_in.json()).toMatchObject({ site_name: 'mountain' });
  });

  test('runs by the clock what does so, and what records has a namespace of its own', async () => {
    await suite.deployed();
    const { actions } = await suite.byHand('recording').packages.get({ name: 'ops-db' });
    expect((actions ?? []).map(({ name }) => name).sort()).toEqual(
      ['executed_obs_units-start', 'scheduled-drain-buffer', 'scheduled-track-replication'].sort(),
    );
    expect(suite.site.whisk.tick(new Date(Date.now() + 120_000))).toBe(2);
  });
});

describe('a change', () => {
  test('of one function is one line of the plan, is deployed alone, answers, and can be rolled back', async () => {
    await suite.deployed();
    const next = newer();
    const planned = await suite.site.run(next, 'plan');
    expect(planned.text.split('\n')).toEqual([
      `changed  function  reading    ${CHANGED} (code)`,
      '0 added, 1 changed, 0 drifted, 0 removed; 4 functions are as they should be',
    ]);
    const applied = await suite.site.run(next, 'apply');
    expect(applied.text).not.toContain('drain');
    expect(await suite.answer()).toEqual(answerOf(next));
    expect((await suite.site.run(next, 'verify')).code).toBe(0);
    expect((await suite.site.run(next, 'rollback')).code).toBe(0);
    expect(await suite.answer()).toEqual(answerOf(suite.dist));
    expect((await suite.site.run(suite.dist, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted/);
    expect((await suite.site.run(suite.dist, 'verify')).code).toBe(0);
  });

  test('of a limit, or of a setting, is seen and made', async () => {
    await suite.deployed();
    const roomy = withChange(suite.dist, suite.copy(), CHANGED, {
      facts: { limits: { timeout_s: 60, memory_mb: 512, concurrency: 1 } },
    });
    expect((await suite.site.run(roomy, 'plan')).text).toContain(
      `changed  function  reading    ${CHANGED} (code, limit memory)`,
    );
    expect((await suite.site.run(roomy, 'apply')).code).toBe(0);
    suite.site.configure({ parameters: { TRUSTED_PROXIES: '1' } });
    expect((await suite.site.run(roomy, 'plan')).text.split('\n')).toEqual([
      'changed  package   recording  ops-db (parameter TRUSTED_PROXIES)',
      'changed  package   reading    ops-db (parameter TRUSTED_PROXIES)',
      '0 added, 2 changed, 0 drifted, 0 removed; 5 functions are as they should be',
    ]);
    expect((await suite.site.run(roomy, 'apply')).code).toBe(0);
    expect((await suite.site.run(roomy, 'plan')).text).toMatch(/^0 added, 0 changed/);
  });

  test('by other hands is drift, is named, and is put right', async () => {
    await suite.deployed();
    const { actions } = suite.byHand('reading');
    await actions.update({ name: `ops-db/${CHANGED}`, action: 'function main() { return {} }', kind: 'nodejs:20' });
    await actions.update({ name: 'ops-db/site-info', limits: { memory: 128 } } as never);
    const { text } = await suite.site.run(suite.dist, 'plan');
    expect(text).toContain(`drifted  function  reading    ${CHANGED} (code, not deployed from here)`);
    expect(text).toContain('drifted  function  reading    site-info (limit memory)');
    expect((await suite.site.run(suite.dist, 'verify')).text).toContain(
      `${CHANGED}: it does not say which version it is`,
    );
    expect((await suite.site.run(suite.dist, 'apply')).code).toBe(0);
    expect((await suite.site.run(suite.dist, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted/);
  });

  test('that takes a function away leaves it until it is pruned', async () => {
    await suite.deployed();
    const less = without(suite.dist, suite.copy(), 'scheduled-track-replication');
    expect((await suite.site.run(less, 'apply')).text).toContain('--prune removes them): scheduled-track-replication');
    expect(suite.site.whisk.tick(new Date(Date.now() + 120_000))).toBe(2);
    expect((await suite.site.run(less, 'apply', '--prune')).text).toContain('scheduled-track-replication: removed');
    expect(suite.site.whisk.tick(new Date(Date.now() + 300_000))).toBe(1);
    expect((await suite.site.run(less, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted, 0 removed/);
  });
});

describe('what runs by the clock', () => {
  test('and was switched off is drift, fails the verification, and is fired again once deployed', async () => {
    await suite.deployed();
    const { feeds, rules } = suite.byHand('recording');
    const alarms = feeds as unknown as { get(options: object): Promise<{ response: { result: { status: object } } }> };
    await rules.delete({ name: DRAIN });
    await suite.byHand('recording').triggers.delete({ name: DRAIN });
    suite.site.whisk.tick(new Date(Date.now() + 120_000));
    await suite.byHand('recording').triggers.create({ name: DRAIN } as never);
    const status = async () =>
      (await alarms.get({ feedName: '/whisk.system/alarms/alarm', trigger: DRAIN })).response.result.status;
    expect(await status()).toMatchObject({ active: false });
    const { code, text } = await suite.site.run(suite.dist, 'verify');
    expect(code).toBe(1);
    expect(text).toMatch(/trigger ops-db-scheduled-drain-buffer: switched off since .*apply has put it right/);
    expect((await suite.site.run(suite.dist, 'plan')).text).toContain(
      `drifted  trigger   recording  ${DRAIN} (switched off`,
    );
    expect((await suite.site.run(suite.dist, 'apply')).code).toBe(0);
    expect(await status()).toMatchObject({ active: true });
    expect((await suite.site.run(suite.dist, 'verify')).code).toBe(0);
  });

  test('has another rhythm, or none, where the site says so', async () => {
    await suite.deployed();
    suite.site.configure({
      schedules: { 'scheduled-drain-buffer': '*/2 * * * *', 'scheduled-track-replication': null },
    });
    expect((await suite.site.run(suite.dist, 'plan')).text).toContain(`changed  trigger   recording  ${DRAIN} (cron)`);
    expect((await suite.site.run(suite.dist, 'apply')).code).toBe(0);
    expect(suite.site.whisk.tick(new Date(Date.UTC(2040, 0, 1, 0, 3)))).toBe(0);
    expect((await suite.site.run(suite.dist, 'plan')).text).toMatch(/^0 added, 0 changed, 0 drifted, 0 removed/);
  });
});
