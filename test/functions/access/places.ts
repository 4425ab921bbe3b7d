import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { ServerUrls } from '../../../infra/servers/stack.ts';
import { openSite, type Site } from '../../../lib/flow/site.ts';
import { systemClock } from '../../../lib/kernel/clock.ts';
import type { Log } from '../../../lib/kernel/log.ts';
import { type Answered, type CallOptions, call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { expectProblem, replicate } from '../expect.ts';

/** Where access is managed: at both sites, and at the observatory while main is out of reach. */
export const PLACES = ['main', 'the observatory', 'the observatory without main'] as const;

/** One of them. */
export type Place = (typeof PLACES)[number];

/** Both sites with two processes at each place, all of which share one clock and one log. */
export interface Places extends Sites {
  /** The process at a place that calls are made in. */
  at: Record<Place, Site>;
  /** Another process of the same site: it shares the databases and both Redis, and nothing that is remembered. */
  beside: Record<Place, Site>;
  /** Everything that was logged, a line each. */
  log: string[];
  /** Moves the clock of all of them. */
  pass(ms: number): void;
  /** One more process at a place, with some settings of its own. */
  open(place: Place, settings: Partial<Site['config']>): Site;
}

/** A port nobody listens at: connections are refused at once. */
export const NOWHERE = '127.0.0.1:9';

/** Opens them on a database of their own. Settings given are added to both sites. */
export async function openPlaces(urls: ServerUrls, settings: Record<string, string> = {}): Promise<Places> {
  let ahead_ms = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead_ms };
  const sites = await openSites(urls, { VOLATILE_REDIS_URL: urls.volatile_redis, ...settings }, { clock });
  const lines: string[] = [];
  const note = (event: string, fields = {}) => void lines.push(JSON.stringify({ event, ...fields }));
  const log: Log = { info: note, warn: note, error: note };
  const opened: Site[] = [];
  const open = ({ config }: Site, more: Partial<Site['config']> = {}) => {
    const site = openSite({ ...config, ...more }, { clock, log });
    opened.push(site);
    return site;
  };
  const processes = (): Record<Place, Site> => ({
    main: open(sites.main),
    'the observatory': open(sites.observatory),
    'the observatory without main': open(sites.observatory, { MAIN_DATABASE_URL: `postgres://ops_api@${NOWHERE}/ops` }),
  });
  const at = processes();
  return {
    ...sites,
    at,
    beside: processes(),
    open: (place, more) => open(at[place], more),
    log: lines,
    pass: (ms) => {
      ahead_ms += ms;
    },
    close: async () => {
      await Promise.all(opened.map((site) => site.close()));
      await sites.close();
    },
  };
}

/** The site that is not at this place, once everything has arrived there. */
export async function elsewhere(places: Places, place: Place): Promise<Site> {
  await replicate(places);
  return place === 'main' ? places.at['the observatory'] : places.at.main;
}

/** The header that presents a token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** What is stored of a token. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Calls with a token what every token allows. */
export const show = (site: Site, token: string): Promise<Answered> =>
  call(site, 'GET', '/api/tokens/scopes', bearer(token));

/** Expects that a token is good at a site. */
export async function expectGood(site: Site, token: string): Promise<void> {
  expect((await show(site, token)).status).toBe(200);
}

/** Expects that a token is refused at a site, in the words every refusal has. */
export async function expectRefused(site: Site, token: string): Promise<void> {
  const answer = await show(site, token);
  expectProblem(answer, 'auth.required');
  expect(answer.body.detail).toBe('There is no token, or it is unknown, expired or revoked.');
}

/** Makes a token through the API and expects that it could be made. */
export async function makeToken(site: Site, body: object = {}, options: CallOptions = {}): Promise<Answered['body']> {
  const answer = await call(site, 'POST', '/api/tokens', {
    role: 'observer',
    body: { name: 'a script', ...body },
    ...options,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

let number = 0;

/** A new user of this role, known at both sites, with a token that was not made with another. */
export async function newUser(
  { sql, replayed, pass }: Places,
  role: string | null,
  { is_service = false, is_active = true, scopes = null as string[] | null, expires_at = null as string | null } = {},
): Promise<{ id: number; username: string; token: string; token_id: string }> {
  number += 1;
  const username = `user-${number}`;
  const token = `ops_api_token_${randomBytes(32).toString('base64url')}`;
  const [user] = await sql('insert into "user" (username, is_service, is_active) values ($1, $2, $3) returning id', [
    username,
    is_service,
    is_active,
  ]);
  const id = Number(user?.id);
  await sql('insert into user_role (user_id, role_id) select $1, id from role where name = $2', [id, role]);
  const [made] = await sql(
    `insert into api_token (user_id, name, token_hash, token_prefix, scopes, expires_at)
     values ($1, 'first', $2, $3, $4::jsonb, $5::timestamptz) returning id`,
    [id, sha256(token), token.slice(14, 22), scopes && JSON.stringify(scopes), expires_at],
  );
  await replayed();
  pass(5_000); // what nobody at a site has done, its processes learn within 5 s
  return { id, username, token, token_id: String(made?.id) };
}

/** The number of one of the four users every test site has. */
export async function idOf({ sql }: Places, username: string): Promise<number> {
  const [row] = await sql('select id from "user" where username = $1', [username]);
  return Number(row?.id);
}
