import * as z from 'zod';

/**
 * What a caller may do: `action:resource`. A granted permission may hold `*` in either place (`read:*`, `*:*`).
 */
export const PERMISSIONS = [
  'read:observations',
  'write:observations',
  'read:programs',
  'write:programs',
  'read:transfers',
  'write:transfers',
  'read:staging',
  'write:staging',
  'read:system',
  'read:audit',
  'configure:system',
  'manage:buffer',
  'manage:tokens',
  'manage:users',
] as const;

/** A permission an endpoint can ask for. */
export type Permission = (typeof PERMISSIONS)[number];

const READS = [
  'read:observations',
  'read:programs',
  'read:transfers',
  'read:staging',
  'read:system',
] as const satisfies readonly Permission[];

/** What each role grants: the one place that says so. docs/access.md shows what that comes to. */
export const ROLES: Readonly<Record<'admin' | 'observer' | 'viewer' | 'service', readonly string[]>> = {
  admin: ['*:*'],
  observer: [
    ...READS,
    'write:observations',
    'write:programs',
    'write:transfers',
    'write:staging',
    'manage:buffer',
    'manage:tokens',
  ],
  viewer: [...READS, 'manage:tokens'],
  service: [...READS, 'write:observations', 'write:transfers', 'write:staging'],
};

/** What a role or token is granted: a permission, or one with `*` in either place. */
export const grant = z.string().regex(/^(\*|[a-z]+):(\*|[a-z]+)$/);

/** Whether one of the grants covers the permission; or another grant, of which `*` is covered by `*` only. */
export function allows(grants: readonly string[], wanted: string): boolean {
  const [action, resource] = wanted.split(':');
  return grants.some((text) => {
    const [grantedAction, grantedResource] = text.split(':');
    return (
      (grantedAction === '*' || grantedAction === action) && (grantedResource === '*' || grantedResource === resource)
    );
  });
}
