import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { asScript, examples, normalised, outputs } from '../../support/documents.ts';
import { startSiteServer } from '../../support/site-server.ts';
import { openSites, type Sites, TOKENS } from '../../support/sites.ts';
import { replicate } from '../expect.ts';

let sites: Sites;
let server: Awaited<ReturnType<typeof startSiteServer>>;
let dir: string;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  server = await startSiteServer();
  server.serve(sites.observatory);
  dir = mkdtempSync(path.join(inject('servers').dir, 'examples-'));
  mkdirSync(path.join(dir, '.local'));
  const stack = { sites: { observatory: { url: server.url } }, tokens: TOKENS };
  writeFileSync(path.join(dir, '.local/stack.json'), JSON.stringify(stack));
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await server.close();
  await sites.close();
});

const PAGE = new URL('../../../docs/lists.md', import.meta.url).pathname;

async function run(): Promise<void> {
  const list = examples(PAGE);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', asScript(list)], { cwd: dir });
  const printed = outputs(stdout);
  expect(printed).toHaveLength(list.length);
  for (const [index, { output = '' }] of list.entries())
    expect(normalised(printed[index] ?? '')).toBe(normalised(output));
}

test('docs/lists.md: its examples run as written and print what it shows, pending and arrived', async () => {
  expect(examples(PAGE).length).toBeGreaterThan(4);
  await run();
  await replicate(sites);
  await run();
});
