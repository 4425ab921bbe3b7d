import { expect } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { type Answered, call } from '../support/api.ts';
import { type LocalGitHub, pressAuthorize, startGitHub } from '../support/github.ts';
import { newPerson, type Person } from '../support/github-people.ts';
import { attemptCookie, sentBack } from './support-session.ts';
import { type LinkedSites, openLinkedSites } from './support-sites.ts';

/** Both sites, and the GitHub their people sign in through. */
export interface GitHubSites extends LinkedSites {
  github: LocalGitHub;
}

/** Where GitHub sends people back to; nobody listens there, the tests call the function themselves. */
export const PUBLIC_URL = 'https://ops.example.org';

/** The setting of a GitHub for a site. */
export function gitHubSettings({ client_id, client_secret, url, api_url, organisation }: LocalGitHub) {
  return {
    GITHUB_CLIENT_ID: client_id,
    GITHUB_CLIENT_SECRET: client_secret,
    GITHUB_BASE_URL: url,
    GITHUB_API_URL: api_url,
    GITHUB_ORG_NAME: organisation,
  };
}

/** Opens both sites with a GitHub of their own. */
export async function openGitHubSites(
  settings: Record<string, string> = {},
  given: Parameters<typeof openLinkedSites>[1] = {},
): Promise<GitHubSites> {
  const now = given?.clock === undefined ? {} : { now: given.clock.now };
  const github = await startGitHub({ callback_url: `${PUBLIC_URL}/github/callback`, ...now });
  const sites = await openLinkedSites({ ...gitHubSettings(github), PUBLIC_URL, ...settings }, given);
  const close = async () => {
    await sites.close();
    await github.close();
  };
  return { ...sites, github, close };
}

let people = 0;

/** Somebody new at GitHub, with a name and a number nobody had before. */
export function join({ people: all }: LocalGitHub, facts: Partial<Person> = {}): Person {
  const number = ++people;
  const person = newPerson(1_000 + number, facts.login ?? `person-${number}`, facts);
  all.set(person.login, person);
  return person;
}

/** A sign-in that has begun: the page at GitHub, and the cookie the browser keeps. */
export interface Attempt {
  page: URL;
  cookie: string;
}

/** Begins to sign in. */
export async function begin(site: Site, return_to?: string): Promise<Attempt> {
  const query = return_to === undefined ? '' : `?${new URLSearchParams({ return_to })}`;
  const answer = await call(site, 'GET', `/github/login${query}`);
  expect([answer.status, answer.body]).toEqual([302, undefined]);
  return { page: new URL(answer.headers.get('location') ?? ''), cookie: sentBack(answer, attemptCookie(site)) };
}

/** Presses Authorize at GitHub as this person: where GitHub sends the browser. */
export function agree({ github }: Pick<GitHubSites, 'github'>, { login }: Person, { page }: Attempt): Promise<URL> {
  github.sign(login);
  return pressAuthorize(page);
}

/** Comes back from GitHub. */
export const comeBack = (site: Site, back: URL, cookie: string, headers: Record<string, string> = {}) =>
  call(site, 'GET', `${back.pathname}${back.search}`, { headers: { cookie, ...headers } });

/** Signs a person in through GitHub, as far as it goes. */
export async function throughGitHub(sites: Pick<GitHubSites, 'github'>, site: Site, person: Person): Promise<Answered> {
  const attempt = await begin(site);
  return comeBack(site, await agree(sites, person, attempt), attempt.cookie);
}
