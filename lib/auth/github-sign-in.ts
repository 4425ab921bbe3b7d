import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { columnsOf } from '../database/overlay.ts';
import { user } from '../entities/access.ts';
import { nextId } from '../flow/next-id.ts';
import { read } from '../flow/read.ts';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import { attempted } from '../redis/connect.ts';
import {
  type GitHubPerson,
  GitHubRefused,
  type GitHubSettings,
  GitHubUnavailable,
  identify,
  newAttempt,
  signInUrl,
} from './github.ts';
import { beginSession, type SessionCall, type Tokens } from './session.ts';
import { derivedSecret } from './session-keys.ts';
import { type RoleName, setRoles } from './users.ts';

/** Long enough to type a password and a second factor at GitHub. */
export const ATTEMPT_S = 600;

const attemptShape = z.object({
  state: z.string(),
  verifier: z.string(),
  return_to: z.string(),
  expires_at_ms: z.number(),
});

/** A sign-in on its way: where the browser goes, and what it must bring back in a cookie. */
export interface Begun {
  url: URL;
  /** The attempt as the browser keeps it: nobody but this site could have written it. */
  attempt: string;
}

/** Begins to sign somebody in. Problem `auth.not_configured`. */
export function beginAtGitHub(site: Site, return_to: string): Begun {
  const { state, verifier } = newAttempt();
  const redirect_uri = callbackUrl(site);
  const url = signInUrl(settingsOf(site), { state, verifier, redirect_uri });
  const expires_at_ms = site.clock.now() + ATTEMPT_S * 1_000;
  return { url, attempt: sealed(site, { state, verifier, return_to, expires_at_ms }) };
}

/** What GitHub sent the browser back with, and the cookie it kept meanwhile. */
export interface Returned {
  code: string;
  state: string;
  attempt: string | undefined;
}

/**
 * Signs in whom GitHub sent back: a member of the organisation, with the roles of the teams. An attempt is good once, and
 * only in the browser that began it. Problems: `auth.wrong` (begin again), `auth.forbidden` (no member, or not active),
 * `github.unavailable`, `auth.not_configured`, `site.read_only` (somebody new, and main does not answer); those of `submit`.
 */
export async function signInFromGitHub(
  site: Site,
  from: SessionCall,
  { code, state, attempt }: Returned,
): Promise<Tokens & { return_to: string }> {
  const begun = unsealed(site, attempt);
  if (begun === undefined || !isSame(begun.state, state) || begun.expires_at_ms <= site.clock.now())
    throw new Problem('auth.wrong', 'This sign-in did not begin in this browser, or too long ago.');
  await useUp(site, begun.state);
  const person = await identified(site, { code, verifier: begun.verifier, redirect_uri: callbackUrl(site) });
  if (!person.is_member)
    throw new Problem('auth.forbidden', `${person.login} is not a member of ${site.config.GITHUB_ORG_NAME} at GitHub.`);
  const known = await knownUser(site, person);
  const user_id = known?.id ?? (await nextId(site, user));
  const { github_id, login: username, name, email, avatar_url } = person;
  const tokens = await beginSession(site, from, {
    user_id,
    username: known?.username ?? username,
    method: 'github',
    change: async (draft) => {
      const profile = { github_id, name, email, avatar_url };
      if (known === undefined) draft.create(user, { id: user_id, username, ...profile });
      else draft.update(await draft.find(user, user_id), profile);
      await setRoles(site, draft, user_id, rolesOf(site, person), 'github');
    },
  });
  return { ...tokens, return_to: begun.return_to };
}

/** A state is good once, however often the browser is sent back with it. Without the volatile Redis GitHub's own check of the code must do. */
async function useUp(site: Site, state: string): Promise<void> {
  const key = `ops:{${site.config.SITE_NAME}}:signed-in:${state}`;
  const first = await attempted(site.volatile, (redis) => redis.set(key, '1', 'EX', ATTEMPT_S, 'NX'));
  if (first === null) throw new Problem('auth.wrong', 'This sign-in has been finished already.');
}

async function identified(site: Site, attempt: Parameters<typeof identify>[1]): Promise<GitHubPerson> {
  try {
    return await identify(settingsOf(site), attempt);
  } catch (error) {
    if (error instanceof GitHubUnavailable) {
      site.log.warn('github.unavailable', { detail: error.message });
      throw new Problem('github.unavailable', 'GitHub does not answer as it should.');
    }
    if (!(error instanceof GitHubRefused)) throw error;
    site.log.warn('github.refused', { detail: error.message });
    if (error.reason === 'incorrect_client_credentials' || error.reason === 'redirect_uri_mismatch')
      throw new Problem('auth.not_configured', 'GitHub does not know this site by its settings.');
    throw new Problem('auth.wrong', 'GitHub does not confirm this sign-in.');
  }
}

/**
 * The user a person is: by the number GitHub knows the person by, else by the name an administrator has entered. Problem
 * `auth.forbidden` for a user who may not sign in, and for a name that is another person's.
 */
async function knownUser(site: Site, { github_id, login }: GitHubPerson) {
  const statement = sql`select ${columnsOf(user)} from "user" where github_id = ${github_id} or lower(username) = lower(${login})`;
  const { rows } = await read(site, user, { mode: 'all' }, statement);
  const found = rows.map((row) => user.shapes.row.parse(row));
  const known = found.find((row) => row.github_id === github_id) ?? found[0];
  if (known === undefined) return undefined;
  if (known.github_id !== null && known.github_id !== github_id)
    throw new Problem(
      'auth.forbidden',
      `The name ${login} belongs to somebody who had it at GitHub before. Ask an administrator.`,
    );
  if (!known.is_active || known.is_service) throw new Problem('auth.forbidden', `${login} may not sign in here.`);
  return known;
}

function rolesOf({ config }: Site, { teams }: GitHubPerson): RoleName[] {
  const mapping = Object.entries(config.GITHUB_TEAM_ROLE_MAPPING);
  const own = new Set(teams.map((team) => team.toLowerCase()));
  const roles = mapping.filter(([team]) => own.has(team.toLowerCase())).map(([, role]) => role);
  return roles.length > 0 ? [...new Set(roles)] : ['viewer'];
}

function settingsOf({ config }: Site): GitHubSettings {
  const { GITHUB_CLIENT_ID: client_id, GITHUB_CLIENT_SECRET: client_secret, GITHUB_ORG_NAME: organisation } = config;
  if (client_id === undefined || client_secret === undefined || organisation === undefined)
    throw new Problem('auth.not_configured', 'This site has no GitHub app.');
  const { GITHUB_BASE_URL: base_url, GITHUB_API_URL: api_url, GITHUB_TIMEOUT_MS: timeout_ms } = config;
  return { client_id, client_secret, organisation, base_url, api_url, timeout_ms };
}

function callbackUrl({ config }: Site): string {
  if (config.PUBLIC_URL === undefined) throw new Problem('auth.not_configured', 'This site does not know its own URL.');
  return `${config.PUBLIC_URL}/github/callback`;
}

function sealed(site: Site, attempt: z.infer<typeof attemptShape>): string {
  const text = Buffer.from(JSON.stringify(attempt)).toString('base64url');
  return `${text}.${derivedSecret(site.config, `attempt ${text}`)}`;
}

function unsealed(site: Site, sent: string | undefined): z.infer<typeof attemptShape> | undefined {
  const [text = '', seal = ''] = sent?.split('.') ?? [];
  if (!isSame(seal, derivedSecret(site.config, `attempt ${text}`))) return undefined;
  return attemptShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
}

/** In a time that does not depend on where they differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
