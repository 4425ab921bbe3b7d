import { Problem } from '../kernel/problem.ts';
import { allows, type Permission } from '../model/permission.ts';

/** Who calls, and what they may do. */
export interface Principal {
  user_id: number;
  username: string;
  /** A program, which never signs in. */
  is_service: boolean;
  roles: string[];
  /** What the user's roles grant. */
  grants: string[];
  /** What the token narrows that to; null narrows nothing. */
  scopes: string[] | null;
  /** By what the caller is known: an API token, or a session of a person. */
  by: { kind: 'token'; id: string; expires_at: string | null } | { kind: 'session'; id: string } | { kind: 'nobody' };
}

/** The caller of a public endpoint. */
export const NOBODY: Principal = {
  user_id: 0,
  username: 'nobody',
  is_service: false,
  roles: [],
  grants: [],
  scopes: null,
  by: { kind: 'nobody' },
};

/** Whether the caller has a permission: by a role, and not narrowed away by the token. */
export function may({ grants, scopes }: Principal, permission: Permission): boolean {
  return allows(grants, permission) && (scopes === null || allows(scopes, permission));
}

/** Refuses a caller without the permission: problem `auth.forbidden`. */
export function authorize(principal: Principal, permission: Permission): void {
  if (may(principal, permission)) return;
  throw new Problem('auth.forbidden', `This needs the permission ${permission}.`, { permission });
}
