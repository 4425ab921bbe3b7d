import { expect } from 'vitest';
import { callersNow } from '../../lib/auth/callers.ts';
import { makeCodes } from '../../lib/auth/sign-in-code.ts';
import type { Site } from '../../lib/flow/site.ts';
import { type Answered, call } from '../support/api.ts';

/** A session as a browser has it. */
export interface Held {
  access_token: string;
  /** For the Cookie header. */
  cookie: string;
  session_id: string;
}

/** A Set-Cookie header, taken apart. */
export interface SetCookie {
  name: string;
  value: string;
  attributes: string[];
}

export const sessionCookie = ({ config }: Site) => `__Host-ops_${config.SITE_NAME}`;
export const attemptCookie = ({ config }: Site) => `__Host-ops_sign_in_${config.SITE_NAME}`;

/** The cookies an answer sets. */
export function setCookies({ headers }: Answered): SetCookie[] {
  return headers.getSetCookie().map((text) => {
    const [pair = '', ...attributes] = text.split('; ');
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), attributes };
  });
}

/** The cookie of this name an answer sets, as a browser sends it back. */
export function sentBack(answer: Answered, name: string): string {
  const cookie = setCookies(answer).find((set) => set.name === name);
  return cookie === undefined ? expect.fail(`${answer.status} sets no cookie ${name}`) : `${name}=${cookie.value}`;
}

/** The session an answer has begun or continued. */
export function heldAfter(site: Site, answer: Answered): Held {
  expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ token_type: 'Bearer' })]);
  const { access_token } = answer.body;
  return { access_token, cookie: sentBack(answer, sessionCookie(site)), session_id: claimsOf(access_token).sid };
}

/** What a token says, unverified. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into claims of every shape
export function claimsOf(token: string): any {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** The id of a user, who is known at the site. */
export async function userId(site: Site, username: string): Promise<number> {
  const found = [...(await callersNow(site)).users.values()].find((user) => user.username === username);
  return found?.user_id ?? expect.fail(`nobody is called ${username}`);
}

/** Codes made by somebody at the site's command line. */
export async function newCodes(site: Site, username: string, count = 1, lasting_s = 900): Promise<string[]> {
  const request_id = site.clock.uuid();
  const command = { user_id: 0, endpoint: 'test', fingerprint: request_id };
  const actor = { user_id: null, username: 'test', address: null, request_id };
  const { codes } = await makeCodes(site, command, actor, {
    user_id: await userId(site, username),
    count,
    lasting_s,
  });
  return codes;
}

/** Shows a code. */
export const redeem = (site: Site, username: string, code = '', headers: Record<string, string> = {}) =>
  call(site, 'POST', '/auth/code', { body: { username, code }, headers });

/** Signs somebody in with a code made for it. */
export async function signIn(site: Site, username = 'observer'): Promise<Held> {
  const [code] = await newCodes(site, username);
  return heldAfter(site, await redeem(site, username, code));
}

/** Asks for new tokens. */
export const refresh = (site: Site, cookie: string, headers: Record<string, string> = {}) =>
  call(site, 'POST', '/auth/refresh', { headers: { cookie, ...headers } });

/** Signs out. */
export const logout = (site: Site, cookie: string, headers: Record<string, string> = {}) =>
  call(site, 'POST', '/auth/logout', { headers: { cookie, ...headers } });

/** Asks who one is. */
export const me = (site: Site, access_token: string) =>
  call(site, 'GET', '/auth/me', { authorization: `Bearer ${access_token}` });
