import { expect, test } from 'vitest';
import type { Fault, SiteName } from '../history.ts';
import { example, judge, receipt, record, violations, write } from './example.ts';
import { laneOrder } from './lane-order.ts';

test('a correct history passes, and is looked at', () => {
  const verdict = judge(laneOrder, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(5);
});

test('a finish applied before its start is caught', () => {
  const found = violations(laneOrder, ({ outcome }) => {
    outcome.ledger.sort((a, b) => (a.transaction_id < b.transaction_id ? 1 : -1));
    return [];
  });
  expect(found).toContainEqual(expect.stringMatching(/r1 was finished before it was started: finish t2 .* start t1/));
});

test('a third change of a lane is caught', () => {
  const found = violations(laneOrder, ({ outcome }) => {
    outcome.ledger.push(...outcome.ledger.slice(2, 3).map((row) => ({ ...row, transaction_id: 't9' })));
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/r1 was changed 3 times: start t1 .* finish t2 .* unknown t9/)]);
});

test('a finish that has no effect is caught', () => {
  const found = violations(laneOrder, ({ outcome }) => {
    outcome.main[2] = record('r1', 1, 1);
    return [];
  });
  expect(found).toEqual([
    expect.stringMatching(/record r1 was finished by t2 .*300 to 310 ms.* main has r1 .*running/),
  ]);
});

test('an end that no finish asked for is caught', () => {
  const found = violations(laneOrder, ({ outcome }) => {
    Object.assign(outcome.main[2] ?? {}, { status: 'aborted' });
    return [];
  });
  expect(found).toContainEqual(expect.stringMatching(/record r1 .*aborted.* ended as none of .*300 to 310 ms/));
});

test('a second finish acknowledged at one site is caught; at the other, or without the replica, it may be', () => {
  const replica: Fault = { kind: 'fault', name: 'replica killed', from_ms: 800, to_ms: 950, detail: '' };
  const link: Fault = { ...replica, name: 'link cut' };
  const second = (site: SiteName, fault: Fault) =>
    violations(laneOrder, () => {
      const finish = write('finish', 'ninth', 'k9', 900, { status: 'aborted' }, receipt('r1', 't9', 9));
      return [{ ...finish, record: 'r1', site }, fault];
    });
  expect(second('observatory', link)).toEqual([
    expect.stringMatching(
      /record r1 was finished more than once at observatory: t2 .*300 to 310 ms.* t9 .*900 to 910 ms/,
    ),
  ]);
  expect(second('main', link)).toEqual([]);
  expect(second('observatory', replica)).toEqual([]);
});
