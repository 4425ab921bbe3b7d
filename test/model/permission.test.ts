import { expect, test } from 'vitest';
import { allows, grant, PERMISSIONS } from '../../lib/model/permission.ts';

test.each([
  [['read:observations'], ['read:observations']],
  [['read:*'], ['read:observations', 'read:programs', 'read:transfers', 'read:staging', 'read:system', 'read:audit']],
  [['*:observations'], ['read:observations', 'write:observations']],
  [['*:*'], [...PERMISSIONS]],
  [
    ['read:system', 'manage:buffer'],
    ['read:system', 'manage:buffer'],
  ],
  [[], []],
  [
    [
      'read:obs',
      'read:observations_x',
      'READ:observations',
      'read',
      '*',
      ':',
      'observations:read',
      ' read:observations',
    ],
    [],
  ],
])('%j allows exactly %j', (grants, expected) => {
  expect(PERMISSIONS.filter((permission) => allows(grants, permission))).toEqual(expected);
});

test('what can be granted is a permission or one with * in either place', () => {
  for (const text of [...PERMISSIONS, 'read:*', '*:observations', '*:*'])
    expect(grant.safeParse(text).success).toBe(true);
  for (const text of ['', '*', 'read', 'read:', ':x', 'read:*x', 'Read:x', 'read:x:y', 'read:x\n'])
    expect(grant.safeParse(text).success).toBe(false);
});
