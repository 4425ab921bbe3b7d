import { expect, test } from 'vitest';
import { inDegrees, inHours } from '../../lib/sky/sexagesimal.ts';

// Coordinates of SIMBAD, in both spellings.
test.each([
  [83.80625, '05:35:13.50', -5.376667, '-05:22:36.0'],
  [11.888002, '00:47:33.12', -25.288442, '-25:17:18.4'],
  [146.989193, '09:47:57.41', 13.278768, '+13:16:43.6'],
  [266.41681662, '17:45:40.04', -29.00782497, '-29:00:28.2'],
])('%d is %s and %d is %s', (ra_deg, hours, dec_deg, degrees) => {
  expect(inHours(ra_deg)).toBe(hours);
  expect(inDegrees(dec_deg)).toBe(degrees);
});

test('what rounds up to the next minute, hour or circle is written so', () => {
  expect(['359.99999', '359.9999', '14.99999', '0'].map((ra) => inHours(Number(ra)))).toEqual([
    ...['00:00:00.00', '23:59:59.98', '01:00:00.00', '00:00:00.00'],
  ]);
  expect([-0.99999, 89.99999, 90, -90].map(inDegrees)).toEqual([
    ...['-01:00:00.0', '+90:00:00.0', '+90:00:00.0', '-90:00:00.0'],
  ]);
});

test('a small angle has its sign, and nothing has none', () => {
  expect([-0.0001, 0.0001, -0.000001, -0, 0].map(inDegrees)).toEqual([
    ...['-00:00:00.4', '+00:00:00.4', '+00:00:00.0', '+00:00:00.0', '+00:00:00.0'],
  ]);
});
