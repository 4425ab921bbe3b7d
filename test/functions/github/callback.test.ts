import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSite } from '../../../lib/flow/site.ts';
import { systemClock } from '../../../lib/kernel/clock.ts';
import type { Log } from '../../../lib/kernel/log.ts';
import {
  agree,
  begin,
  comeBack,
  type GitHubSites,
  join,
  openGitHubSites,
  throughGitHub,
} from '../../auth/support-github.ts';
import {
  attemptCookie,
  heldAfter,
  me,
  refresh,
  sentBack,
  sessionCookie,
  setCookies,
} from '../../auth/support-session.ts';
import { opened } from '../../auth/support-sites.ts';
import type { Answered } from '../../support/api.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

const SCREENS = 'https://screens.example.org/app';

let now_ms = Date.now();
let sites: GitHubSites;
beforeAll(async () => {
  sites = await openGitHubSites({}, { clock: { ...systemClock, now: () => now_ms } });
});
afterEach(() => sites.github.mode('ok'));
afterAll(() => sites.close());

/** Expects that somebody has to begin again, and has no cookie of a session. */
function expectWrong(answer: Answered): void {
  expectProblem(answer, 'auth.wrong');
  expect(setCookies(answer)).toEqual([]);
  expect(answer.headers.get('location')).toBeNull();
}

/** A sign-in that only needs to come back. */
async function onTheWay(at: (typeof AT)[number], return_to?: string) {
  const attempt = await begin(sites[at], return_to);
  const person = join(sites.github);
  return { person, cookie: attempt.cookie, back: await agree(sites, person, attempt) };
}

describe('GET /github/callback', () => {
  describe('302', () => {
    test.each(AT)('at %s a member goes on to the screens with a session, and no token is in the URL', async (at) => {
      const site = opened(sites[at], { FRONTEND_URL: SCREENS });
      const { back, cookie } = await onTheWay(at, '/nights');
      const answer = await comeBack(site, back, cookie);
      expect([answer.status, answer.body]).toEqual([302, undefined]);
      expect(answer.headers.get('location')).toBe(`${SCREENS}/nights`);
      const attributes = ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'];
      expect(setCookies(answer)).toEqual([
        {
          name: sessionCookie(site),
          value: expect.stringMatching(/^ops_refresh_/),
          attributes: [`Max-Age=${14 * 86_400}`, ...attributes],
        },
        { name: attemptCookie(site), value: '', attributes: ['Max-Age=0', ...attributes.with(3, 'SameSite=Lax')] },
      ]);
      expect((await refresh(site, sentBack(answer, sessionCookie(site)))).status).toBe(200);
      await site.close();
    });
  });

  describe('200', () => {
    test.each(AT)('at %s a new member has a user, a session and a line in the audit log', async (at) => {
      const { person, back, cookie } = await onTheWay(at);
      const answer = await comeBack(sites[at], back, cookie, { 'x-request-id': `callback-${at}` });
      const { access_token, session_id } = heldAfter(sites[at], answer);
      const { login, name, email, avatar_url } = person;
      const told = { username: login, name, email, avatar_url, roles: ['viewer'], token_type: 'jwt' };
      expect((await me(sites[at], access_token)).body).toMatchObject(told);
      await replicate(sites);
      const found = await sites.sql(
        `select u.github_id::int, u.username, u.name, s.method, s.site, a.act, a.username as actor, a.details
         from "user" u join user_session s on s.user_id = u.id join audit_event a on a.user_id = u.id
         where s.id = $1 and a.request_id = $2`,
        [session_id, `callback-${at}`],
      );
      const site = sites[at].config.SITE_NAME;
      const audit = { act: 'session.begin', actor: login, details: { method: 'github' } };
      expect(found).toEqual([{ github_id: person.id, username: login, name, method: 'github', site, ...audit }]);
      const other = at === 'main' ? 'observatory' : 'main';
      now_ms += 5_000;
      expect((await me(sites[other], access_token)).body).toMatchObject(told);
    });
  });

  describe('401', () => {
    test.each(AT)('at %s who presses Cancel at GitHub begins again', async (at) => {
      const { page, cookie } = await begin(sites[at]);
      const back = new URL('/github/callback', page);
      back.search = `error=access_denied&error_description=no&state=${page.searchParams.get('state')}`;
      await nothingRecorded(sites, async () => expectWrong(await comeBack(sites[at], back, cookie)));
    });

    test.each(AT)('at %s an attempt is good once: the URL again, with its cookie, begins nothing', async (at) => {
      const { back, cookie } = await onTheWay(at);
      heldAfter(sites[at], await comeBack(sites[at], back, cookie));
      const asked = sites.github.requests.length;
      await nothingRecorded(sites, async () => expectWrong(await comeBack(sites[at], back, cookie)));
      expect(sites.github.requests).toHaveLength(asked);
    });

    test.each(AT)('at %s the same URL at the same moment signs in once', async (at) => {
      const { back, cookie } = await onTheWay(at);
      const process = opened(sites[at]);
      const answers = await Promise.all([sites[at], process].map((site) => comeBack(site, back, cookie)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
      await process.close();
    });

    test.each(AT)('at %s a link somebody else has begun signs nobody in as him', async (at) => {
      const attacker = await onTheWay(at);
      const victim = await begin(sites[at]);
      const asked = sites.github.requests.length;
      for (const cookie of ['', victim.cookie, `${attemptCookie(sites[at])}=`, `${attemptCookie(sites[at])}=x.y`])
        await nothingRecorded(sites, async () => expectWrong(await comeBack(sites[at], attacker.back, cookie)));
      // Refused by the state, before GitHub could refuse the code.
      expect(sites.github.requests).toHaveLength(asked);
    });

    test.each(AT)('at %s an attempt that was written by somebody else is none', async (at) => {
      const { back, cookie } = await onTheWay(at);
      const [name = '', sealed = ''] = cookie.split('=');
      const [text = '', seal = ''] = sealed.split('.');
      const attempt = JSON.parse(Buffer.from(text, 'base64url').toString());
      const altered = Buffer.from(JSON.stringify({ ...attempt, return_to: '//evil.example' })).toString('base64url');
      const other = await begin(sites[at === 'main' ? 'observatory' : 'main']);
      for (const value of [
        `${altered}.${seal}`,
        `${text}.`,
        text,
        `${text}.${seal.slice(1)}`,
        other.cookie.split('=')[1],
      ])
        expectWrong(await comeBack(sites[at], back, `${name}=${value}`));
      heldAfter(sites[at], await comeBack(sites[at], back, cookie));
    });

    test.each(AT)('at %s an attempt is good for ten minutes', async (at) => {
      const [in_time, late] = [await onTheWay(at), await onTheWay(at)];
      now_ms += 599_999;
      heldAfter(sites[at], await comeBack(sites[at], in_time.back, in_time.cookie));
      now_ms += 1;
      expectWrong(await comeBack(sites[at], late.back, late.cookie));
    });

    test.each(AT)('at %s a code is worth nothing in another attempt, and a made-up one nothing in any', async (at) => {
      const [stolen, own, third] = [await onTheWay(at), await onTheWay(at), await onTheWay(at)];
      own.back.searchParams.set('code', stolen.back.searchParams.get('code') ?? '');
      expectWrong(await comeBack(sites[at], own.back, own.cookie));
      third.back.searchParams.set('code', '0123456789abcdef0123');
      expectWrong(await comeBack(sites[at], third.back, third.cookie));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what GitHub does not send is refused', async (at) => {
      const { back, cookie } = await onTheWay(at);
      const wrong = new URL(back);
      wrong.search = `code=${'x'.repeat(201)}`;
      expectInvalid(await comeBack(sites[at], wrong, cookie), ['query.code', 'query.state']);
    });
  });

  describe('503', () => {
    test.each(['down', 'errors', 'limited', 'garbage'] as const)(
      'while GitHub is %s one is told to try later or to use a code',
      async (mode) => {
        for (const at of AT) {
          const { back, cookie } = await onTheWay(at);
          sites.github.mode(mode);
          const answer = await nothingRecorded(sites, () => comeBack(sites[at], back, cookie));
          sites.github.mode('ok');
          expectProblem(answer, 'github.unavailable');
          expect(answer.headers.get('retry-after')).toBe('60');
          expect(setCookies(answer)).toEqual([]);
        }
      },
    );

    test.each(AT)('at %s nobody waits longer than GITHUB_TIMEOUT_MS for a GitHub that hangs', async (at) => {
      const site = opened(sites[at], { GITHUB_TIMEOUT_MS: 200 });
      const { back, cookie } = await onTheWay(at);
      sites.github.mode('hangs');
      const begun = performance.now();
      expectProblem(await comeBack(site, back, cookie), 'github.unavailable');
      expect(performance.now() - begun).toBeLessThan(5_000);
      await site.close();
    });

    test.each(AT)('at %s a site GitHub does not know by its settings says so', async (at) => {
      const site = opened(sites[at], { GITHUB_CLIENT_SECRET: 'guessed-guessed-guessed' });
      const { back, cookie } = await onTheWay(at);
      expectProblem(await comeBack(site, back, cookie), 'auth.not_configured');
      await site.close();
    });

    test('at the mountain somebody new is asked to come back when main is in reach', async () => {
      const { back, cookie } = await onTheWay('observatory');
      sites.link.down();
      const answer = await nothingRecorded(sites, () => comeBack(sites.observatory, back, cookie));
      sites.link.up();
      expectProblem(answer, 'site.read_only');
    });
  });
});

test.each(AT)('at %s no secret of a sign-in is logged, answered or stored, whether it succeeds or not', async (at) => {
  const lines: unknown[] = [];
  const note = (...words: unknown[]) => void lines.push(words);
  const log: Log = { info: note, warn: note, error: note };
  const site = openSite(sites[at].config, { clock: sites[at].clock, log });
  const answers: Answered[] = [await throughGitHub(sites, site, join(sites.github))];
  for (const mode of ['garbage', 'errors'] as const) {
    const { back, cookie } = await onTheWay(at);
    sites.github.mode(mode);
    answers.push(await comeBack(site, back, cookie));
    sites.github.mode('ok');
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503]);
  expect(lines).toHaveLength(2);
  await replicate(sites);
  const stored = await sites.sql(
    `select (select jsonb_agg(u) from "user" u)::text, (select jsonb_agg(s) from user_session s)::text, (select jsonb_agg(a) from audit_event a)::text`,
  );
  const bodies = answers.map(({ headers, body }) => ({ headers: [...headers], body }));
  const told = inspect([lines, stored, bodies], { depth: null, maxStringLength: null, maxArrayLength: null });
  const secrets = [sites.github.client_secret, ...sites.github.issued];
  expect(secrets.filter((secret) => told.includes(secret.slice(0, 9)))).toEqual([]);
  await site.close();
});
