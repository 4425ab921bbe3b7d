import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Build, build } from '../../infra/build/build.ts';
import { functionsTable } from '../../infra/build/functions-table.ts';
import { readManifest } from '../../infra/build/manifest.ts';
import { listFunctions } from '../../infra/functions.ts';
import { type DeployedSite, startSite } from '../deploy/support-site.ts';
import { openSites, type Sites } from '../support/sites.ts';
import { ROOT } from '../tidy/sources.ts';

let folder: string;
let dist: string;
let built: Build;
let sites: Sites;
let deployed: DeployedSite[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-build-'));
  dist = path.join(folder, 'dist');
  built = await build(dist);
  sites = await openSites(inject('servers'));
  const { LOCAL_DATABASE_URL } = sites.main.config;
  deployed = await Promise.all([startSite(LOCAL_DATABASE_URL), startSite(LOCAL_DATABASE_URL)]);
}, 600_000);

afterAll(async () => {
  await Promise.all(deployed.map((site) => site.close()));
  await sites.close();
  rmSync(folder, { recursive: true, force: true });
});

test('there is a bundle for every function but those of a developer’s machine, and a source map beside it', async () => {
  const { endpoints, scheduled } = await listFunctions();
  const wanted = [...scheduled, ...endpoints.filter(({ declared }) => declared.development_only !== true)];
  expect(built.manifest.functions.map(({ name }) => name).sort()).toEqual(wanted.map(({ name }) => name).sort());
  expect(built.manifest.functions.map(({ name }) => name)).not.toContain('demo-create-demo-token');
  expect(await readManifest(dist)).toEqual(built.manifest);
  const files = readdirSync(dist);
  for (const { name, file } of built.manifest.functions)
    expect(files).toEqual(expect.arrayContaining([file, `${name}.js.map`]));
});

test('no function is larger than it may be', () => {
  expect(built.over_budget).toEqual([]);
});

test('docs/functions.md is what npm run build writes', () => {
  expect(readFileSync(path.join(ROOT, 'docs/functions.md'), 'utf8')).toBe(functionsTable(built.manifest));
});

// An apply succeeds when each function has loaded from its zip alone and has said which one, and which version, it is.
test('every function is deployed and answers, some of them at a second site, and nothing is left to do', async () => {
  const { length } = built.manifest.functions;
  const [one, other] = deployed;
  const few = ['scheduled-drain-buffer', 'executed_obs_units-start', 'site-info'];
  const [all, some] = await Promise.all([one?.run(dist, 'apply'), other?.run(dist, 'apply', ...few)]);
  expect([all?.code, some?.code]).toEqual([0, 0]);
  expect(all?.text.match(/: deployed$/gm)).toHaveLength(length);
  expect(some?.text.match(/: deployed$/gm)).toHaveLength(few.length);
  const nothing = `0 added, 0 changed, 0 drifted, 0 removed; ${length} functions are as they should be`;
  expect(await one?.run(dist, 'plan')).toEqual({ code: 0, text: nothing });
  // Of each further function that runs by the clock also its trigger and its rule.
  const fired = 2 * (built.manifest.functions.filter(({ kind }) => kind === 'scheduled').length - 1);
  expect((await other?.run(dist, 'plan'))?.text).toContain(`${length - few.length + fired} added, 0 changed`);
}, 600_000);
