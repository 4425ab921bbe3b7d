import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type GitHubPerson,
  type GitHubSettings,
  GitHubUnavailable,
  identify,
  newAttempt,
  signInUrl,
} from '../../lib/auth/github.ts';
import { type LocalGitHub, pressAuthorize, startGitHub } from '../support/github.ts';
import { newPerson, type Person } from '../support/github-people.ts';

const redirect_uri = 'http://127.0.0.1:4000/auth/github/callback';

let now_ms = Date.now();
let github: LocalGitHub;
let settings: GitHubSettings;
beforeAll(async () => {
  github = await startGitHub({ now: () => now_ms, organisation: 'Observatory' });
  const { client_id, client_secret, url, api_url } = github;
  settings = { client_id, client_secret, base_url: url, api_url, organisation: 'observatory', timeout_ms: 10_000 };
});
afterEach(() => {
  github.mode('ok');
  github.requests.length = 0;
});
afterAll(() => github.close());

let people = 0;
/** Somebody new agrees: what the site has in hand when GitHub sends the browser back. */
async function agreed(facts: Partial<Person> = {}) {
  const id = ++people;
  const person = newPerson(id, `person-${id}`, facts);
  github.people.set(person.login, person);
  github.sign(person.login);
  const { state, verifier } = newAttempt();
  const back = await pressAuthorize(signInUrl(settings, { state, verifier, redirect_uri }));
  expect(back.searchParams.get('state')).toBe(state);
  return { person, attempt: { code: back.searchParams.get('code') ?? '', verifier, redirect_uri } };
}

async function identified(facts: Partial<Person> = {}): Promise<GitHubPerson> {
  const { attempt } = await agreed(facts);
  return identify(settings, attempt);
}

/** How identifying fails; nothing that must stay secret is in it, however deep one looks. */
async function failure(attempt: Parameters<typeof identify>[1], own: Partial<GitHubSettings> = {}): Promise<unknown> {
  const used = { ...settings, ...own };
  const error = await identify(used, attempt).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  const told = `${inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })} ${JSON.stringify(error)}`;
  const secrets = [used.client_secret, attempt.code, attempt.verifier, ...github.issued];
  // A complaint about JSON quotes ten characters.
  expect(secrets.filter((secret) => told.includes(secret.slice(0, 9)))).toEqual([]);
  return error;
}

describe('the sign-in page', () => {
  test('is asked for with PKCE S256, the state and no more rights than needed', () => {
    const url = signInUrl({ ...settings, base_url: 'https://github.example/' }, { ...newAttempt(), redirect_uri });
    expect(url.origin + url.pathname).toBe('https://github.example/login/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: settings.client_id,
      redirect_uri,
      state: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'read:user user:email read:org',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('carries neither the verifier nor the secret', () => {
    const attempt = newAttempt();
    const { href } = signInUrl(settings, { ...attempt, redirect_uri });
    expect(href).not.toContain(attempt.verifier);
    expect(href).not.toContain(settings.client_secret);
  });

  test('is different for every attempt', () => {
    const [one, two] = [newAttempt(), newAttempt()];
    expect(new Set([one.state, one.verifier, two.state, two.verifier]).size).toBe(4);
  });
});

test('the API is asked below its path, as an Enterprise server has it', async () => {
  const { attempt } = await agreed();
  await failure(attempt, { api_url: `${github.api_url}/api/v3/` });
  const asked = ['GET /api/v3/user', 'GET /api/v3/user/memberships/orgs/observatory'];
  expect(github.requests).toEqual(expect.arrayContaining(asked));
});

describe('who has signed in', () => {
  test('is told with the teams of the organisation, from all pages and of no other organisation', async () => {
    const ours = Array.from({ length: 120 }, (_, index) => `Observatory/team-${index}`);
    const { person, attempt } = await agreed({ teams: ['elsewhere/admins', ...ours] });
    expect(await identify(settings, attempt)).toEqual({
      github_id: person.id,
      login: person.login,
      name: person.name,
      email: person.email,
      avatar_url: person.avatar_url,
      is_member: true,
      // In the spelling of the settings, whatever GitHub's.
      teams: ours.map((team) => team.replace('Observatory', 'observatory')),
    });
    expect(github.requests.filter((request) => request === 'GET /user/teams')).toHaveLength(2);
  });

  test('has the primary verified address where none is public', async () => {
    const emails = [
      { email: 'old@example.org', primary: false, verified: true },
      { email: 'private@example.org', primary: true, verified: true },
    ];
    expect(await identified({ email: null, emails })).toMatchObject({ email: 'private@example.org' });
  });

  test('has no address where the primary one is not verified, and needs neither name nor picture', async () => {
    const emails = [{ email: 'claimed@example.org', primary: true, verified: false }];
    const person = await identified({ email: null, emails, name: null, avatar_url: null });
    expect(person).toMatchObject({ email: null, name: null, avatar_url: null });
  });

  test.each(['none', 'pending', 'blocked'] as const)(
    'is no member with membership %s, and in no team',
    async (membership) => {
      const person = await identified({ membership, teams: ['Observatory/operators'] });
      expect(person).toMatchObject({ is_member: false, teams: [] });
      expect(github.requests).not.toContain('GET /user/teams');
    },
  );
});

describe('GitHubRefused', () => {
  const refused = (reason: string) => ({ name: 'GitHubRefused', reason });

  test('a code that has been used', async () => {
    const { attempt } = await agreed();
    await identify(settings, attempt);
    expect(await failure(attempt)).toMatchObject(refused('bad_verification_code'));
  });

  test('a code that has expired', async () => {
    const { attempt } = await agreed();
    now_ms += 10 * 60_000 + 1;
    expect(await failure(attempt)).toMatchObject(refused('bad_verification_code'));
  });

  test('a code that somebody else has asked for: the verifier is another', async () => {
    const { attempt } = await agreed();
    const { verifier } = newAttempt();
    expect(await failure({ ...attempt, verifier })).toMatchObject(refused('bad_verification_code'));
  });

  test('a code for another address', async () => {
    const { attempt } = await agreed();
    const error = await failure({ ...attempt, redirect_uri: `${redirect_uri}/other` });
    expect(error).toMatchObject(refused('redirect_uri_mismatch'));
  });

  test('an app with a wrong secret', async () => {
    const { attempt } = await agreed();
    const error = await failure(attempt, { client_secret: 'guessed-guessed-guessed' });
    expect(error).toMatchObject(refused('incorrect_client_credentials'));
  });

  test('an app GitHub does not know', async () => {
    const { attempt } = await agreed();
    expect(await failure(attempt, { client_id: 'unknown' })).toMatchObject(refused('unknown'));
  });

  test('a token without the right to what is asked', async () => {
    // Somebody with a private address, who agrees to less than was asked for.
    await agreed({ email: null });
    const { state, verifier } = newAttempt();
    const page = signInUrl(settings, { state, verifier, redirect_uri });
    page.searchParams.set('scope', 'read:user');
    const code = (await pressAuthorize(page)).searchParams.get('code') ?? '';
    expect(await failure({ code, verifier, redirect_uri })).toMatchObject(refused('insufficient_rights'));
  });
});

describe('GitHubUnavailable', () => {
  const PATHS = ['/login/oauth/access_token', '/user', '/user/emails', '/user/memberships', '/user/teams'];

  describe.each(PATHS)('when %s', (path) => {
    test.each(['down', 'errors', 'limited', 'garbage', 'redirects'] as const)('is %s', async (mode) => {
      const { attempt } = await agreed({ email: null, teams: ['Observatory/operators'] });
      github.mode(mode, path);
      expect(await failure(attempt)).toBeInstanceOf(GitHubUnavailable);
      expect(github.requests.filter((request) => request.includes('/elsewhere'))).toEqual([]);
    });

    test('hangs: after the time limit', async () => {
      const { attempt } = await agreed({ email: null });
      github.mode('hangs', path);
      const error = await failure(attempt, { timeout_ms: 200 });
      expect(error).toBeInstanceOf(GitHubUnavailable);
      expect(String(error)).toContain('TimeoutError');
    });
  });

  test('when every answer comes in time but not all of them: there is one limit for all', async () => {
    const { attempt } = await agreed({ teams: Array.from({ length: 150 }, (_, index) => `Observatory/${index}`) });
    github.mode('slow');
    expect(await failure(attempt, { timeout_ms: 1_000 })).toBeInstanceOf(GitHubUnavailable);
    expect(github.requests).toContain('GET /user');
  });

  test('when the next page is on another server: the token does not go there', async () => {
    const { attempt } = await agreed();
    github.mode('strays', '/user/teams');
    expect(String(await failure(attempt))).toBe(
      'GitHubUnavailable: GitHub continues GET /user/teams on another server',
    );
  });

  test('when nobody listens', async () => {
    const { attempt } = await agreed();
    const gone = await startGitHub();
    await gone.close();
    const error = await failure(attempt, { base_url: gone.url });
    expect(error).toBeInstanceOf(GitHubUnavailable);
    expect(String(error)).toContain('ECONNREFUSED');
  });

  test('when the pages of teams have no end', async () => {
    const { attempt } = await agreed({ teams: Array.from({ length: 1_001 }, (_, index) => `elsewhere/${index}`) });
    expect(await failure(attempt)).toBeInstanceOf(GitHubUnavailable);
    expect(github.requests.filter((request) => request === 'GET /user/teams')).toHaveLength(10);
  });
});
