import { expect, test } from 'vitest';
import { example, finished, judge, read, receipt, record, time, violations, write } from './example.ts';
import { readYourWrites } from './read-your-writes.ts';

const BY_ID = '/executed_obs_units/by-id/r1';

test('a correct history passes, and is looked at', () => {
  const verdict = judge(readYourWrites, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(8);
});

test('a 404 after the acknowledgement is caught, one under way with it is not', () => {
  const absent = (sent_ms: number) => violations(readYourWrites, () => [{ ...read(sent_ms, BY_ID, []), status: 404 }]);
  expect(absent(900)).toEqual([
    expect.stringMatching(/r1 .*900 to 910 ms.* does not show r1, .*first .*100 to 110 ms/),
  ]);
  expect(absent(105)).toEqual([]);
});

test('what main has acknowledged need not be at the observatory, but on main it must be', () => {
  const absent = (site: 'observatory' | 'main') =>
    violations(readYourWrites, () => [{ ...read(900, '/executed_obs_units/by-id/r2', []), status: 404, site }]);
  expect(absent('observatory')).toEqual([]);
  expect(absent('main')).toEqual([expect.stringMatching(/does not show r2, recorded before by third/)]);
});

test('running after an acknowledged finish is caught, in a list as well', () => {
  for (const path of [BY_ID, '/executed_obs_units/1']) {
    const found = violations(readYourWrites, () => [read(900, path, [record('r1', 1, 1)])]);
    expect(found).toEqual([
      expect.stringMatching(/900 to 910 ms.* shows r1 .*running.* finished before by .*300 to 310 ms/),
    ]);
  }
});

test('values nobody sent are caught', () => {
  const altered = violations(readYourWrites, () => [read(150, BY_ID, [record('r1', 2, 1)])]);
  expect(altered).toEqual([
    expect.stringMatching(/150 to 160 ms.* shows r1 \(unit 2.* started with .*"obs_unit_id":1/),
  ]);
  const invented = violations(readYourWrites, () => [read(150, BY_ID, [finished('r1', 1, 1)])]);
  expect(invented).toEqual([expect.stringMatching(/150 to 160 ms.* shows r1 .*completed.* no finish sent until then/)]);
});

test.each([
  '/executed_obs_units/1',
  '/executed_obs_units',
  '/executed_obs_units?obs_unit_id=1&obs_unit_id=2',
  '/executed_obs_units?status=completed&limit=20',
  '/executed_obs_units?id=r1',
  '/executed_obs_units?start_time_gte=2026-11-21T03:01:00Z&start_time_lt=2026-11-21T03:02:00Z',
])('a record missing from %s is caught', (path) => {
  const found = violations(readYourWrites, () => [read(900, path, [])]);
  expect(found).toEqual([expect.stringMatching(/900 to 910 ms.* does not show r1, recorded before by first/)]);
});

test('a record missing from the running ones is caught until its finish is sent', () => {
  const running = (sent_ms: number) =>
    violations(readYourWrites, () => [read(sent_ms, '/executed_obs_units?status=running', [])]);
  expect(running(250)).toEqual([expect.stringMatching(/250 to 260 ms.* does not show r1/)]);
  expect(running(295)).toEqual([]);
  expect(running(900)).toEqual([]);
});

test('a list is not asked for what it leaves out', () => {
  const empty = (path: string, complete = true) =>
    violations(readYourWrites, () => [{ ...read(900, path, []), complete }]);
  expect(empty('/executed_obs_units/2')).toEqual([]);
  expect(empty('/executed_obs_units?start_time_lt=2026-11-21T03:01:00Z')).toEqual([]);
  expect(empty('/executed_obs_units?status=aborted')).toEqual([]);
  expect(empty('/executed_obs_units?executed_by=me')).toEqual([]);
  expect(empty('/executed_obs_units?stale=ok')).toEqual([]);
  expect(empty('/executed_obs_units/1', false)).toEqual([]);
});

test('a full list of a unit may lack what is older, and not what is newer', () => {
  const full = (minute: number) =>
    violations(readYourWrites, () => {
      const row = record('r9', 1, minute);
      return [
        write('start', 'ninth', 'k9', 800, { obs_unit_id: 1, start_time: time(minute) }, receipt('r9', 't9', 9)),
        read(
          900,
          '/executed_obs_units/1',
          Array.from({ length: 100 }, () => row),
        ),
      ];
    });
  expect(full(5)).toEqual([]);
  expect(full(0)).toEqual([expect.stringMatching(/900 to 910 ms.* does not show r1/)]);
});

test('a list that shows what it was not asked for is caught', () => {
  const found = violations(readYourWrites, () => [
    read(900, '/executed_obs_units?status=running', [finished('r1', 1, 1)]),
  ]);
  expect(found).toEqual([expect.stringMatching(/900 to 910 ms.* shows r1 .*which it does not ask for/)]);
});
