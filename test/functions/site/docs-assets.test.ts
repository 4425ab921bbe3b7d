import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import * as assets from '../../../functions/site/docs-assets.ts';
import { SETTINGS } from '../../runtime/echo.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { ROOT } from '../../tidy/sources.ts';
import { AT, expectInvalid } from '../expect.ts';

const INSTALLED = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const { version } = JSON.parse(readFileSync(path.join(INSTALLED, 'package.json'), 'utf8'));
const installed = (file: string) => readFileSync(path.join(INSTALLED, file));

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const SCRIPT = `/docs/${version}/swagger-ui-bundle.js`;
const STYLES = `/docs/${version}/swagger-ui.css`;
/** What a result on OpenWhisk may be, base64 included. */
const RESULT_LIMIT_BYTES = 1_048_576;

describe('GET /docs/{version}/{file}', () => {
  describe('200', () => {
    const get = (at: (typeof AT)[number], target: string) =>
      assets.fetch(new Request(`http://site${target}`), sites[at]);

    test.each(AT)('%s serves the script of the installed viewer, compressed', async (at) => {
      const response = await get(at, SCRIPT);
      expect(response.headers.get('content-type')).toBe('text/javascript');
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(gunzipSync(await response.arrayBuffer()).equals(installed('swagger-ui-bundle.js'))).toBe(true);
    });

    test.each(AT)('%s serves its styles', async (at) => {
      const response = await get(at, STYLES);
      expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
      expect(response.headers.has('content-encoding')).toBe(false);
      expect(Buffer.from(await response.arrayBuffer()).equals(installed('swagger-ui.css'))).toBe(true);
    });

    test.each([SCRIPT, STYLES])('%s may be kept for good, because another version has another path', async (target) => {
      const { headers } = await get('main', target);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });

    test('OpenWhisk gets the script as the base64 it decodes and the styles as text, both within what a result may be', async () => {
      const script = await assets.main({ ...SETTINGS, __ow_method: 'get', __ow_path: SCRIPT });
      expect(script).toMatchObject({ statusCode: 200, headers: { 'content-encoding': 'gzip' } });
      expect(gunzipSync(Buffer.from(String(script.body), 'base64')).equals(installed('swagger-ui-bundle.js'))).toBe(
        true,
      );
      const styles = await assets.main({ ...SETTINGS, __ow_method: 'get', __ow_path: STYLES });
      expect(styles).toMatchObject({ statusCode: 200, body: installed('swagger-ui.css').toString() });
      for (const result of [script, styles])
        expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(RESULT_LIMIT_BYTES);
    });

    test('an HTTP API gets the script as base64', async () => {
      for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
      const event = { rawPath: SCRIPT, requestContext: { http: { method: 'GET' } } };
      const script = await assets.handler(event);
      vi.unstubAllEnvs();
      expect(script).toMatchObject({ statusCode: 200, isBase64Encoded: true });
      expect(gunzipSync(Buffer.from(String(script.body), 'base64')).equals(installed('swagger-ui-bundle.js'))).toBe(
        true,
      );
    });

    test('a bundle of the function finds its files beside it, with nothing else installed', async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'ops-db-bundle-'));
      try {
        await bundle(folder);
        const params = JSON.stringify({ ...SETTINGS, __ow_method: 'get', __ow_path: SCRIPT });
        const script = `require('./index.js').main(${params}).then(({ body }) => process.stdout.write(body, () => process.exit()))`;
        const options = { cwd: folder, maxBuffer: RESULT_LIMIT_BYTES, env: { PATH: process.env.PATH } };
        const body = execFileSync(process.execPath, ['-e', script], options).toString();
        expect(gunzipSync(Buffer.from(body, 'base64')).equals(installed('swagger-ui-bundle.js'))).toBe(true);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  describe('422', () => {
    test.each(AT)('at %s another version, another file and a query are refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/docs/1.0.0/swagger-ui.css'), ['path.version']);
      for (const file of ['package.json', '..%2fpackage.json', 'swagger-ui.js.map'])
        expectInvalid(await call(sites[at], 'GET', `/docs/${version}/${file}`), ['path.file']);
      expectInvalid(await call(sites[at], 'GET', `${STYLES}?v=1`), ['query.v']);
    });
  });
});

/** As a function is deployed: one CommonJS file, which says itself where it is, and the viewer's files. */
async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [path.join(ROOT, 'functions/site/docs-assets.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    banner: { js: "const import_meta_url = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'import_meta_url' },
    logLevel: 'error',
    outfile: path.join(folder, 'index.js'),
  });
  const viewer = path.join(folder, 'node_modules/swagger-ui-dist');
  mkdirSync(viewer, { recursive: true });
  for (const file of ['package.json', 'swagger-ui-bundle.js', 'swagger-ui.css'])
    cpSync(path.join(INSTALLED, file), path.join(viewer, file));
}
