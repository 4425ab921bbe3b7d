import * as z from 'zod';

/**
 * What a caller may do: `action:resource`. A granted permission may hold `*` in either place (`read:*`, `*:*`).
 */
export const PERMISSIONS = [
  'read:observations',
  'write:observations',
  'read:programs',
  'write:programs',
  'read:system',
  'manage:buffer',
] as const;

/** A permission an endpoint can ask for. */
export type Permission = (typeof PERMISSIONS)[number];

/** What a role or token is granted: a permission, or one with `*` in either place. */
export const grant = z.string().regex(/^(\*|[a-z]+):(\*|[a-z]+)$/);

/** Whether one of the grants covers the permission. */
export function allows(grants: readonly string[], permission: Permission): boolean {
  const [action, resource] = permission.split(':');
  return grants.some((text) => {
    const [grantedAction, grantedResource] = text.split(':');
    return (
      (grantedAction === '*' || grantedAction === action) && (grantedResource === '*' || grantedResource === resource)
    );
  });
}
