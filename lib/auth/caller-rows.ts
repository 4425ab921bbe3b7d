import * as z from 'zod';
import { userSession } from '../entities/session.ts';
import { utcText } from '../kernel/clock.ts';
import type { PendingStep } from '../outbox/outbox.ts';

const nothing = z.null().transform(() => []);
const rowsOf = <Shape extends z.ZodRawShape>(shape: Shape) => nothing.or(z.array(z.object(shape)));

/** Everything there is to know of who may call: as rows, so that what is pending here can be laid over. */
export const snapshot = z.object({
  user: rowsOf({ id: z.int(), username: z.string(), is_active: z.boolean(), is_service: z.boolean() }),
  user_role: rowsOf({ id: z.string(), user_id: z.int(), role_id: z.int(), granted: z.boolean() }),
  role: rowsOf({ id: z.int(), name: z.string(), grants: nothing.or(z.array(z.string())) }),
  api_token: rowsOf({
    id: z.string(),
    user_id: z.int(),
    token_hash: z.string(),
    scopes: z.array(z.string()).nullable(),
    made_with: z.string().nullable(),
    is_active: z.boolean(),
    expires_at: z
      .string()
      .transform((text) => utcText(text) ?? text)
      .nullable(),
  }),
  user_session: rowsOf({ id: z.string(), ended_at: z.string().nullable() }),
});

/** The same, parsed. */
export type Snapshot = z.infer<typeof snapshot>;

/** A user with what the roles grant; one that is not active may not call. */
export interface Caller {
  user_id: number;
  username: string;
  is_active: boolean;
  is_service: boolean;
  roles: string[];
  grants: string[];
}

/** A token that is good until it expires; one that was made with another ends with it. */
export type Token = Snapshot['api_token'][number];

/** Who may call, at one moment. */
export interface Callers {
  users: ReadonlyMap<number, Caller>;
  /** The ids of all roles, by name. */
  roles: ReadonlyMap<string, number>;
  /** By SHA-256. */
  tokens: ReadonlyMap<string, Token>;
  tokens_by_id: ReadonlyMap<string, Token>;
  /** Sessions that have ended before their time. */
  ended: ReadonlySet<string>;
  /** Whether the database said so itself: whom a copy does not know may have come since. */
  is_certain: boolean;
  asked_at_ms: number;
}

/** Answers them as one row. A revoked token never comes back and is left out; of sessions only those are told that ended before their time. */
export const SNAPSHOT = `select
  (select jsonb_agg(jsonb_build_object('id', id, 'username', username, 'is_active', is_active, 'is_service', is_service) order by id)
    from "user") as "user",
  (select jsonb_agg(jsonb_build_object('id', id, 'user_id', user_id, 'role_id', role_id, 'granted', granted) order by id) from user_role) as user_role,
  (select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'grants',
      (select jsonb_agg(p.name order by p.name) from role_permission rp join permission p on p.id = rp.permission_id where rp.role_id = r.id)
    ) order by r.id) from role r) as role,
  (select jsonb_agg(jsonb_build_object('id', id, 'user_id', user_id, 'token_hash', token_hash, 'scopes', scopes, 'made_with', made_with,
      'is_active', is_active, 'expires_at', expires_at) order by id) from api_token where is_active) as api_token,
  (select jsonb_agg(jsonb_build_object('id', id, 'ended_at', ended_at) order by id)
    from user_session where ended_at is not null and expires_at > now()) as user_session`;

/** The rows as they are once everything pending here is on main. What main has refused changes nothing. */
export function laidOver(known: Snapshot, steps: readonly PendingStep[]): Snapshot {
  const tables = Object.fromEntries(
    Object.entries(known).map(([name, rows]) => [name, new Map(rows.map((row) => [String(row.id), { ...row }]))]),
  );
  for (const { step, state } of steps) {
    const table = tables[step.entity] as Map<string, object> | undefined;
    if (table === undefined || state === 'discarded' || (state === 'dead' && step.operation !== 'update')) continue;
    const id = String(step.id);
    if (step.operation === 'delete') table.delete(id);
    else if (step.operation === 'create') table.set(id, table.get(id) ?? step.row);
    else if (table.has(id) || step.entity === userSession.name) table.set(id, { id, ...table.get(id), ...step.patch });
  }
  return snapshot.parse(Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, [...rows.values()]])));
}

/** The rows as they are asked after. */
export function index(known: Snapshot, asked: Pick<Callers, 'asked_at_ms' | 'is_certain'>): Callers {
  const roles = new Map(known.role.map((role) => [role.id, role]));
  const users = known.user.map(({ id, ...facts }): [number, Caller] => {
    const own = known.user_role
      .filter(({ user_id, granted }) => user_id === id && granted)
      .map(({ role_id }) => roles.get(role_id));
    const names = own.flatMap((role) => (role === undefined ? [] : [role.name])).sort();
    const grants = [...new Set(own.flatMap((role) => role?.grants ?? []))].sort();
    return [id, { user_id: id, ...facts, roles: names, grants }];
  });
  const tokens = known.api_token.filter(({ is_active }) => is_active);
  return {
    users: new Map(users),
    roles: new Map(known.role.map(({ name, id }) => [name, id])),
    tokens: new Map(tokens.map((token) => [token.token_hash, token])),
    tokens_by_id: new Map(tokens.map((token) => [token.id, token])),
    ended: new Set(known.user_session.filter(({ ended_at }) => ended_at !== null).map(({ id }) => id)),
    ...asked,
  };
}
