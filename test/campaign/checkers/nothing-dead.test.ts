import { expect, test } from 'vitest';
import type { Fault, Happening, SiteName, Write } from '../history.ts';
import { example, judge, receipt, violations, write } from './example.ts';
import { nothingDead } from './nothing-dead.ts';

const replica: Fault = { kind: 'fault', name: 'replica killed', from_ms: 50_000, to_ms: 51_000, detail: '' };
const dead = (transaction_id: string, besides: (start: Write) => Happening[], record = 'r1') =>
  violations(nothingDead, ({ happened, outcome }) => {
    const lane = `executed_obs_unit:${record}`;
    outcome.letters.push({ transaction_id, state: 'dead', reason: 'because', lane });
    return besides(happened.start);
  });
const finish = (site: SiteName, sent_ms: number, key?: string): Write => ({
  ...write(
    'finish',
    'ninth',
    key,
    sent_ms,
    { status: 'aborted', end_time: '2026-11-21T04:00:00Z' },
    receipt('r1', 't9', 9),
  ),
  record: 'r1',
  site,
});

test('a correct history passes, and is looked at', () => {
  const verdict = judge(nothingDead, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBe(4);
});

test('a valid change that is dead or held is caught', () => {
  expect(dead('t1', () => [])).toEqual([
    expect.stringMatching(/transaction t1 of record r1 is dead: start of first .*100 to 110 ms.*200 to 210 ms/),
  ]);
  expect(dead('t2', () => [])).toEqual([
    expect.stringMatching(/t2 of record r1 is dead: finish of second .*300 to 310 ms/),
  ]);
});

test('a letter nobody has a receipt of is caught', () => {
  expect(dead('t8', () => [], 'r8')).toEqual(['transaction t8 of record r8 is dead: nobody has a receipt of it']);
});

test('a key used for another call at the other site may end as a dead letter, at the same site not', () => {
  const other = (site: SiteName) => (start: Write) => [
    { ...start, intention: 'other', body: { ...start.body, comment: 'another' }, site, sent_ms: 900, answered_ms: 910 },
  ];
  expect(dead('t1', other('main'))).toEqual([]);
  expect(dead('t2', other('main'))).toEqual([]);
  expect(dead('t1', other('observatory'))).toHaveLength(1);
  expect(dead('t4', other('main'), 'r4')).toHaveLength(1);
});

test('the same observation started elsewhere with another key may end as a dead letter', () => {
  const rival = (site: SiteName, sent_ms: number) => (start: Write) => [
    { ...write('start', 'rival', 'k9', sent_ms, start.body, receipt('r9', 't9', 9)), site },
    replica,
  ];
  expect(dead('t1', rival('main', 900))).toEqual([]);
  expect(dead('t1', rival('observatory', 50_500))).toEqual([]);
  expect(dead('t1', rival('observatory', 900))).toHaveLength(1);
});

test('finishes that race between the sites, or without the replica, may end as dead letters', () => {
  expect(dead('t2', () => [finish('main', 900, 'k9')])).toEqual([]);
  expect(dead('t9', () => [finish('observatory', 50_500, 'k9'), replica])).toEqual([]);
  expect(dead('t9', () => [finish('observatory', 900, 'k9'), replica])).toHaveLength(1);
  expect(dead('t1', () => [finish('main', 900, 'k9')])).toHaveLength(1);
});

test('a finish without an end_time may be refused when a clock has jumped', () => {
  const { end_time: _, ...body } = finish('observatory', 0).body;
  const early = (name: string) =>
    violations(nothingDead, ({ happened, outcome }) => {
      happened.finish.body = body;
      outcome.letters.push({ transaction_id: 't2', state: 'dead', reason: 'because' });
      return [{ ...replica, name, from_ms: 0, to_ms: 90 }];
    });
  expect(early('clock jumped')).toEqual([]);
  expect(early('link cut')).toHaveLength(1);
});
