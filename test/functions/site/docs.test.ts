import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import * as docs from '../../../functions/site/docs.ts';
import document from '../../../infra/generated/openapi.json' with { type: 'json' };
import { type FaultyProxy, PREFIX, startFaultyProxy } from '../../clients/faulty-proxy.ts';
import { SETTINGS } from '../../runtime/echo.ts';
import { call } from '../../support/api.ts';
import { openBrowser } from '../../support/browser.ts';
import { startSiteServer } from '../../support/site-server.ts';
import { openSites, type Sites, TOKENS } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

const OPERATIONS = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

let sites: Sites;
let server: Awaited<ReturnType<typeof startSiteServer>>;
let gateway: FaultyProxy;
let browser: Browser;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  server = await startSiteServer();
  gateway = await startFaultyProxy(server.url);
  browser = await openBrowser();
  // Long enough to install one first.
}, 400_000);
afterAll(async () => {
  await browser?.close();
  for (const one of [gateway, server]) await one?.close();
  await sites?.close();
});

/** A page draws for seconds, and where several browsers share two cores for longer. */
const PATIENCE_MS = 120_000;

/** A browser of its own at a page, with everything it asks for and complains of. */
async function atPage(url: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  context.setDefaultTimeout(PATIENCE_MS / 2);
  const asked: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => void asked.push(request.url()));
  context.on('console', (message) => void (/error|warning/.test(message.type()) && complaints.push(message.text())));
  context.on('weberror', (error) => void complaints.push(String(error.error())));
  const tab = await context.newPage();
  await tab.goto(url);
  await tab.locator('.opblock-tag').first().waitFor();
  return { context, tab, asked, complaints };
}

/** What the page lists, in the words of the API: each group of endpoints is opened, read and closed. */
async function listed(tab: Page): Promise<string[]> {
  const found: string[] = [];
  for (const group of await tab.locator('.opblock-tag-section').all()) {
    await group.locator('.opblock-tag').click();
    await group.locator('.opblock-summary').first().waitFor();
    const titles = await group.locator('.opblock-summary').evaluateAll((all) =>
      all.map((block) => {
        const path = block.querySelector('.opblock-summary-path')?.getAttribute('data-path');
        return `${block.querySelector('.opblock-summary-method')?.textContent} ${path}`;
      }),
    );
    found.push(...titles);
    await group.locator('.opblock-tag').click();
  }
  return found;
}

/** Everything a page can keep or leave to the next one. */
const KEPT = `(async () => ({
  local: { ...localStorage }, session: { ...sessionStorage }, databases: await indexedDB.databases(),
  cookie: document.cookie, name: window.name, address: location.href,
}))()`;

/** Gives the page a token. */
async function authorize(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Authorize' }).first().click();
  const form = tab.locator('.modal-ux');
  await form.locator('input').fill(TOKENS.service);
  await form.getByRole('button', { name: 'Apply credentials' }).click();
  await form.getByRole('button', { name: 'Close' }).click();
}

/** Looks for an endpoint, tries it and answers the status the page shows. */
async function tried(tab: Page): Promise<string> {
  await tab.locator('#operations-tag-site').click();
  const operation = tab.locator('#operations-site-site-info');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  return operation.locator('.live-responses-table .response-col_status').last().innerText();
}

describe('GET /docs', () => {
  describe('200', () => {
    test.each(AT)(
      'in Chromium %s lists every operation, asks nobody but itself, and nothing goes wrong',
      async (at) => {
        server.serve(sites[at]);
        const { context, tab, asked, complaints } = await atPage(`${server.url}/docs`);
        expect((await listed(tab)).sort()).toEqual([...OPERATIONS].sort());
        expect(asked.filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith('data:'))).toEqual([]);
        expect(complaints).toEqual([]);
        await context.close();
      },
      PATIENCE_MS,
    );

    test.each([`${PREFIX}/docs`, `${PREFIX}/docs/`])(
      'at %s it finds its own site, and calls it',
      async (path) => {
        server.serve(sites.observatory);
        const { context, tab, asked, complaints } = await atPage(gateway.url + path);
        await authorize(tab);
        expect(await tried(tab)).toMatch(/^200/);
        const prefix = path.replace(/\/docs\/?$/, '');
        const own = asked.filter((url) => !url.startsWith('data:'));
        expect(own.filter((url) => !url.startsWith(`${gateway.url}${prefix}/`))).toEqual([]);
        expect(own).toContain(`${gateway.url}${prefix}/site/info`);
        expect(complaints).toEqual([]);
        await context.close();
      },
      PATIENCE_MS,
    );

    test(
      'a token given to it is kept in memory only: another page, or this one loaded again, does not have it',
      async () => {
        server.serve(sites.observatory);
        const { context, tab, asked } = await atPage(`${server.url}/docs`);
        await authorize(tab);
        expect(await tried(tab)).toMatch(/^200/);
        expect(server.visits.at(-1)?.headers.authorization).toBe(`Bearer ${TOKENS.service}`);
        const address = `${server.url}/docs`;
        const nothing = {
          local: {},
          session: {},
          databases: [],
          cookie: '',
          name: '',
          address: expect.stringContaining(address),
        };
        expect(await tab.evaluate(KEPT)).toEqual(nothing);
        expect(asked.filter((url) => url.includes(TOKENS.service))).toEqual([]);
        await tab.goto(address);
        expect(await tried(tab)).toMatch(/^401/);
        expect(await context.cookies()).toEqual([]);
        await context.close();
      },
      PATIENCE_MS,
    );

    test('its policy admits nothing but this site, and no frame', async () => {
      const { headers } = await docs.fetch(new Request('http://site/docs'), sites.main);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });

    test('it is the same text on every runtime', async () => {
      const page = await (await docs.fetch(new Request('http://site/docs'), sites.main)).text();
      const settings = { ...SETTINGS, __ow_method: 'get', __ow_path: '/docs' };
      expect(await docs.main(settings)).toMatchObject({ statusCode: 200, body: page });
      for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
      const event = { rawPath: '/docs', requestContext: { http: { method: 'GET' } } };
      expect(await docs.handler(event)).toMatchObject({ statusCode: 200, body: page, isBase64Encoded: false });
      vi.unstubAllEnvs();
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a query parameter is refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/docs?url=https://evil.example/openapi.json'), ['query.url']);
    });
  });
});
