import { expect, test } from 'vitest';
import type { Fault } from '../history.ts';
import { example, finished, judge, read, record, time, violations } from './example.ts';
import { monotonicReads } from './monotonic-reads.ts';

const BY_ID = '/executed_obs_units/by-id/r1';

test('a correct history passes, and is looked at', () => {
  const verdict = judge(monotonicReads, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(4);
});

test('a 404 after it was shown is caught, at the other site or at the same time it is not', () => {
  const absent = (sent_ms: number, site: 'observatory' | 'main') =>
    violations(monotonicReads, () => [{ ...read(sent_ms, BY_ID, []), status: 404, site }]);
  expect(absent(900, 'observatory')).toEqual([
    expect.stringMatching(/record r1 went back: .*400 to 410 ms.* then nothing by .*900 to 910 ms/),
  ]);
  expect(absent(155, 'observatory')).toEqual([]);
  expect(absent(900, 'main')).toEqual([]);
});

test('running after finished is caught, by list as well', () => {
  for (const path of [BY_ID, '/executed_obs_units']) {
    const found = violations(monotonicReads, () => [read(900, path, [record('r1', 1, 1)])]);
    expect(found).toEqual([expect.stringMatching(/went back: r1 .*completed.* then r1 .*running.*900 to 910 ms/)]);
  }
});

test('an older updated_at is caught', () => {
  const found = violations(monotonicReads, () => [
    read(900, BY_ID, [{ ...finished('r1', 1, 1), updated_at: time(20) }]),
  ]);
  expect(found).toEqual([
    expect.stringMatching(/record r1 became older: .*03:31:00Z.* then .*03:20:00Z.*900 to 910 ms/),
  ]);
});

test('a finish dated before its start is caught, unless a clock has jumped', () => {
  const clock: Fault = { kind: 'fault', name: 'clock jumped', from_ms: 250, to_ms: 350, detail: '-1 h' };
  const dated = (besides: Fault[]) =>
    violations(monotonicReads, ({ happened }) => {
      for (const sight of [happened.finished, happened.list])
        for (const shown of sight.shown) shown.updated_at = time(0);
      return besides;
    });
  expect(dated([])).toContainEqual(expect.stringMatching(/record r1 became older: .*170 to 180 ms|150 to 160 ms/));
  expect(dated([clock])).toEqual([]);
});
