import { sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import { user, userRole } from '../entities/access.ts';
import type { Draft } from '../flow/draft.ts';
import { nextId } from '../flow/next-id.ts';
import { read } from '../flow/read.ts';
import type { Call, Submitted } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import { callerAt, callersAt } from './callers.ts';
import { type Actor, changeAccess } from './change-access.ts';

/** The roles there are. */
export const ROLE_NAMES = ['admin', 'observer', 'viewer', 'service'] as const;

/** The name of a role. */
export type RoleName = (typeof ROLE_NAMES)[number];

/** What is said of a new user. */
export interface NewUser {
  username: string;
  name?: string | null | undefined;
  email?: string | null | undefined;
  is_service?: boolean | undefined;
  roles: readonly RoleName[];
}

/** Makes a user with roles. Problems: `site.read_only`, `record.exists` for a name that is taken, those of `submit`. */
export async function createUser(
  site: Site,
  call: Call,
  actor: Actor,
  { roles, ...facts }: NewUser,
): Promise<Submitted> {
  const id = await nextId(site, user);
  return changeAccess(site, call, actor, async (draft) => {
    draft.create(user, { id, ...facts });
    await setRoles(site, draft, id, roles, 'administrator');
    return { act: 'user.create', subject: `user:${id}`, details: { username: facts.username, roles } };
  });
}

/** What of a user an administrator changes. */
export interface UserPatch {
  name?: string | null | undefined;
  email?: string | null | undefined;
  is_active?: boolean | undefined;
}

/**
 * Changes a user; one that is made inactive is refused at this site from now on. Problems: `record.conflict` for an
 * administrator who would lock himself out; those of `submit`.
 */
export async function changeUser(
  site: Site,
  call: Call,
  actor: Actor,
  id: number,
  patch: UserPatch,
): Promise<Submitted> {
  if (patch.is_active === false && id === actor.user_id)
    throw new Problem('record.conflict', 'You cannot make yourself inactive: another administrator can.');
  await refuseUnknown(site, id);
  return changeAccess(site, call, actor, async (draft) => {
    draft.update(await draft.find(user, id), { ...patch });
    return { act: 'user.change', subject: `user:${id}`, details: { ...patch } };
  });
}

/** A user this site has not heard of is not changed on the chance that main has: whoever manages users asks again. */
async function refuseUnknown(site: Site, id: number): Promise<void> {
  if ((await callerAt(site, id)) === undefined)
    throw new Problem('record.not_found', `There is no user ${id}.`, { id });
}

/** Gives a user exactly these roles. Problems: `record.conflict` for an administrator who would give up being one; those of `submit`. */
export async function assignRoles(
  site: Site,
  call: Call,
  actor: Actor,
  id: number,
  roles: readonly RoleName[],
): Promise<Submitted> {
  if (id === actor.user_id && !roles.includes('admin'))
    throw new Problem('record.conflict', 'You cannot take the role admin from yourself: another administrator can.');
  await refuseUnknown(site, id);
  return changeAccess(site, call, actor, async (draft) => {
    // The user comes first: changes of one user keep their order.
    draft.update(await draft.find(user, id), {});
    await setRoles(site, draft, id, roles, 'administrator');
    return { act: 'user.assign_roles', subject: `user:${id}`, details: { roles } };
  });
}

/** Adds one role to those a user has. Problems: those of `submit`. */
export async function grantRole(site: Site, call: Call, actor: Actor, id: number, role: RoleName): Promise<Submitted> {
  const { roles = [] } = (await callerAt(site, id)) ?? {};
  return assignRoles(site, call, actor, id, [...new Set([...(roles as RoleName[]), role])]);
}

/**
 * Brings the roles of a user to what a source says: an administrator's word replaces all, a sign-in through GitHub only what
 * earlier sign-ins gave. A new user gets a row for every role, so that giving one later is a change and never a creation.
 */
export async function setRoles(
  site: Site,
  draft: Draft,
  user_id: number,
  wanted: readonly RoleName[],
  source: 'administrator' | 'github',
): Promise<void> {
  const statement = sql`select ${columnsOf(userRole)} from user_role where user_id = ${user_id}`;
  const selector = { mode: 'children', parents: [`user_id=${user_id}`] } as const;
  const { rows } = await read(site, userRole, selector, statement);
  const present = new Map(rows.map((row) => userRole.shapes.row.parse(row)).map((row) => [row.role_id, row] as const));
  for (const [name, role_id] of (await callersAt(site)).roles) {
    const row = present.get(role_id);
    const granted = wanted.some((role) => role === name);
    if (row === undefined) {
      if (granted || present.size === 0) draft.create(userRole, { user_id, role_id, granted, source });
    } else if (changes(row, granted, source)) draft.update(await draft.find(userRole, row.id), { granted, source });
  }
}

/** A role that is given by a team and then by an administrator is the administrator's: leaving the team does not take it. */
function changes(row: { granted: boolean; source: string }, granted: boolean, source: string): boolean {
  if (source === 'administrator') return row.granted !== granted || (granted && row.source !== source);
  return row.granted !== granted && (granted || row.source === source);
}
