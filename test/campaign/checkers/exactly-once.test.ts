import { expect, test } from 'vitest';
import { exactlyOnce } from './exactly-once.ts';
import { example, finished, judge, record, time, violations, write } from './example.ts';

test('a correct history passes, and is looked at', () => {
  const verdict = judge(exactlyOnce, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(10);
});

test('an acknowledged transaction that is nowhere is lost', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    outcome.ledger = outcome.ledger.filter(({ transaction_id }) => transaction_id !== 't2');
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/transaction t2 of second .*300 to 310 ms.* is lost/)]);
});

test('a transaction twice in the ledger is caught', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    outcome.ledger.push(...outcome.ledger.slice(1, 2));
    return [];
  });
  expect(found).toEqual(['transaction t1 is in the ledger 2 times']);
});

test('applied and dead at the same time is caught', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    outcome.letters.push({ transaction_id: 't1', state: 'dead', reason: 'because' });
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/transaction t1 of first .*100 to 110 ms.* as well/)]);
});

test('a dead letter without a reason is caught, one with a reason accounts for its transaction', () => {
  const dead = (reason: string | undefined) =>
    violations(exactlyOnce, ({ outcome }) => {
      outcome.ledger = outcome.ledger.filter(({ transaction_id }) => transaction_id !== 't4');
      outcome.main = outcome.main.filter(({ id }) => id !== 'r4');
      outcome.letters.push({ transaction_id: 't4', state: 'dead', reason });
      return [];
    });
  expect(dead('because')).toEqual([]);
  expect(dead(undefined)).toEqual([expect.stringContaining('dead letter t4 does not say why')]);
});

test('a record that is missing, doubled or altered on main is caught', () => {
  const missing = violations(exactlyOnce, ({ outcome }) => {
    outcome.main = outcome.main.filter(({ id }) => id !== 'r2');
    return [];
  });
  expect(missing).toEqual([expect.stringMatching(/record r2 of third .*100 to 110 ms.* is not on main/)]);
  const doubled = violations(exactlyOnce, ({ outcome }) => {
    outcome.main.push(record('r2', 2, 2));
    return [];
  });
  expect(doubled).toContain('record r2 is on main 2 times');
  const altered = violations(exactlyOnce, ({ outcome }) => {
    outcome.main[1] = record('r2', 3, 2);
    return [];
  });
  expect(altered).toContainEqual(expect.stringMatching(/third .* sent .*"obs_unit_id":2.* main has r2 \(unit 3/));
});

test('a record only the ledger knows of must be on main', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    const lane = 'executed_obs_unit:r9';
    outcome.ledger.push(...outcome.ledger.slice(0, 1).map((row) => ({ ...row, transaction_id: 't9', lane })));
    return [];
  });
  expect(found).toEqual(['transaction t9 of executed_obs_unit:r9 was applied, and main has no such record']);
});

test('a record nobody sent is an invention', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    outcome.main.push(record('r9', 1, 9));
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/record r9 .* nobody sent it/)]);
});

test('a record that only a refused attempt asked for is an invention; of an unanswered one it is not', () => {
  const sent = (status: number | null) =>
    violations(exactlyOnce, ({ outcome }) => {
      outcome.main.push(record('r9', 1, 9));
      return [{ ...write('start', 'ninth', undefined, 900, { obs_unit_id: 1, start_time: time(9) }), status }];
    });
  expect(sent(409)).toEqual([expect.stringMatching(/record r9 .* nobody sent it/)]);
  expect(sent(null)).toEqual([]);
});

test('a finish nobody sent is an invention', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    outcome.main[1] = finished('r2', 2, 2);
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/record r2 .*completed.* no start or finish of it says so/)]);
});

test('two records of one intention are caught', () => {
  const found = violations(exactlyOnce, ({ outcome }) => {
    outcome.main.push(record('r9', 1, 9));
    return [write('start', 'third', undefined, 900, { obs_unit_id: 1, start_time: time(9) })];
  });
  expect(found).toEqual(['third made 2 records: r2 and r9']);
});

test('a success without a receipt is caught', () => {
  const found = violations(exactlyOnce, () => [
    { ...write('start', 'ninth', 'k9', 900, { obs_unit_id: 1, start_time: time(9) }), status: 201 },
  ]);
  expect(found).toEqual([expect.stringMatching(/ninth was accepted without a receipt .*900 to 910 ms/)]);
});
