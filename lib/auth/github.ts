import { CodeChallengeMethod, generateCodeVerifier, generateState, OAuth2Client } from 'arctic';
import * as z from 'zod';

/** The GitHub this site signs people in with: github.com or an Enterprise server, and the OAuth app registered there. */
export interface GitHubSettings {
  client_id: string;
  client_secret: string;
  /** Where people sign in: `https://github.com`. */
  base_url: string;
  /** `https://api.github.com`; on an Enterprise server `https://<host>/api/v3`. */
  api_url: string;
  /** The organisation whose members and teams count. */
  organisation: string;
  /** For all the questions one sign-in asks GitHub together. */
  timeout_ms: number;
}

/** Who has signed in, as GitHub says. */
export interface GitHubPerson {
  /** Never changes and is never given away again, unlike the login. */
  github_id: number;
  login: string;
  name: string | null;
  /** The public address, else the primary verified one. */
  email: string | null;
  avatar_url: string | null;
  /** Whether an active member of the organisation; somebody who is only invited is none. */
  is_member: boolean;
  /** `organisation/slug`, teams of that organisation only, its name spelt as in the settings; empty for others. */
  teams: string[];
}

/** GitHub did not answer, not in time, or not as it documents: signing in again later may work. Its message may be logged. */
export class GitHubUnavailable extends Error {
  override readonly name = 'GitHubUnavailable';
}

/** GitHub said no: the person signs in anew, or the settings are to be mended, as `reason` tells. Its message may be logged. */
export class GitHubRefused extends Error {
  override readonly name = 'GitHubRefused';
  /** In GitHub's own words, and what it has none for: a token without the rights asked for, anything else. */
  readonly reason: z.infer<typeof refusal> | 'insufficient_rights' | 'unknown';

  constructor(reason: GitHubRefused['reason'], to: string) {
    super(`GitHub refused ${to}: ${reason}`);
    this.reason = reason;
  }
}

// https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
const refusal = z.enum([
  'bad_verification_code',
  'incorrect_client_credentials',
  'redirect_uri_mismatch',
  'unverified_user_email',
  'application_suspended',
]);

/** Reading the profile, the addresses where none is public, and the memberships also where they are not public. */
const SCOPES = ['read:user', 'user:email', 'read:org'];
/** What GitHub gives at most; twice the largest observatory. */
const PER_PAGE = 100;
/** Pages of teams: a thousand teams is more than anybody is in, and no answer may keep us asking for ever. */
const TEAM_PAGES = 10;
/** A hundred teams are 300 kB. */
const ANSWER_LIMIT_BYTES = 5_000_000;

// Visible ASCII only: whatever else could not be sent in a header, and the complaint would quote it.
const granted = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{1,1000}$/) });
const refused = z.object({ error: refusal.or(z.string().transform(() => 'unknown' as const)) });
const user = z.object({
  id: z.int().positive(),
  login: z.string().min(1),
  name: z.string().nullable(),
  email: z.string().nullable(),
  avatar_url: z.url({ protocol: /^https?$/ }).nullable(),
});
const emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const membership = z.object({ state: z.string() });
const teams = z.array(z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }));

/** What one sign-in carries along: who asks, and until when. */
interface Visit {
  settings: GitHubSettings;
  token: string;
  limit: AbortSignal;
}

interface Answer {
  /** `GET /user`: what was asked, for messages. */
  to: string;
  status: number;
  headers: Headers;
  /** Undefined for what is no JSON. */
  body: unknown;
}

/** What makes one attempt to sign in unlike all others: 256 random bits against forgery, and as many for PKCE (RFC 7636). */
export function newAttempt(): { state: string; verifier: string } {
  return { state: generateState(), verifier: generateCodeVerifier() };
}

/**
 * The page at GitHub where a person agrees, with PKCE S256. It comes back to `redirect_uri` with `code` and `state`, or
 * with `error=access_denied`. https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function signInUrl(
  settings: GitHubSettings,
  { state, verifier, redirect_uri }: { state: string; verifier: string; redirect_uri: string },
): URL {
  const client = new OAuth2Client(settings.client_id, null, redirect_uri);
  const page = at(settings.base_url, '/login/oauth/authorize').href;
  return client.createAuthorizationURLWithPKCE(page, state, CodeChallengeMethod.S256, verifier, SCOPES);
}

/**
 * The person behind the code GitHub sent back. The token it buys is used here only and forgotten.
 * Errors: `GitHubRefused` when the code is wrong, used or expired, the app's secret is wrong, or the token lacks rights;
 * `GitHubUnavailable` for everything else. Neither carries the code, the secret, the token or what GitHub wrote.
 * Interrupted anywhere, a code is used up and nothing else has changed: the person signs in once more.
 */
export async function identify(
  settings: GitHubSettings,
  attempt: { code: string; verifier: string; redirect_uri: string },
): Promise<GitHubPerson> {
  const limit = AbortSignal.timeout(settings.timeout_ms);
  const visit: Visit = { settings, limit, token: await exchange(settings, attempt, limit) };
  const [profile, is_member] = await Promise.all([get(visit, '/user'), isMember(visit)]);
  const { id: github_id, login, name, email, avatar_url } = parsed(profile, user);
  const [address, own_teams] = await Promise.all([email ?? primaryEmail(visit), is_member ? teamsOf(visit) : []]);
  return { github_id, login, name, email: address, avatar_url, is_member, teams: own_teams };
}

/**
 * The token for a code. Not by arctic's `validateAuthorizationCode`: that has no time limit, follows a redirect with the
 * code in hand, and takes the refusals that GitHub answers with status 200 for tokens.
 */
async function exchange(
  { base_url, client_id, client_secret }: GitHubSettings,
  { code, verifier: code_verifier, redirect_uri }: { code: string; verifier: string; redirect_uri: string },
  limit: AbortSignal,
): Promise<string> {
  const answer = await ask('POST', at(base_url, '/login/oauth/access_token'), {
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ client_id, client_secret, code, code_verifier, redirect_uri }),
    signal: limit,
  });
  const said = refused.safeParse(answer.body);
  if (said.success && !isAway(answer)) throw new GitHubRefused(said.data.error, answer.to);
  return parsed(answer, granted).access_token;
}

/** GitHub says 404 to a stranger, and 403 where the organisation has blocked the person or not approved the app. */
async function isMember(visit: Visit): Promise<boolean> {
  const answer = await get(visit, `/user/memberships/orgs/${encodeURIComponent(visit.settings.organisation)}`);
  return !isRefusal(answer, 403, 404) && parsed(answer, membership).state === 'active';
}

async function primaryEmail(visit: Visit): Promise<string | null> {
  const all = parsed(await get(visit, `/user/emails?per_page=${PER_PAGE}`), emails);
  return all.find(({ primary, verified }) => primary && verified)?.email ?? null;
}

async function teamsOf(visit: Visit): Promise<string[]> {
  const { organisation, api_url } = visit.settings;
  const found: string[] = [];
  let next: URL | undefined = at(api_url, `/user/teams?per_page=${PER_PAGE}`);
  for (let pages = 0; next !== undefined; pages++) {
    if (pages === TEAM_PAGES) throw new GitHubUnavailable(`GitHub lists more than ${TEAM_PAGES} pages of teams`);
    const answer: Answer = await getPage(visit, next);
    for (const { slug, organization } of parsed(answer, teams))
      if (organization.login.toLowerCase() === organisation.toLowerCase()) found.push(`${organisation}/${slug}`);
    next = nextPage(next, answer);
  }
  return found;
}

/** The page a Link header (RFC 8288) calls the next; the token goes nowhere but where it went before. */
function nextPage(page: URL, { to, headers }: Answer): URL | undefined {
  const [, target] = /<([^<>]*)>; *rel="next"/.exec(headers.get('link') ?? '') ?? [];
  if (target === undefined) return undefined;
  const next = URL.canParse(target, page.href) ? new URL(target, page) : undefined;
  if (next?.origin !== page.origin) throw new GitHubUnavailable(`GitHub continues ${to} on another server`);
  return next;
}

const get = (visit: Visit, path: string) => getPage(visit, at(visit.settings.api_url, path));

function getPage({ token, limit }: Visit, url: URL): Promise<Answer> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  };
  return ask('GET', url, { headers, signal: limit });
}

/** What GitHub answers, whatever its status. A redirect is an answer like any other and not followed. */
async function ask(method: string, url: URL, request: RequestInit): Promise<Answer> {
  const to = `${method} ${url.pathname}`;
  try {
    const response = await fetch(url, { ...request, method, redirect: 'manual' });
    return { to, status: response.status, headers: response.headers, body: await bodyOf(response) };
  } catch (error) {
    throw new GitHubUnavailable(`GitHub did not answer ${to}: ${symptom(error)}`);
  }
}

async function bodyOf({ body }: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_LIMIT_BYTES) throw new RangeError('the answer is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** `ECONNREFUSED`, `TimeoutError`: a code or a class, for the message of an error may quote a header or a body. */
function symptom(error: unknown): string {
  const { cause, name = 'unknown' } = error instanceof Error ? error : {};
  return cause instanceof Error && 'code' in cause ? String(cause.code) : name;
}

/** What a good answer says; neither zod's complaint nor that of JSON, which quotes the text, goes into the error. */
function parsed<T>(answer: Answer, schema: z.ZodType<T>): T {
  const { to, status, body } = answer;
  if (isRefusal(answer, 401, 403, 404)) throw new GitHubRefused('insufficient_rights', to);
  if (status !== 200) throw new GitHubUnavailable(`GitHub answered ${to} with status ${status}`);
  const good = schema.safeParse(body);
  if (!good.success) throw new GitHubUnavailable(`GitHub answered ${to} with something it does not document`);
  return good.data;
}

const isRefusal = (answer: Answer, ...statuses: number[]) => statuses.includes(answer.status) && !isAway(answer);

/** Out of order, or asked too often: the limits of the API come as 429, or as 403 with one of two headers. */
function isAway({ status, headers }: Answer): boolean {
  if (status !== 403) return status >= 500 || status === 429;
  return headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
}

/** Enterprise servers keep their API below a path. */
const at = (base: string, path: string) => new URL(base.replace(/\/+$/, '') + path);
