import { expect, test } from 'vitest';
import type { Fault } from '../history.ts';
import { example, judge, lookUp, read, violations, write } from './example.ts';
import { noUnpromised5xx } from './no-unpromised-5xx.ts';

const fault = (name: string): Fault => ({ kind: 'fault', name, from_ms: 50_000, to_ms: 51_000, detail: '' });
const start = (sent_ms: number, status: number | null, code?: string) => ({
  ...write('start', 'ninth', 'k9', sent_ms, { obs_unit_id: 1 }),
  status,
  ...(code === undefined ? {} : { code }),
});

test('a correct history passes, and is looked at', () => {
  const verdict = judge(noUnpromised5xx, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(10);
});

test.each([500, 502, 504, 302])('a status %i is caught whatever is broken', (status) => {
  const found = violations(noUnpromised5xx, () => [fault('redis killed'), start(50_500, status, 'internal')]);
  expect(found).toEqual([expect.stringMatching(/start of ninth .*50500 to 50510 ms.*internal.*: not an answer/)]);
});

test.each([400, 401, 403, 404, 415, 422, 429])('a valid start refused with %i is caught', (status) => {
  const found = violations(noUnpromised5xx, () => [start(900, status)]);
  expect(found).toEqual([expect.stringMatching(/start of ninth .*900 to 910 ms.*: a valid call was refused/)]);
});

test('refusals a valid call can deserve are none', () => {
  const finish = { ...write('finish', 'ninth', 'k9', 900, { status: 'failed' }), record: 'r1' };
  const expected = [
    start(900, 409, 'record.exists'),
    { ...finish, status: 404, code: 'record.not_found' },
    { ...finish, status: 409, code: 'record.conflict' },
    { ...read(900, '/executed_obs_units/by-id/r7', []), status: 404, code: 'record.not_found' },
  ];
  expect(violations(noUnpromised5xx, () => expected)).toEqual([]);
  const wrong = [
    { ...read(900, '/executed_obs_units', []), status: 404 },
    { ...finish, status: 404, code: 'route.not_found' },
  ];
  expect(violations(noUnpromised5xx, () => wrong)).toHaveLength(2);
});

test('a finish may end before its start only when a clock has jumped', () => {
  const finish = { ...write('finish', 'ninth', 'k9', 50_500, { status: 'failed' }), record: 'r1', status: 422 };
  expect(violations(noUnpromised5xx, () => [finish])).toHaveLength(1);
  expect(violations(noUnpromised5xx, () => [fault('clock jumped'), finish])).toEqual([]);
});

test('no answer is caught when nothing was broken', () => {
  expect(violations(noUnpromised5xx, () => [start(50_500, null)])).toEqual([
    expect.stringMatching(/start of ninth .*50500 to 50510 ms, no answer.*nothing was broken/),
  ]);
  expect(violations(noUnpromised5xx, () => [fault('link cut'), start(50_500, null)])).toEqual([]);
  expect(violations(noUnpromised5xx, () => [fault('link cut'), start(60_900, null)])).toEqual([]);
  expect(violations(noUnpromised5xx, () => [fault('link cut'), start(62_100, null)])).toHaveLength(1);
});

test('a 503 is caught without a fault, without a documented code, or long after', () => {
  const answers = (besides: Fault[], sent_ms: number, code?: string) =>
    violations(noUnpromised5xx, () => [...besides, start(sent_ms, 503, code)]);
  expect(answers([], 50_500, 'buffer.unavailable')).toEqual([
    expect.stringMatching(/50500 to 50510 ms.*nothing was broken/),
  ]);
  expect(answers([fault('redis killed')], 50_500)).toEqual([expect.stringMatching(/a 503 of no documented kind/)]);
  expect(answers([fault('redis killed')], 50_500, 'site.read_only')).toHaveLength(1);
  expect(answers([fault('redis killed')], 61_100, 'buffer.unavailable')).toHaveLength(1);
  expect(answers([fault('redis killed')], 60_900, 'buffer.unavailable')).toEqual([]);
});

test.each(['link cut', 'replica killed', 'main killed', 'drainer killed'])(
  'recording refused while only %s is caught',
  (name) => {
    const refused = start(50_500, 503, 'database.unavailable');
    expect(violations(noUnpromised5xx, () => [fault(name), refused])).toEqual([
      expect.stringMatching(
        /start of ninth .*50500 to 50510 ms.*: recording failed, and nothing was broken at the observatory/,
      ),
    ]);
    expect(violations(noUnpromised5xx, () => [fault(name), fault('functions killed'), refused])).toEqual([]);
    expect(violations(noUnpromised5xx, () => [fault(name), { ...refused, site: 'main' }])).toEqual([]);
    const reads = [
      { ...read(50_500, '/executed_obs_units', []), status: 503, code: 'database.unavailable' },
      { ...lookUp(50_500, {}), status: 503, code: 'database.unavailable' },
    ];
    expect(violations(noUnpromised5xx, () => [fault(name), ...reads])).toEqual([]);
  },
);
