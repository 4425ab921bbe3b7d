import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assemble } from '../../infra/build/assemble.ts';
import { overBudget } from '../../infra/build/budget.ts';
import { type Build, build } from '../../infra/build/build.ts';
import type { BuiltFunction } from '../../infra/build/manifest.ts';
import { PLACEHOLDER } from '../../infra/build/stamp.ts';
import { groupOf, listFunctions } from '../../infra/functions.ts';
import { ROOT } from '../tidy/sources.ts';

const FUNCTIONS = ['scheduled-drain-buffer', 'site-info', 'site-docs-assets', 'auth-jwks'];

let folder: string;
let dist: string;
let built: Build;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-build-'));
  dist = path.join(folder, 'dist');
  built = await build(dist, FUNCTIONS);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const zipOf = ({ file }: Pick<BuiltFunction, 'file'>, from = dist) => unzipSync(readFileSync(path.join(from, file)));

/** What a bundle answers, loaded by Node from the files of its zip and nothing else. */
function answersOf(functions: readonly BuiltFunction[], params: object): unknown[] {
  const files = functions.map((one) => {
    const place = path.join(folder, 'unpacked', one.name);
    for (const [name, bytes] of Object.entries(zipOf(one))) {
      mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
      writeFileSync(path.join(place, name), bytes);
    }
    return path.join(place, 'index.js');
  });
  const script = `Promise.all(${JSON.stringify(files)}.map((file) => require(file).main(${JSON.stringify(params)})))
    .then((all) => { console.log(JSON.stringify(all)); process.exit(0); })`;
  const said = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: folder, maxBuffer: 50_000_000 });
  return JSON.parse(said) as unknown[];
}

test('a zip holds one file, and no package.json that the runtime would install from', () => {
  for (const one of built.manifest.functions) {
    const names = Object.keys(zipOf(one));
    if (one.name === 'site-docs-assets')
      expect(names.filter((name) => !name.startsWith('node_modules/'))).toEqual(['index.js']);
    else expect(names).toEqual(['index.js']);
  }
});

test('a function that is too large is named with what is heaviest in it', () => {
  const one = { name: 'site-info', kind: 'http', size: 2_000_000 } as BuiltFunction;
  const parts = { zod: 900_000, small: 1_000, 'lib/http': 50_000 };
  expect(overBudget(one, parts)).toMatch(
    /^site-info: 2000 kB of code, 600 kB allowed; heaviest: zod 900 kB, lib\/http 50 kB, small 1 kB$/,
  );
  expect(overBudget({ ...one, size: 600_000 }, parts)).toBeUndefined();
});

test('the same sources make the same bytes', async () => {
  const names = ['site-docs-assets', 'scheduled-drain-buffer'];
  const again = path.join(folder, 'again');
  const { manifest } = await build(again, names);
  for (const one of manifest.functions) {
    expect(built.manifest.functions).toContainEqual(one);
    expect(readFileSync(path.join(again, one.file)).equals(readFileSync(path.join(dist, one.file)))).toBe(true);
  }
});

test('nobody can ask for the version over HTTP', () => {
  const site = {
    SITE_NAME: 'a',
    SITE_TYPE: 'main',
    MAIN_DATABASE_URL: 'postgres://localhost/a',
    LOCAL_DATABASE_URL: 'postgres://localhost/a',
  };
  const keys = built.manifest.functions.filter(({ name }) => name === 'auth-jwks');
  const call = {
    ...site,
    __ow_method: 'get',
    __ow_path: '/.well-known/jwks.json',
    ops_probe: 'version',
  };
  expect(answersOf(keys, call)).toMatchObject([{ statusCode: 200, body: { keys: [] } }]);
});

test('the docs page’s files come out of its bundle', () => {
  const site = {
    SITE_NAME: 'a',
    SITE_TYPE: 'main',
    MAIN_DATABASE_URL: 'postgres://localhost/a',
    LOCAL_DATABASE_URL: 'postgres://localhost/a',
  };
  const assets = built.manifest.functions.filter(({ name }) => name === 'site-docs-assets');
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'node_modules/swagger-ui-dist/package.json'), 'utf8'));
  const [answer] = answersOf(assets, { ...site, __ow_method: 'get', __ow_path: `/docs/${version}/swagger-ui.css` });
  const css = readFileSync(path.join(ROOT, 'node_modules/swagger-ui-dist/swagger-ui.css'), 'utf8');
  expect(answer).toMatchObject({ statusCode: 200, body: css });
});

test('a version changes with the code, with a limit, with an annotation and with a file beside it, and with nothing else', () => {
  const facts = built.manifest.functions.find(({ name }) => name === 'site-info');
  if (facts === undefined) throw new Error('site-info was not built');
  const code = `exports.main = () => "${PLACEHOLDER}"`;
  const version = (own: Partial<BuiltFunction> = {}, text = code, beside = {}) =>
    assemble({ ...facts, ...own }, text, beside).built.hash;
  const all = [
    version(),
    version({}, `${code};`),
    version({ limits: { ...facts.limits, memory_mb: 512 } }),
    version({ annotations: { ...facts.annotations, final: false } }),
    version({}, code, { 'a.txt': new Uint8Array([1]) }),
    version({}, code, { 'a.txt': new Uint8Array([2]) }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(version({ oldest_migration: '0000_extensions' })).toBe(version());
});

test('the migration a function needs is one there is', () => {
  const tags = built.manifest.migrations.map(({ tag }) => tag);
  for (const { oldest_migration } of built.manifest.functions) expect(tags).toContain(oldest_migration);
});

test('what a telescope records is in a namespace with nothing a screen asks for', async () => {
  const { endpoints } = await listFunctions();
  const recording = endpoints.filter(({ declared }) => groupOf(declared) === 'recording').map(({ name }) => name);
  expect(recording).toEqual(
    expect.arrayContaining(['executed_obs_units-start', 'raw_data_files-bulk', 'staging-jobs-update']),
  );
  for (const name of [
    'auth-code',
    'user_preferences-put',
    'obs_modes-create',
    'executed_obs_units-list',
    'buffer-transactions-lookup',
  ])
    expect(recording).not.toContain(name);
  for (const { name, declared } of endpoints.filter(({ name }) => recording.includes(name)))
    expect([name, declared.method]).not.toEqual([name, 'GET']);
});
