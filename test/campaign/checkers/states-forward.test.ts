import { expect, test } from 'vitest';
import type { LookUp } from '../history.ts';
import { example, judge, lookUp, violations } from './example.ts';
import { statesForward } from './states-forward.ts';

const at_main = (sent_ms: number, states: Record<string, string>): LookUp => ({
  ...lookUp(sent_ms, states),
  site: 'main',
});

test('a correct history passes, and is looked at', () => {
  const verdict = judge(statesForward, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(6);
});

test.each([
  ['replicated', 'applied'],
  ['replicated', 'buffered'],
  ['applied', 'held'],
  ['applied', 'dead'],
  ['applied', 'discarded'],
  ['discarded', 'applied'],
  ['dead', 'buffered'],
])('%s and then %s is caught', (earlier, later) => {
  const found = violations(statesForward, ({ outcome }) => {
    outcome.letters.push({ transaction_id: 't4', state: 'dead', reason: 'because' });
    return [lookUp(28_000, { t4: earlier }), lookUp(28_100, { t4: later })];
  });
  expect(found).toEqual([
    expect.stringMatching(
      new RegExp(`t4 was ${earlier} .*28000 to 28010 ms.*, and then transaction t4 was ${later} .*28100`),
    ),
  ]);
});

test('what is asked at the same time may be answered in any order', () => {
  const asked = () => [lookUp(28_000, { t4: 'applied' }), lookUp(28_005, { t4: 'buffered' })];
  expect(violations(statesForward, asked)).toEqual([]);
});

test('refused and then applied after all is forward', () => {
  const asked = () => [lookUp(28_000, { t4: 'dead' }), lookUp(28_100, { t4: 'applied' })];
  expect(violations(statesForward, asked)).toEqual([]);
});

test('unknown after the acknowledgement is caught at that site, before it and at the other one it is not', () => {
  expect(violations(statesForward, () => [lookUp(28_000, { t4: 'unknown' })])).toEqual([
    expect.stringMatching(
      /t4 was buffered \(write .*27000 to 27010 ms.*\), and then transaction t4 was unknown .*28000/,
    ),
  ]);
  expect(violations(statesForward, () => [lookUp(26_500, { t4: 'unknown' })])).toEqual([]);
  expect(violations(statesForward, () => [at_main(28_000, { t4: 'unknown' })])).toEqual([]);
});

test('what the observatory calls applied and main does not know is caught', () => {
  expect(violations(statesForward, () => [at_main(900, { t2: 'unknown' })])).toEqual([
    expect.stringMatching(
      /t2 was applied .*500 to 510 ms.*, and then transaction t2 was unknown .*main, 900 to 910 ms/,
    ),
  ]);
});

test('what was dead and has gone is caught', () => {
  const found = violations(statesForward, ({ outcome }) => {
    outcome.ledger = outcome.ledger.filter(({ transaction_id }) => transaction_id !== 't4');
    return [lookUp(28_000, { t4: 'dead' })];
  });
  expect(found).toEqual([expect.stringMatching(/t4 was dead .*28000 to 28010 ms.* neither a dead letter nor on main/)]);
});

test('a state there is not is caught', () => {
  expect(violations(statesForward, () => [lookUp(50, { t8: 'queued' })])).toEqual([
    expect.stringMatching(/no such state: transaction t8 was queued .*50 to 60 ms/),
  ]);
});
