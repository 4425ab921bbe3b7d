import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../lib/kernel/clock.ts';
import { type GitHubSites, join, openGitHubSites, throughGitHub } from '../../auth/support-github.ts';
import { heldAfter, me, setCookies, userId } from '../../auth/support-session.ts';
import { type Answered, call } from '../../support/api.ts';
import type { Person } from '../../support/github-people.ts';
import { AT, expectProblem, nothingRecorded, replicate } from '../expect.ts';

const MAPPING = {
  'observatory/operators': 'admin',
  'observatory/Observers': 'observer',
  'observatory/guests': 'viewer',
  'elsewhere/admins': 'admin',
};

let now_ms = Date.now();
let sites: GitHubSites;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => now_ms };
  sites = await openGitHubSites({ GITHUB_TEAM_ROLE_MAPPING: JSON.stringify(MAPPING) }, { clock });
});
afterAll(() => sites.close());

type At = (typeof AT)[number];

/** Signs a person in: what GET /auth/me then says. */
async function signedIn(at: At, person: Person): Promise<Answered['body']> {
  const { access_token } = heldAfter(sites[at], await throughGitHub(sites, sites[at], person));
  return (await me(sites[at], access_token)).body;
}

/** Expects that a person is refused, and that nothing has come of it. */
async function expectRefused(at: At, person: Person, because: string): Promise<void> {
  const answer = await nothingRecorded(sites, () => throughGitHub(sites, sites[at], person));
  expectProblem(answer, 'auth.forbidden');
  expect(answer.body.detail).toContain(because);
  expect(setCookies(answer)).toEqual([]);
}

/** Enters somebody as an administrator would. */
async function enter(at: At, username: string, roles: string[], is_service = false): Promise<number> {
  const body = { username, roles, is_service };
  const answer = await call(sites[at], 'POST', '/admin/users', { role: 'admin', body });
  expect(answer.status).toBe(201);
  return userId(sites[at], username);
}

describe.each(AT)('GET /github/callback at %s: the roles of a member', (at) => {
  test.each([
    [['observatory/operators'], ['admin']],
    [['OBSERVATORY/observers'], ['observer']],
    [
      ['observatory/guests', 'observatory/operators', 'observatory/kitchen'],
      ['admin', 'viewer'],
    ],
    [['observatory/kitchen'], ['viewer']],
    [[], ['viewer']],
    // Of another organisation, whatever the mapping says: whoever owns it there could make himself one.
    [['elsewhere/admins', 'elsewhere/operators'], ['viewer']],
  ])('are those of the teams: in %j', async (teams, roles) => {
    expect((await signedIn(at, join(sites.github, { teams }))).roles).toEqual(roles);
  });

  test('follow the teams at every sign-in, also downwards', async () => {
    const person = join(sites.github, { teams: ['observatory/operators'] });
    const { id } = await signedIn(at, person);
    for (const [teams, roles] of [
      [
        ['observatory/observers', 'observatory/guests'],
        ['observer', 'viewer'],
      ],
      [[], ['viewer']],
      [['observatory/operators'], ['admin']],
    ] as const) {
      await replicate(sites);
      person.teams = [...teams];
      expect(await signedIn(at, person)).toMatchObject({ id, roles });
    }
    await replicate(sites);
    const other = at === 'main' ? 'observatory' : 'main';
    now_ms += 5_000;
    expect(await signedIn(other, person)).toMatchObject({ id, roles: ['admin'] });
  });

  test('that an administrator has given stay, whatever the teams', async () => {
    const person = join(sites.github, { teams: ['observatory/guests'] });
    const id = await enter(at, person.login, ['observer']);
    for (const [teams, roles] of [
      [['observatory/guests'], ['observer', 'viewer']],
      [['observatory/operators'], ['admin', 'observer']],
      [['observatory/observers'], ['observer']],
      [[], ['observer', 'viewer']],
    ] as const) {
      person.teams = [...teams];
      expect(await signedIn(at, person)).toMatchObject({ id, roles });
      await replicate(sites);
    }
  });

  test('that was taken away and is given back before main has heard of either is there again', async () => {
    const person = join(sites.github, { teams: ['observatory/operators'] });
    for (const [teams, roles] of [
      [['observatory/operators'], ['admin']],
      [['observatory/guests'], ['viewer']],
      [['observatory/operators'], ['admin']],
    ] as const) {
      person.teams = [...teams];
      expect(await signedIn(at, person)).toMatchObject({ roles });
    }
  });
});

describe.each(AT)('GET /github/callback at %s: who a member is', (at) => {
  const githubId = async (id: number) => {
    await replicate(sites);
    return (await sites.sql('select github_id::int from "user" where id = $1', [id]))[0]?.github_id;
  };

  test('whom an administrator has entered by name is that user from the first sign-in on, in any case of the name', async () => {
    const person = join(sites.github, { login: `Entered-${at}` });
    const id = await enter(at, person.login.toLowerCase(), ['observer']);
    expect(await githubId(id)).toBeNull();
    expect(await signedIn(at, person)).toMatchObject({ id, username: `entered-${at}`, name: person.name });
    expect(await githubId(id)).toBe(person.id);
  });

  test('whoever takes another name at GitHub stays the same user, with what GitHub says now', async () => {
    const person = join(sites.github);
    const { id, username } = await signedIn(at, person);
    const renamed = join(sites.github, { id: person.id, name: 'Married Example', email: 'new@example.org' });
    expect(renamed.login).not.toBe(person.login);
    const told = { id, username, name: 'Married Example', email: 'new@example.org' };
    expect(await signedIn(at, renamed)).toMatchObject(told);
  });

  test('a name that changed hands is not its new owner’s here', async () => {
    const person = join(sites.github, { teams: ['observatory/operators'] });
    const { id } = await signedIn(at, person);
    const heir = join(sites.github, { login: person.login });
    expect(heir.id).not.toBe(person.id);
    await expectRefused(at, heir, 'belongs to somebody who had it at GitHub before');
    expect(await githubId(id)).toBe(person.id);
  });
});

describe.each(AT)('GET /github/callback at %s: 403', (at) => {
  test.each(['none', 'pending', 'blocked'] as const)('with membership %s one is no member', (membership) =>
    expectRefused(
      at,
      join(sites.github, { membership, teams: ['observatory/operators'] }),
      'is not a member of observatory',
    ),
  );

  test('who was a member and is none any more does not get in again', async () => {
    const person = join(sites.github);
    await signedIn(at, person);
    person.membership = 'none';
    await expectRefused(at, person, 'is not a member');
  });

  test('a program does not sign in, whoever has its name at GitHub', async () => {
    const person = join(sites.github, { login: `robot-${at}`, teams: ['observatory/operators'] });
    await enter(at, person.login, ['service'], true);
    await expectRefused(at, person, 'may not sign in here');
    await expectRefused(at, join(sites.github, { login: 'service' }), 'may not sign in here');
  });

  test('somebody made inactive does not sign in, by number or by name', async () => {
    const person = join(sites.github);
    const { id } = await signedIn(at, person);
    const body = { is_active: false };
    expect((await call(sites[at], 'PATCH', `/admin/users/${id}`, { role: 'admin', body })).status).toBe(200);
    await expectRefused(at, person, 'may not sign in here');
    await expectRefused(at, join(sites.github, { id: person.id }), 'may not sign in here');
  });
});

describe('GET /github/callback at the mountain, with main away and GitHub in reach', () => {
  test('a person known there signs in, with the roles of today, and main hears of it later', async () => {
    const person = join(sites.github, { teams: ['observatory/guests'] });
    const { id } = await signedIn('main', person);
    await sites.replayed();
    now_ms += 5_000;
    sites.link.down();
    person.teams = ['observatory/observers'];
    expect(await signedIn('observatory', person)).toMatchObject({ id, roles: ['observer'] });
    expect(await signedIn('observatory', person)).toMatchObject({ id, roles: ['observer'] });
    sites.link.up();
    await replicate(sites);
    now_ms += 5_000;
    const { body } = await call(sites.main, 'GET', `/admin/users?username=${person.login}`, { role: 'admin' });
    expect(body.items).toMatchObject([{ id, github_id: person.id }]);
    const sessions = await sites.sql('select site from user_session where user_id = $1 order by created_at', [id]);
    const there = sites.observatory.config.SITE_NAME;
    expect(sessions.map(({ site }) => site).sort()).toEqual(['cologne', there, there].sort());
  });
});
