import { expect, test } from 'vitest';
import { type Example, example, judge, receipt, time, violations, write } from './example.ts';
import { numbersComplete } from './numbers-complete.ts';

const body = { obs_unit_id: 1, start_time: time(9) };
const rowOf = ({ outcome }: Example, id: string) =>
  outcome.ledger.find(({ transaction_id }) => transaction_id === id) ?? {};
const without = ({ outcome }: Example, id: string) => {
  outcome.ledger = outcome.ledger.filter(({ transaction_id }) => transaction_id !== id);
};

test('a correct history passes, and is looked at', () => {
  const verdict = judge(numbersComplete, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(15);
});

test('a number given to two transactions is caught', () => {
  const found = violations(numbersComplete, ({ outcome }) => {
    outcome.letters.push({ transaction_id: 't9', state: 'dead', reason: 'because' });
    return [write('start', 'ninth', 'k9', 900, body, receipt('r9', 't9', 2))];
  });
  expect(found).toEqual([
    expect.stringMatching(/series-1 #2 was given twice: t2 .*300 to 310 ms.* t9 .*900 to 910 ms/),
  ]);
});

test('a transaction given two numbers is caught', () => {
  const found = violations(numbersComplete, ({ happened: { start } }) => [
    { ...start, sent_ms: 900, answered_ms: 910, acknowledged: receipt('r1', 't1', 9) },
  ]);
  expect(found).toContainEqual(
    expect.stringMatching(/t1 in .* has two numbers: 1 of .*100 to 110 ms.* 9 of .*900 to 910/),
  );
});

test('an acknowledged number that is not in the ledger is caught', () => {
  const found = violations(numbersComplete, (it) => {
    without(it, 't2');
    return [];
  });
  expect(found).toEqual([
    expect.stringMatching(/series-1 #2, t2 of second .*300 to 310 ms.* is not in the ledger/),
    expect.stringMatching(/series-1 #2, t2 of second .*300 to 310 ms.* is a gap in the ledger/),
  ]);
});

test('a dead letter, or the other site having been first, accounts for a number', () => {
  const dead = violations(numbersComplete, (it) => {
    without(it, 't2');
    it.outcome.letters.push({ transaction_id: 't2', state: 'dead', reason: 'because' });
    return [];
  });
  expect(dead).toEqual([]);
  const elsewhere = violations(numbersComplete, (it) => {
    Object.assign(rowOf(it, 't1'), { site: 'cologne', series: null, sequence: null });
    return [];
  });
  expect(elsewhere).toEqual([]);
});

test.each([
  ['sequence', 9, /#1, t1 of first .*100 to 110 ms.* is in the ledger as observatory series-1 #9/],
  ['series', 'series-9', /#1, t1 of first .*100 to 110 ms.* is in the ledger as observatory series-9 #1/],
  ['digest', 'altered', /#1, t1 of first .*accepted with digest 'digest of t1' and applied with 'altered'/],
])('a number with another %s in the ledger is caught', (field, value, says) => {
  const found = violations(numbersComplete, (it) => {
    Object.assign(rowOf(it, 't1'), { [field]: value });
    return [];
  });
  expect(found).toContainEqual(expect.stringMatching(says));
});

test('a gap nobody has a receipt of is caught, unless something without a receipt may be it', () => {
  const gap = (it: Example) => it.outcome.ledger.push({ ...it.outcome.ledger[3], ...ROW });
  const alone = violations(numbersComplete, (it) => {
    gap(it);
    return [];
  });
  expect(alone).toEqual([
    expect.stringMatching(/gaps nothing accounts for, 0 of them allowed: observatory series-1 #4/),
  ]);
  const accounted = violations(numbersComplete, (it) => {
    gap(it);
    it.outcome.letters.push({ transaction_id: 't8', state: 'dead', reason: 'because' });
    return [];
  });
  expect(accounted).toEqual([]);
});

const ROW = {
  transaction_id: 't9',
  site: 'observatory',
  series: 'series-1',
  sequence: 5,
  lane: 'executed_obs_unit:r9',
  outcome: 'applied',
  fingerprint: 'f',
  digest: 'd',
} as const;

test('a number twice in the ledger is caught', () => {
  const found = violations(numbersComplete, ({ outcome }) => {
    outcome.ledger.push({ ...ROW, sequence: 2 });
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/series-1 #2 is in the ledger 2 times: t2, t9/)]);
});

test.each(['missing', 'doubled', 'altered'])(
  'an audit that finds something %s is caught, wherever it says so',
  (name) => {
    const found = violations(numbersComplete, ({ outcome }) => {
      outcome.audit = { ok: true, sites: [{ site: 'observatory', series: [{ [name]: [17] }] }] };
      return [];
    });
    expect(found).toEqual([expect.stringMatching(new RegExp(`audit.sites.0.series.0.${name}: \\[17\\]`))]);
  },
);
