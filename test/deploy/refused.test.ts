import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifestOf, withChange } from './support-build.ts';
import { answerOf, CHANGED, Suite } from './support-suite.ts';

const suite = new Suite();

/** The same function with something in its code that was not there. */
const newer = () => withChange(suite.dist, suite.copy(), CHANGED, { code: (code) => `${code}\n;globalThis.newer=1` });

describe('what is refused', () => {
  test('a build that cannot begin: the exit code says so, and the version before it still answers', async () => {
    await suite.deployed();
    const broken = withChange(suite.dist, suite.copy(), CHANGED, { code: (code) => `throw new Error('no');${code}` });
    const { code, text } = await suite.site.run(broken, 'apply');
    expect(code).toBe(1);
    expect(text).toContain(`${CHANGED}: refused`);
    expect(text).toContain('The version that was there before is back.');
    expect(await suite.answer()).toEqual(answerOf(suite.dist));
    expect((await suite.site.run(suite.dist, 'verify')).code).toBe(0);
  });

  test('a build that answers as another one', async () => {
    const wrong = withChange(suite.dist, suite.copy(), CHANGED, {
      code: (code) => `${code};module.exports={main:async()=>({name:1})}`,
    });
    const { code, text } = await suite.site.run(wrong, 'apply');
    expect([code, text.includes(`${CHANGED}: refused`), text.includes('was removed again')]).toEqual([1, true, true]);
  });

  test('a function that needs a migration the database has not had, before anything is changed', async () => {
    const manifest = manifestOf(suite.dist);
    const ahead = withChange(suite.dist, suite.copy(), CHANGED, { facts: { oldest_migration: '0099_later' } });
    const { code, text } = await suite.site.run(ahead, 'apply');
    expect(code).toBe(1);
    expect(text).toContain(`${CHANGED} needs 0099_later`);
    expect(text).toContain(`migrations up to ${manifest.migrations.at(-1)?.tag}`);
    await expect(suite.byHand('reading').packages.get({ name: 'ops-db' })).rejects.toThrow('404');
  });

  test('a deployment or a way back while another is running; comparing is not, nor the next once the first is over', async () => {
    await suite.deployed();
    const next = newer();
    const [first, second, back, planned] = await Promise.all([
      suite.site.run(next, 'apply'),
      suite.site.run(suite.dist, 'apply'),
      suite.site.run(suite.dist, 'rollback'),
      suite.site.run(suite.dist, 'plan'),
    ]);
    const text = `A deployment to mountain is running already (process ${process.pid})`;
    expect([first.code, second, back, planned.code]).toEqual([0, { code: 1, text }, { code: 1, text }, 0]);
    expect(await suite.answer()).toEqual(answerOf(next));
    expect((await suite.site.run(next, 'rollback')).code).toBe(0);
    expect(await suite.answer()).toEqual(answerOf(suite.dist));
  });

  test('what was not understood', async () => {
    expect((await suite.site.run(suite.dist, '--nonsense')).code).toBe(2);
    expect(await suite.site.run(suite.dist, 'apply', 'no-such-function')).toMatchObject({
      code: 1,
      text: 'There is no function no-such-function.',
    });
  });
});

test('no secret is ever said, whatever goes wrong', async () => {
  await suite.deployed();
  await suite.site.run(newer(), 'apply');
  await suite.byHand('reading').packages.update({ name: 'ops-db', package: { parameters: [] } } as never);
  await suite.site.run(suite.dist, 'plan');
  const talkative = withChange(suite.dist, suite.copy(), CHANGED, {
    code: (code) =>
      `${code};module.exports={main:async(p)=>{throw new Error(JSON.stringify(p)+p.SESSION_KEYS+p.MAIN_DATABASE_URL)}}`,
  });
  expect((await suite.site.run(talkative, 'apply')).code).toBe(1);
  expect(suite.site.said.join('\n')).toContain('(secret)');
  await suite.site.whisk.close();
  expect((await suite.site.run(suite.dist, 'plan')).code).toBe(1);
  const said = suite.site.said.join('\n');
  expect(said).not.toContain('marked-secret');
  expect(said).not.toContain(suite.database_url);
  const kept = readFileSync(path.join(suite.site.folder, 'store/mountain.json'), 'utf8');
  expect(kept).not.toContain('marked-secret');
});
