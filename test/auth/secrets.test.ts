import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { bearer, NOWHERE, newUser, openPlaces, PLACES, type Places } from '../functions/access/places.ts';
import { everythingKept } from '../functions/access/stored.ts';
import { nextTime, replicate } from '../functions/expect.ts';
import { type Answered, type CallOptions, call } from '../support/api.ts';
import { type LocalGitHub, type Mode, pressAuthorize, startGitHub } from '../support/github.ts';
import { newPerson } from '../support/github-people.ts';
import { sentBack } from './support-session.ts';

const PASSWORD = 'Pa55-of-the-database';
const WRONG_SECRET = 'f00d0000000000000000000000000000000000ff';

let github: LocalGitHub;
let places: Places;
/** Everything that must not turn up, and everything that was answered to anybody. */
const secrets = new Set<string>([PASSWORD, WRONG_SECRET]);
const answers: string[] = [];

beforeAll(async () => {
  github = await startGitHub();
  secrets.add(github.client_secret);
  places = await openPlaces(inject('servers'), {
    GITHUB_CLIENT_ID: github.client_id,
    GITHUB_CLIENT_SECRET: github.client_secret,
    GITHUB_ORG_NAME: github.organisation,
    GITHUB_BASE_URL: github.url,
    GITHUB_API_URL: github.api_url,
    GITHUB_TIMEOUT_MS: '2000',
    PUBLIC_URL: 'http://127.0.0.1',
    FRONTEND_URL: 'http://127.0.0.1/screens',
  });
  for (const { config } of [places.main, places.observatory])
    for (const { d } of config.SESSION_KEYS?.keys ?? []) if (d !== undefined) secrets.add(d);
});
afterAll(async () => {
  await places.close();
  await github.close();
});

/** Makes a call, and notes what could be read of the answer: headers but for the cookies, and the body of what is refused. */
async function made(site: Site, method: string, path: string, options: CallOptions = {}): Promise<Answered> {
  const answer = await call(site, method, path, options);
  const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie');
  answers.push(JSON.stringify([headers, answer.status < 400 ? null : answer.body]));
  for (const cookie of answer.headers.getSetCookie()) noteSecret(cookie.split(';')[0]?.split('=').slice(1).join('='));
  for (const value of [answer.body?.token, answer.body?.access_token, ...(answer.body?.codes ?? [])]) noteSecret(value);
  return answer;
}

/** A secret, and the part of it that would do: a token without what all of them begin with, a code as it is typed. */
function noteSecret(text: string | undefined): void {
  if (text === undefined || text.length < 16) return;
  const parts = [text.replace(/^ops_api_token_/, ''), ...text.split('.').slice(-1), text.replaceAll('-', '')];
  for (const secret of [text, ...parts]) secrets.add(secret);
}

/** Signs somebody in through GitHub as far as it goes. */
async function throughGitHub(site: Site, login: string, change = (back: URL) => back): Promise<Answered> {
  github.sign(login);
  const begun = await made(site, 'GET', '/github/login?return_to=/board');
  const cookie = sentBack(begun, `__Host-ops_sign_in_${site.config.SITE_NAME}`);
  const [, attempt = ''] = /=([^.]+)/.exec(cookie) ?? [];
  secrets.add(JSON.parse(Buffer.from(attempt, 'base64url').toString()).verifier);
  const back = change(await pressAuthorize(new URL(begun.headers.get('location') ?? '')));
  for (const issued of github.issued) secrets.add(issued);
  return made(site, 'GET', `/github/callback${back.search}`, { headers: { cookie } });
}

const cookieOf = (site: Site, answer: Answered) => ({
  cookie: sentBack(answer, `__Host-ops_${site.config.SITE_NAME}`),
});

/** A new person, known at the sites and at GitHub. */
async function newMember(role: string): Promise<{ id: number; username: string; token: string }> {
  const user = await newUser(places, role);
  github.people.set(user.username, newPerson(user.id + 1_000, user.username));
  noteSecret(user.token);
  return user;
}

/** Expects that no secret is in what was logged, answered or kept. */
async function expectNoneTold(): Promise<void> {
  await replicate(places);
  const told = [...answers, await everythingKept(places)].join('\n');
  expect(secrets.size).toBeGreaterThan(5);
  for (const kept of ['audit_event: [{', 'ledger: [{', 'api_token: [{', 'ops:{cologne}:', '"x-request-id"'])
    expect(told).toContain(kept);
  const found = [...secrets].filter((secret) => told.includes(secret) || told.includes(encodeURIComponent(secret)));
  expect(found).toEqual([]);
}

describe.each(PLACES)('no secret is told at %s', (place) => {
  const site = () => places.at[place];

  test('by API tokens: made, used, rotated, revoked, refused', async () => {
    const { token } = await newMember('admin');
    const own = bearer(token);
    const first = await made(site(), 'POST', '/api/tokens', { ...own, body: { name: 'a script' } });
    const rotated = await made(site(), 'POST', `/api/tokens/${first.body.id}/rotate`, own);
    expect([first.status, rotated.status]).toEqual([201, 200]);
    const start = { obs_unit_id: 1, start_time: nextTime() };
    await made(site(), 'POST', '/executed_obs_units/start', { ...bearer(rotated.body.token), body: start });
    for (const sent of [first.body.token, `${rotated.body.token}x`, `x y ${token}`])
      expect((await made(site(), 'GET', '/site/info', bearer(sent))).status).toBe(401);
    expect((await made(site(), 'GET', '/site/info', { authorization: `Token ${token}` })).status).toBe(401);
    for (const path of ['/api/tokens', `/api/tokens/${first.body.id}`, '/audit', '/admin/users'])
      answers.push(JSON.stringify((await made(site(), 'GET', path, own)).body));
    expect((await made(site(), 'DELETE', `/api/tokens/${first.body.id}`, own)).status).toBe(200);
    await expectNoneTold();
  });

  test('by codes: made by their owner and by an administrator, right, used, wrong, in a body nobody can read', async () => {
    const { id, username, token } = await newMember('admin');
    const code = (await made(site(), 'POST', `/admin/users/${id}/sign-in-code`, bearer(token))).body.codes[0];
    const body = { username, code };
    const signed_in = await made(site(), 'POST', '/auth/code', { body });
    expect(signed_in.status).toBe(200);
    const session = bearer(signed_in.body.access_token);
    const codes = (await made(site(), 'POST', '/auth/codes', { ...session, body: { count: 2 } })).body.codes;
    expect(codes).toHaveLength(2);
    expect((await made(site(), 'POST', '/auth/code', { body })).status).toBe(401);
    expect((await made(site(), 'POST', '/auth/code', { body: { username: 'x', code: codes[0] } })).status).toBe(401);
    for (const text of [codes[1], `{"username": "x", "code": "${codes[1]}"x}`, `{"code": "${codes[1]}", "x": 1}`])
      expect([400, 422]).toContain((await made(site(), 'POST', '/auth/code', { body: text })).status);
    await expectNoneTold();
  });

  test('by sessions: begun through GitHub, refreshed, a refresh token used twice, signed out', async () => {
    const { username } = await newMember('viewer');
    const begun = await throughGitHub(site(), username);
    expect([begun.status, begun.headers.get('location')]).toEqual([302, 'http://127.0.0.1/screens/board']);
    const refresh = (headers: Record<string, string>) => made(site(), 'POST', '/auth/refresh', { headers });
    const second = await refresh(cookieOf(site(), begun));
    const session = bearer(second.body.access_token);
    for (const path of ['/auth/me', '/auth/sessions', '/user_preferences'])
      answers.push(JSON.stringify((await made(site(), 'GET', path, session)).body));
    const third = await refresh(cookieOf(site(), second));
    expect(third.status).toBe(200);
    expect((await refresh(cookieOf(site(), begun))).status).toBe(401);
    const again = await throughGitHub(site(), username);
    const out = await made(site(), 'POST', '/auth/logout', { headers: cookieOf(site(), again) });
    expect(out.status).toBe(200);
    await expectNoneTold();
  });

  test('by a GitHub that is down, slow, wrong or asked too often, and by a sign-in that is forged or used twice', async () => {
    const { username } = await newMember('viewer');
    const modes: Mode[] = ['down', 'errors', 'limited', 'garbage', 'redirects'];
    for (const mode of modes)
      for (const path of ['/login/oauth/access_token', '/user']) {
        const fails = (back: URL) => {
          github.mode(mode, path);
          return back;
        };
        expect((await throughGitHub(site(), username, fails)).status).toBeGreaterThanOrEqual(400);
        github.mode('ok');
      }
    const forged = await throughGitHub(site(), username, (back) => {
      back.searchParams.set('state', 'another');
      return back;
    });
    expect(forged.status).toBe(401);
    const wrong = places.open(place, { GITHUB_CLIENT_SECRET: WRONG_SECRET });
    expect((await throughGitHub(wrong, username)).status).toBe(503);
    expect(places.log.filter((line) => /"github\.(unavailable|refused)"/.test(line)).length).toBeGreaterThan(5);
    await expectNoneTold();
  });

  test('by databases and Redis that are away, whose addresses have passwords', async () => {
    const { token } = await newMember('observer');
    const at = (scheme: string) => `${scheme}://ops_api:${PASSWORD}@${NOWHERE}/ops`;
    const before = places.log.length;
    const aways: Partial<Site['config']>[] = [
      { MAIN_DATABASE_URL: at('postgres'), LOCAL_DATABASE_URL: at('postgres') },
      { VOLATILE_REDIS_URL: at('redis') },
      ...(place === 'main' ? [] : [{ DURABLE_REDIS_URL: at('redis') }]),
    ];
    for (const away of aways) {
      const lonely = places.open(place, away);
      for (const path of ['/site/info', '/executed_obs_units', '/health', '/buffer/stats', '/replication/status'])
        await made(lonely, 'GET', path, bearer(token));
      await made(lonely, 'POST', '/executed_obs_units/start', { ...bearer(token), body: { obs_unit_id: 1 } });
      await made(lonely, 'POST', '/api/tokens', { ...bearer(token), body: { name: 'x' } });
      await made(lonely, 'POST', '/auth/refresh', { headers: { cookie: `__Host-ops_cologne=${token}` } });
    }
    expect(places.log.length).toBeGreaterThan(before);
    await expectNoneTold();
  });
});

test('by a database that complains of our own mistake', async () => {
  const { token } = await newMember('observer');
  await places.sql('alter table api_token rename column token_hash to lost');
  const fresh = places.open('main', {});
  expect((await made(fresh, 'GET', '/site/info', bearer(token))).status).toBe(500);
  await places.sql('alter table api_token rename column lost to token_hash');
  expect(places.log.at(-1)).toContain('request.failed');
  await expectNoneTold();
});
