import { expect, test } from 'vitest';
import { example, judge, receipt, violations, write } from './example.ts';
import { sameKeySameAnswer } from './same-key-same-answer.ts';

test('a correct history passes, and is looked at', () => {
  const verdict = judge(sameKeySameAnswer, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(3);
});

test.each([
  ['id', 'r9'],
  ['transaction_id', 't9'],
  ['sequence', 9],
  ['series', 'series-9'],
  ['digest', 'other'],
])('a repeat with another %s is caught', (field, value) => {
  const found = violations(sameKeySameAnswer, ({ happened: { repeat } }) => {
    Object.assign(repeat.acknowledged ?? {}, { [field]: value });
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/key k1 was answered .*100 to 110 ms.* and .*200 to 210 ms/)]);
});

test('of a key sent to both sites numbers may differ, ids may not', () => {
  const at_main = (id: string) =>
    violations(sameKeySameAnswer, ({ happened: { start } }) => {
      const acknowledged = { ...receipt(id, 't1', null), site: 'cologne', series: null };
      return [{ ...start, site: 'main', sent_ms: 250, answered_ms: 260, acknowledged }];
    });
  expect(at_main('r1')).toEqual([]);
  expect(at_main('r9')).toEqual([expect.stringMatching(/key k1 was answered .*"r1".* and .*"r9".*250 to 260 ms/)]);
});

test('an answer that is new a second time is caught', () => {
  const found = violations(sameKeySameAnswer, ({ happened: { repeat } }) => {
    Object.assign(repeat.acknowledged ?? {}, { replayed: false });
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/key k1 was new twice: .*100 to 110 ms.*200 to 210 ms/)]);
});

test('an answer that is new after another one is caught', () => {
  const found = violations(sameKeySameAnswer, ({ happened: { start, repeat } }) => {
    Object.assign(start.acknowledged ?? {}, { replayed: true });
    Object.assign(repeat.acknowledged ?? {}, { replayed: false });
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/key k1 was new .*200 to 210 ms.* after .*100 to 110 ms/)]);
});

test('another body acknowledged with a used key is caught, at the other site it is not', () => {
  const other = (site: 'observatory' | 'main') =>
    violations(sameKeySameAnswer, ({ happened: { start } }) => {
      const body = { ...start.body, comment: 'another' };
      return [{ ...write('start', 'ninth', 'k1', 900, body, receipt('r1', 't1', 1)), site }];
    });
  expect(other('observatory')).toEqual([
    expect.stringMatching(/key k1 was acknowledged for .*100 to 110 ms.* and for .*another.*900 to 910 ms/),
  ]);
  expect(other('main')).toEqual([]);
});
