import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  agree,
  begin,
  comeBack,
  type GitHubSites,
  join,
  openGitHubSites,
  PUBLIC_URL,
} from '../../auth/support-github.ts';
import { attemptCookie, setCookies } from '../../auth/support-session.ts';
import { opened } from '../../auth/support-sites.ts';
import { call } from '../../support/api.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

const SCREENS = 'https://screens.example.org/app';

let sites: GitHubSites;
beforeAll(async () => {
  sites = await openGitHubSites({ FRONTEND_URL: SCREENS });
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const login = (at: At, query = '') => call(sites[at], 'GET', `/github/login${query}`);

describe('GET /github/login', () => {
  describe('302', () => {
    test.each(AT)('at %s the browser goes to GitHub, with a challenge and without a secret', async (at) => {
      const { client_id, client_secret, url } = sites.github;
      const answer = await nothingRecorded(sites, () => login(at));
      expect([answer.status, answer.body]).toEqual([302, undefined]);
      const page = new URL(answer.headers.get('location') ?? '');
      expect(page.origin + page.pathname).toBe(`${url}/login/oauth/authorize`);
      expect(Object.fromEntries(page.searchParams)).toMatchObject({
        client_id,
        redirect_uri: `${PUBLIC_URL}/github/callback`,
        state: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
      });
      expect(page.href).not.toContain(client_secret);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    });

    test.each(AT)('at %s the browser keeps the attempt for ten minutes, out of reach of scripts', async (at) => {
      expect(setCookies(await login(at))).toEqual([
        {
          name: attemptCookie(sites[at]),
          value: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/),
          // Lax, for the way back from GitHub begins at GitHub.
          attributes: ['Max-Age=600', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'],
        },
      ]);
    });

    test.each(AT)('at %s no two attempts share anything', async (at) => {
      const [one, other] = [await begin(sites[at]), await begin(sites[at])];
      for (const name of ['state', 'code_challenge'])
        expect(one.page.searchParams.get(name)).not.toBe(other.page.searchParams.get(name));
      expect(one.cookie).not.toBe(other.cookie);
    });

    test.each(AT)(
      'at %s it goes on afterwards to the path of the screens that was asked for, and by default to the first',
      async (at) => {
        const person = join(sites.github);
        for (const path of [
          undefined,
          '/',
          '/dashboard?night=17&x=%2F%2Fevil',
          '/@evil.example',
          '/..//evil.example',
        ]) {
          const attempt = await begin(sites[at], path);
          const answer = await comeBack(sites[at], await agree(sites, person, attempt), attempt.cookie);
          expect(answer.headers.get('location')).toBe(`${SCREENS}${path ?? '/'}`);
          expect(new URL(answer.headers.get('location') ?? '').host).toBe('screens.example.org');
        }
      },
    );
  });

  describe('422', () => {
    test.each([
      ['//evil.example'],
      ['///evil.example'],
      ['/\\evil.example'],
      ['\\\\evil.example'],
      ['https://evil.example/'],
      ['https:evil.example'],
      ['javascript:alert(1)'],
      ['.evil.example'],
      ['@evil.example'],
      [' //evil.example'],
      ['/\t/evil.example'],
      ['/a\r\nset-cookie: a=b'],
      ['/東京'],
      [''],
      [`/${'x'.repeat(501)}`],
    ])('nobody is sent on to %j', async (return_to) => {
      const query = `?${new URLSearchParams({ return_to })}`;
      for (const at of AT) {
        const answer = await login(at, query);
        expectInvalid(answer, ['query.return_to']);
        expect(answer.headers.get('location')).toBeNull();
        expect(setCookies(answer)).toEqual([]);
      }
    });

    test.each(AT)('at %s a path given twice or anything else in the query is refused', async (at) => {
      expectInvalid(await login(at, '?return_to=/a&return_to=//evil.example'), ['query.return_to']);
      expectInvalid(await login(at, '?redirect_uri=https://evil.example'), ['query.redirect_uri']);
    });
  });

  describe('429', () => {
    test.each(AT)('at %s one address begins a few times a minute', async (at) => {
      const site = opened(sites[at], { SIGN_IN_LIMIT_PER_MINUTE: 2 });
      const from = (last: number) => ({ headers: { 'x-forwarded-for': `192.0.${at.length}.${last}` } });
      const statuses = [1, 1, 1, 2].map((last) => () => call(site, 'GET', '/github/login', from(last)));
      const answers = [];
      for (const ask of statuses) answers.push(await ask());
      expect(answers.map(({ status }) => status)).toEqual([302, 302, 429, 302]);
      expectProblem(answers[2] ?? expect.fail(), 'rate.limited');
      await site.close();
    });
  });

  describe('503', () => {
    test.each(['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'GITHUB_ORG_NAME', 'PUBLIC_URL', 'SESSION_KEYS'] as const)(
      'a site without %s says that nobody can sign in there',
      async (name) => {
        for (const at of AT) {
          const site = opened(sites[at], { [name]: undefined });
          const answer = await call(site, 'GET', '/github/login');
          expectProblem(answer, 'auth.not_configured');
          expect(setCookies(answer)).toEqual([]);
          await site.close();
        }
      },
    );
  });
});
