import { expect, test } from 'vitest';
import { stretches } from '../../lib/sky/stretches.ts';

/** Something that changes at these seconds, and how often it has. */
const changing =
  (...at_s: number[]) =>
  (time_ms: number) =>
    `after ${at_s.filter((second) => time_ms >= second * 1_000).length}`;
const found = (from_s: number, to_s: number, at: (time_ms: number) => string) =>
  [...stretches({ from_ms: from_s * 1_000, to_ms: to_s * 1_000 }, at)].map(
    ({ from_ms, to_ms, value }) => [from_ms / 1_000, to_ms / 1_000, value] as const,
  );

test('what does not change is one stretch, and no time is none', () => {
  expect(found(5, 500, changing())).toEqual([[5, 500, 'after 0']]);
  expect(found(5, 5, changing())).toEqual([]);
});

test('edges are the first second of what follows, several within a minute, too', () => {
  expect(found(0, 300, changing(1, 59, 60, 61, 119, 299))).toEqual([
    [0, 1, 'after 0'],
    [1, 59, 'after 1'],
    [59, 60, 'after 2'],
    [60, 61, 'after 3'],
    [61, 119, 'after 4'],
    [119, 299, 'after 5'],
    [299, 300, 'after 6'],
  ]);
});

test('a range is taken to whole seconds', () => {
  const [only, ...others] = stretches({ from_ms: 1_999, to_ms: 61_999 }, changing());
  expect(only).toEqual({ from_ms: 1_000, to_ms: 61_000, value: 'after 0' });
  expect(others).toEqual([]);
});

test('whoever stops looking does not look further', () => {
  const looked: number[] = [];
  for (const { to_ms } of stretches({ from_ms: 0, to_ms: 1e12 }, (time_ms) => {
    looked.push(time_ms);
    return time_ms >= 90_000;
  })) {
    expect(to_ms).toBe(90_000);
    break;
  }
  expect(looked.length).toBeLessThan(12);
});
