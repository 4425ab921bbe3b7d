import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { AT } from '../functions/expect.ts';
import { startSiteServer } from '../support/site-server.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { ROOT } from '../tidy/sources.ts';
import { runPython } from './python.ts';

const page = readFileSync(path.join(ROOT, 'docs/clients.md'), 'utf8');
const run = promisify(execFile);

/** The examples in a language as one script, and what the page shows that it prints. */
function example(language: string) {
  const blocks = [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\`\\n\\s*\`\`\`text\\n(.*?)\`\`\``, 'gs'))];
  expect(blocks).not.toEqual([]);
  return {
    script: blocks.map(([, script]) => script).join('\n'),
    output: blocks.map(([, , output]) => output).join(''),
  };
}

let sites: Sites;
let server: Awaited<ReturnType<typeof startSiteServer>>;
let folder: string;
beforeAll(async () => {
  server = await startSiteServer();
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-page-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

describe.each(AT)('docs/clients.md, its examples run as written at %s and print what it shows', (at) => {
  beforeAll(async () => {
    sites = await openSites(inject('servers'));
    server.serve(sites[at]);
  });
  afterAll(() => sites?.close());

  test('in Python', async () => {
    const { script, output } = example('python');
    expect(await runPython(script, { OPSDB_URL: server.url, OPSDB_TOKEN: TOKENS.service })).toBe(output);
  });

  test('in TypeScript, with the package as it is installed, and fitting its types', async () => {
    const { script, output } = example('ts');
    install();
    writeFileSync(path.join(folder, 'example.ts'), script);
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--skipLibCheck'];
    const modules = ['--module', 'nodenext', '--target', 'es2022', '--types', 'node', '--outDir', '.'];
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const checked = await run(process.execPath, [tsc, ...strict, ...modules, 'example.ts'], { cwd: folder }).catch(
      ({ stdout }: { stdout: string }) => ({ stdout }),
    );
    expect(checked.stdout).toBe('');
    const env = { ...process.env, OPSDB_URL: server.url, OPSDB_TOKEN: TOKENS.service };
    expect((await run(process.execPath, ['example.js'], { cwd: folder, env })).stdout).toBe(output);
  });
});

/** A project that has installed the package, with nothing of ours around it. */
function install(): void {
  const modules = path.join(folder, 'node_modules');
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(path.join(modules, '@types'), { recursive: true });
  cpSync(path.join(ROOT, 'infra/clients/typescript'), path.join(modules, 'ops-db-client'), { recursive: true });
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types'])
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}\n');
}
