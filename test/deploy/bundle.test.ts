import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { extract, list } from 'tar';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { build } from '../../infra/build/build.ts';
import { makeBundle } from '../../infra/deploy/make-bundle.ts';
import { newSigningKeys } from '../../infra/deploy/signature.ts';
import { openSites, type Sites } from '../support/sites.ts';
import { type DeployedSite, SECRETS, startSite } from './support-site.ts';

const FUNCTIONS = ['scheduled-drain-buffer', 'site-info'];

let folder: string;
let bundle: string;
let sites: Sites;
let site: DeployedSite;
const keys = newSigningKeys();

/** A machine with Node and nothing else: a home, the tool, a public key. */
const machine = () => path.join(folder, 'machine');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-bundle-test-'));
  sites = await openSites(inject('servers'));
  site = await startSite(sites.main.config.LOCAL_DATABASE_URL);
  const order = { dist: path.join(folder, 'dist'), sites: path.join(folder, 'sites'), private_key: keys.private_key };
  await build(order.dist, FUNCTIONS);
  mkdirSync(order.sites);
  cpSync(path.join(site.folder, 'site.json'), path.join(order.sites, 'mountain.json'));
  bundle = await makeBundle({ ...order, out: path.join(folder, 'out') });
  const again = await makeBundle({ ...order, out: path.join(folder, 'again') });
  expect(readFileSync(again).equals(readFileSync(bundle))).toBe(true);
  mkdirSync(machine());
  writeFileSync(path.join(machine(), 'bundles.pub'), keys.public_key);
  await extract({ file: bundle, cwd: machine(), strip: 1, filter: (name) => name.endsWith('deploy.cjs') });
});

afterAll(async () => {
  await site.close();
  await sites.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the tool with Node alone: no checkout, no node_modules. */
async function deployed(...args: string[]): Promise<{ code: number; text: string }> {
  const url = sites.main.config.LOCAL_DATABASE_URL;
  const env = { ...SECRETS, MAIN_DATABASE_URL: url, LOCAL_DATABASE_URL: url, HOME: machine(), PATH: process.env.PATH };
  const run = promisify(execFile)(process.execPath, ['deploy.cjs', ...args], { cwd: machine(), env });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, text: stdout + stderr }),
  );
}

const signed = (file: string) => ['--bundle', file, '--public-key', 'bundles.pub', '--site', 'mountain'];

test('a bundle holds what was built, the site files and the tool, and no secret', async () => {
  const names: string[] = [];
  await list({ file: bundle, onReadEntry: ({ path: name }) => names.push(name) });
  for (const name of ['deploy.cjs', 'gateway.mjs', 'dist/manifest.json', 'dist/site-info.zip', 'sites/mountain.json'])
    expect(names).toContain(`ops-db/${name}`);
  expect(names.filter((name) => /\.map$|node_modules/.test(name))).toEqual([]);
});

test('a machine with Node alone deploys from a bundle that was signed, and finds it done', async () => {
  expect(readdirSync(machine()).sort()).toEqual(['bundles.pub', 'deploy.cjs']);
  const { code, text } = await deployed(...signed(bundle), 'apply');
  expect(text).toContain('what was deployed has answered');
  expect(code).toBe(0);
  expect(await deployed(...signed(bundle), 'plan')).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^0 added, 0 changed, 0 drifted/),
  });
  expect((await deployed(...signed(bundle), 'verify')).text).toContain('2 functions answer');
});

test('a tarball that was changed, one of another key, and one without a signature are refused', async () => {
  const changed = path.join(folder, 'changed.tgz');
  cpSync(bundle, changed);
  cpSync(`${bundle}.sig`, `${changed}.sig`);
  appendFileSync(changed, 'x');
  expect(await deployed(...signed(changed), 'plan')).toMatchObject({
    code: 1,
    text: expect.stringContaining('is not what was signed'),
  });
  writeFileSync(path.join(machine(), 'others.pub'), newSigningKeys().public_key);
  const others = ['--bundle', bundle, '--public-key', 'others.pub', '--site', 'mountain', 'plan'];
  expect(await deployed(...others)).toMatchObject({ code: 1, text: expect.stringContaining('is not what was signed') });
  rmSync(`${changed}.sig`);
  expect(await deployed(...signed(changed), 'plan')).toMatchObject({
    code: 1,
    text: expect.stringContaining('comes with its signature'),
  });
});

test('the gateway of a bundle starts with Node alone, as far as it is told what for', async () => {
  await extract({ file: bundle, cwd: machine(), strip: 1, filter: (name) => name.endsWith('gateway.mjs') });
  const run = promisify(execFile)(process.execPath, ['gateway.mjs'], {
    cwd: machine(),
    env: { PATH: process.env.PATH },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^gateway configuration: GATEWAY_UPSTREAM/),
  });
});
