import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { AT } from '../functions/expect.ts';
import { openBrowser } from '../support/browser.ts';
import { type LocalGitHub, pressAuthorize, startGitHub } from '../support/github.ts';
import { type LocalServer, startPageServer, startSiteServer } from '../support/site-server.ts';
import { gitHubSettings, join } from './support-github.ts';
import { attemptCookie, sessionCookie } from './support-session.ts';
import { type LinkedSites, openLinkedSites } from './support-sites.ts';

let github: LocalGitHub;
let api: Awaited<ReturnType<typeof startSiteServer>>;
let screens: LocalServer;
let foreign: LocalServer;
let sites: LinkedSites;
let browser: Browser;

beforeAll(async () => {
  github = await startGitHub();
  api = await startSiteServer();
  [screens, foreign] = await Promise.all([startPageServer(page), startPageServer(page)]);
  // Another host than ours, so that the way back from GitHub is one from site to site.
  const GITHUB_BASE_URL = github.url.replace('127.0.0.1', 'localhost');
  const urls = { PUBLIC_URL: api.url, FRONTEND_URL: screens.url };
  sites = await openLinkedSites({ ...gitHubSettings(github), GITHUB_BASE_URL, ...urls });
  browser = await openBrowser();
  // Long enough to install one first.
}, 400_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([api, screens, foreign, github].map((server) => server.close()));
  await sites.close();
});

/** The screens, as small as they can be: the access token stays in a variable. */
const page = () => `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Screens</title>
<h1>Screens</h1><p id="who"></p>
<script type="module">
  const say = (text) => { document.querySelector('#who').textContent = text; };
  try {
    const refreshed = await fetch('${api.url}/auth/refresh', { method: 'POST', credentials: 'include' });
    const { access_token, code } = await refreshed.json();
    if (!refreshed.ok) say('refused: ' + code);
    else {
      const headers = { authorization: 'Bearer ' + access_token };
      const me = await (await fetch('${api.url}/auth/me', { headers })).json();
      say('Hello, ' + me.name);
    }
  } catch (error) { say('blocked: ' + error.name); }
</script></html>`;

/** Everything a page can keep or leave to the next one. */
const KEPT = `(async () => ({
  local: { ...localStorage }, session: { ...sessionStorage }, databases: await indexedDB.databases(),
  caches: (await caches.keys()).length, cookie: document.cookie, name: window.name, hash: location.hash, state: history.state,
}))()`;

/** A browser with a profile of its own, at a site. */
async function atBrowser(site: Site): Promise<{ context: BrowserContext; tab: Page; urls: string[] }> {
  api.serve(site);
  const context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  const urls: string[] = [];
  context.on('request', (request) => void urls.push(request.url(), request.headers().referer ?? ''));
  return { context, tab: await context.newPage(), urls };
}

/** Signs somebody new in, up to the screens that greet him. */
async function signIn(tab: Page) {
  const person = join(github);
  github.sign(person.login);
  await tab.goto(`${api.url}/github/login?return_to=/nights`);
  await tab.getByRole('button', { name: 'Authorize' }).click();
  await greeted(tab, `Hello, ${person.name}`);
  return person;
}

const greeted = (tab: Page, text: string | RegExp) => tab.locator('#who', { hasText: text }).waitFor();
const cookieOf = async (context: BrowserContext, name: string) =>
  (await context.cookies(api.url)).find((cookie) => cookie.name === name);

/** The problem a page shows in place of the screens. */
async function problemOn(tab: Page): Promise<{ code: string; status: number }> {
  return JSON.parse((await tab.locator('body').textContent()) ?? '');
}

describe.each(AT)('signing in through GitHub at %s, in Chromium', (at) => {
  test('leads to the screens, which greet the person by name, also after a reload and in another tab', async () => {
    const { context, tab, urls } = await atBrowser(sites[at]);
    const person = await signIn(tab);
    expect(tab.url()).toBe(`${screens.url}/nights`);
    expect(urls.filter((url) => url.startsWith(`${api.url}/github/callback`))).toHaveLength(1);
    await tab.reload();
    await greeted(tab, `Hello, ${person.name}`);
    const second = await context.newPage();
    await second.goto(screens.url);
    await greeted(second, `Hello, ${person.name}`);
    await context.close();
  });

  test('puts no token into a URL or a Referer, into storage or into anything a script can read', async () => {
    const { context, tab, urls } = await atBrowser(sites[at]);
    const before = api.visits.length;
    await signIn(tab);
    const refresh_token = (await cookieOf(context, sessionCookie(sites[at])))?.value ?? '';
    const bearers = api.visits.slice(before).flatMap(({ headers }) => headers.authorization?.split(' ')[1] ?? []);
    const tokens = [refresh_token, ...bearers, ...github.issued.filter((secret) => secret.startsWith('gho_'))];
    expect(refresh_token).toMatch(/^ops_refresh_/);
    expect(bearers).toHaveLength(1);
    expect(urls.length).toBeGreaterThan(6);
    for (const token of tokens) expect(urls.filter((url) => url.includes(token.slice(0, 40)))).toEqual([]);
    expect(urls.filter((url) => /ops_refresh_|eyJ|gho_|access_token/.test(url))).toEqual([]);
    const kept = await tab.evaluate(KEPT);
    const nothing = { local: {}, session: {}, databases: [], caches: 0, cookie: '', name: '', hash: '', state: null };
    expect(kept).toEqual(nothing);
    // The code, which is worth nothing any more, is in the URL GitHub sends to: it is told to nobody further.
    expect(screens.visits.filter(({ path, headers }) => /code=/.test(path + headers.referer))).toEqual([]);
    await context.close();
  });

  test('leaves one cookie, for this host and HTTPS only and out of reach of scripts, and none of the attempt', async () => {
    const { context, tab } = await atBrowser(sites[at]);
    await tab.goto(`${api.url}/github/login`);
    expect(await cookieOf(context, attemptCookie(sites[at]))).toMatchObject({ ...HOST_ONLY, sameSite: 'Lax' });
    await signIn(tab);
    expect(sessionCookie(sites[at])).toMatch(/^__Host-/);
    expect(await cookieOf(context, sessionCookie(sites[at]))).toMatchObject({ ...HOST_ONLY, sameSite: 'Strict' });
    expect(await cookieOf(context, attemptCookie(sites[at]))).toBeUndefined();
    await context.close();
  });
  const HOST_ONLY = { domain: '127.0.0.1', path: '/', httpOnly: true, secure: true };

  test('is of no use to a page of another origin, on the same host or elsewhere', async () => {
    const { context, tab } = await atBrowser(sites[at]);
    const person = await signIn(tab);
    const before = await cookieOf(context, sessionCookie(sites[at]));
    for (const [origin, sends_cookie] of [
      [foreign.url, true], // another port is another origin, but the same site: Chromium sends the cookie along
      [foreign.url.replace('127.0.0.1', 'localhost'), false],
    ] as const) {
      const seen = api.visits.length;
      const stranger = await context.newPage();
      await stranger.goto(origin);
      await greeted(stranger, 'blocked: TypeError');
      const visits = api.visits.slice(seen);
      expect(visits).toMatchObject([{ method: 'POST', path: '/auth/refresh', status: 403, headers: { origin } }]);
      expect(visits[0]?.headers.cookie !== undefined).toBe(sends_cookie);
      // Nor by leading the whole tab there with a form.
      await stranger.evaluate(
        `document.body.append(Object.assign(document.createElement('form'), { method: 'post', action: '${api.url}/auth/logout' }));
         document.forms[0].submit()`,
      );
      await stranger.waitForURL(`${api.url}/auth/logout`);
      expect(await problemOn(stranger)).toMatchObject({ status: 403, code: 'auth.forbidden' });
    }
    expect((await cookieOf(context, sessionCookie(sites[at])))?.value).toBe(before?.value);
    await tab.reload();
    await greeted(tab, `Hello, ${person.name}`);
    await context.close();
  });

  test('ends with Cancel at GitHub, in words of what to do next', async () => {
    const { context, tab } = await atBrowser(sites[at]);
    github.sign(join(github).login);
    await tab.goto(`${api.url}/github/login`);
    await tab.getByRole('button', { name: 'Cancel' }).click();
    await tab.waitForURL(/\/github\/callback\?error=access_denied/);
    expect(await problemOn(tab)).toMatchObject({ status: 401, code: 'auth.wrong' });
    expect(await cookieOf(context, sessionCookie(sites[at]))).toBeUndefined();
    await tab.goto(screens.url);
    await greeted(tab, 'refused: auth.required');
    await context.close();
  });

  test('happens once: the URL GitHub sent the browser to leads nowhere a second time, with the cookie or without', async () => {
    const { context, tab, urls } = await atBrowser(sites[at]);
    await tab.goto(`${api.url}/github/login`);
    github.sign(join(github).login);
    await tab.reload();
    const [attempt] = await context.cookies(api.url);
    await tab.getByRole('button', { name: 'Authorize' }).click();
    await greeted(tab, /Hello/);
    const session = await cookieOf(context, sessionCookie(sites[at]));
    const back = urls.findLast((url) => url.startsWith(`${api.url}/github/callback`)) ?? '';
    for (const cookies of [[], attempt === undefined ? [] : [attempt]]) {
      await context.addCookies(cookies);
      await tab.goto(back);
      expect(await problemOn(tab)).toMatchObject({ status: 401, code: 'auth.wrong' });
    }
    expect((await cookieOf(context, sessionCookie(sites[at])))?.value).toBe(session?.value);
    await context.close();
  });

  test('cannot be finished in a browser that did not begin it: nobody is signed in as somebody else', async () => {
    const attacker = await atBrowser(sites[at]);
    github.sign(join(github).login);
    await attacker.tab.goto(`${api.url}/github/login`);
    const back = await pressAuthorize(new URL(attacker.tab.url()));
    const victim = await atBrowser(sites[at]);
    for (const has_begun of [false, true]) {
      if (has_begun) await victim.tab.goto(`${api.url}/github/login`);
      await victim.tab.goto(back.href);
      expect(await problemOn(victim.tab)).toMatchObject({ status: 401, code: 'auth.wrong' });
      expect(await cookieOf(victim.context, sessionCookie(sites[at]))).toBeUndefined();
    }
    await Promise.all([attacker.context.close(), victim.context.close()]);
  });
});
