import { randomBytes } from 'node:crypto';
import { apiToken } from '../entities/access.ts';
import { readById } from '../flow/read.ts';
import type { Call, Submitted } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { isBefore, utcNow } from '../kernel/clock.ts';
import { type FieldError, Problem } from '../kernel/problem.ts';
import type { Row } from '../model/entity.ts';
import { allows } from '../model/permission.ts';
import { tokenHash } from './authenticate.ts';
import { callerAt, callersAt } from './callers.ts';
import { type Actor, changeAccess } from './change-access.ts';
import { may, type Principal } from './principal.ts';

/** What is said of a token that is made. */
export interface NewToken {
  name: string;
  /** Null: everything its user may. */
  scopes: string[] | null;
  /** Null: until it is revoked. */
  expires_at: string | null;
  user_id: number;
}

/** A token that was made; the token itself can be shown this once. */
export interface MadeToken {
  submitted: Submitted;
  token: string;
  row: Row;
}

const FORM = 'ops_api_token_';

function newSecret(): { token: string; token_hash: string; token_prefix: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${FORM}${secret}`, token_hash: tokenHash(`${FORM}${secret}`), token_prefix: secret.slice(0, 8) };
}

/**
 * Makes a token for the caller, or for another user when the caller manages users. It never allows more than the caller's own
 * token: one made with a token ends with it, expires no later, and makes no further ones. Problems: `request.invalid` for
 * scopes or times that are not the caller's to give, `auth.forbidden`, `record.not_found`; those of `submit`.
 */
export async function createToken(
  site: Site,
  call: Call,
  actor: Actor,
  by: Principal,
  wanted: NewToken,
): Promise<MadeToken> {
  const owner = await callerAt(site, wanted.user_id);
  const callers = await callersAt(site);
  if (wanted.user_id !== by.user_id && !may(by, 'manage:users'))
    throw new Problem('auth.forbidden', 'A token for somebody else needs the permission manage:users.', {
      permission: 'manage:users',
    });
  if (!owner?.is_active)
    throw new Problem('record.not_found', `There is no active user ${wanted.user_id}.`, { id: wanted.user_id });
  const made_with = by.by.kind === 'token' ? by.by.id : null;
  const maker = made_with === null ? undefined : callers.tokens_by_id.get(made_with);
  if (maker !== undefined && maker.made_with !== null)
    throw new Problem('auth.forbidden', 'A token that was made with a token makes no further ones.');
  const scopes = wanted.scopes ?? by.scopes;
  const latest = maker?.expires_at ?? null;
  const expires_at = wanted.expires_at ?? latest;
  refuse(site, { scopes, expires_at }, { by, grants: owner.grants, latest });
  const { token, ...stored } = newSecret();
  let row: Row = {};
  // Never made a second time for the same call: the first one could not be shown again.
  const { idempotency_key: _, ...once } = call;
  const submitted = await changeAccess(site, once, actor, async (draft) => {
    row = draft.create(apiToken, {
      ...stored,
      name: wanted.name,
      user_id: wanted.user_id,
      scopes,
      expires_at,
      made_with,
    });
    const details = { name: wanted.name, scopes, expires_at, token_prefix: stored.token_prefix };
    return { act: 'token.create', subject: `api_token:${row.id}`, details };
  });
  return { submitted, token, row };
}

/** Everything that is not the caller's to give, at once. */
function refuse(
  site: Site,
  { scopes, expires_at }: Pick<NewToken, 'scopes' | 'expires_at'>,
  { by, grants, latest }: { by: Principal; grants: readonly string[]; latest: string | null },
): void {
  const errors: FieldError[] = [];
  for (const scope of scopes ?? []) {
    if (!allows(grants, scope))
      errors.push({ in: 'body', field: 'scopes', detail: `the user's roles do not grant ${scope}` });
    else if (by.scopes !== null && !allows(by.scopes, scope))
      errors.push({ in: 'body', field: 'scopes', detail: `the token this is made with does not allow ${scope}` });
  }
  if (expires_at !== null && !isBefore(utcNow(site.clock), expires_at))
    errors.push({ in: 'body', field: 'expires_at', detail: 'must be in the future' });
  if (expires_at !== null && latest !== null && isBefore(latest, expires_at))
    errors.push({ in: 'body', field: 'expires_at', detail: `the token this is made with expires at ${latest}` });
  if (errors.length === 0) return;
  throw new Problem('request.invalid', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), { errors });
}

/** One's own token; anybody's for who manages users. Problem `record.not_found` for any other: nobody learns that it exists. */
export async function tokenFor(site: Site, by: Principal, id: string): Promise<Row> {
  const { rows } = await readById(site, apiToken, id);
  return own(by, id, rows[0]);
}

function own(by: Principal, id: string, row: Row | undefined): Row {
  if (row === undefined || (row.user_id !== by.user_id && !may(by, 'manage:users')))
    throw new Problem('record.not_found', `There is no api_token ${id}.`, { id });
  return row;
}

/**
 * Gives a token a new secret; the old one is worthless at this site from now on, and so are the tokens made with it. Problems: `auth.forbidden` for a token that
 * would get hold of another one; `record.conflict` when it is revoked; those of `submit`.
 */
export async function rotateToken(site: Site, call: Call, actor: Actor, by: Principal, id: string): Promise<MadeToken> {
  refuseTaking(by, await tokenFor(site, by, id));
  const { token, ...stored } = newSecret();
  let row: Row = {};
  // Every rotation is one of its own, however alike the calls: the answer to an earlier one could not be given again.
  const { idempotency_key: _, ...like_others } = call;
  const once = { ...like_others, fingerprint: tokenHash(`${call.fingerprint} ${stored.token_hash}`) };
  const submitted = await changeAccess(site, once, actor, async (draft) => {
    const found = await draft.find(apiToken, id);
    if (found.row?.is_active === false)
      throw new Problem('record.conflict', 'The token has been revoked: make a new one.');
    draft.update(found, stored, { is_active: true });
    // Whoever had the old secret may have made tokens with it.
    for (const made of (await callersAt(site)).tokens.values())
      if (made.made_with === id) draft.update(await draft.find(apiToken, made.id), { is_active: false });
    row = { ...found.row, ...stored };
    return { act: 'token.rotate', subject: `api_token:${id}`, details: { token_prefix: stored.token_prefix } };
  });
  return { submitted, token, row };
}

/** Whoever rotates a token has it: one that is narrow, or soon to end, must not get another that is neither. */
function refuseTaking(by: Principal, row: Row): void {
  if (by.by.kind !== 'token' || [row.id, row.made_with].includes(by.by.id) || may(by, 'manage:users')) return;
  const detail = 'A token rotates itself and those it made; any other needs its owner, signed in, or manage:users.';
  throw new Problem('auth.forbidden', detail, { permission: 'manage:users' });
}

/** Revokes a token, and with it those it was used to make. At this site at once. Problems: those of `submit`. */
export async function revokeToken(site: Site, call: Call, actor: Actor, by: Principal, id: string): Promise<Submitted> {
  await tokenFor(site, by, id).catch(async (error: unknown) => {
    // A dead replica keeps nobody from revoking: whose the good ones are is remembered.
    const known = (await callersAt(site)).tokens_by_id.get(id);
    if (known === undefined || !(error instanceof Problem) || error.code !== 'database.unavailable') throw error;
    return own(by, id, known);
  });
  return changeAccess(site, call, actor, async (draft) => {
    const found = await draft.find(apiToken, id);
    if (found.row?.is_active === false) throw new Problem('record.conflict', 'The token has been revoked already.');
    draft.update(found, { is_active: false });
    return { act: 'token.revoke', subject: `api_token:${id}` };
  });
}

/** A token as it may be seen: without what it is recognised by. */
export function openRow({ token_hash: _, ...row }: Row): Row {
  return row;
}
