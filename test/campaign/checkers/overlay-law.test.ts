import { expect, test } from 'vitest';
import { type Example, example, finished, judge, record, violations, write } from './example.ts';
import { overlayLaw } from './overlay-law.ts';

const query = ({ happened }: Example) => happened.settlement.queries[0] ?? { path: '', observatory: [], main: [] };

test('a correct history passes, and is looked at', () => {
  const verdict = judge(overlayLaw, example());
  expect(verdict.violations).toEqual([]);
  expect(verdict.checks).toBeGreaterThan(4);
});

test('a row that is missing on either side is caught', () => {
  for (const side of ['observatory', 'main'] as const) {
    const found = violations(overlayLaw, (it) => {
      query(it)[side].pop();
      return [];
    });
    expect(found).toEqual([expect.stringMatching(/units\/1 at 600 ms with 1 pending: row 1 .*r1/)]);
  }
});

test('a value that differs is caught', () => {
  const found = violations(overlayLaw, (it) => {
    Object.assign(query(it).observatory[0] ?? {}, { comment: 'another' });
    return [];
  });
  expect(found).toEqual([expect.stringMatching(/at 600 ms.*: row 0 was r5 .*"another".* is r5 .*"ended"/)]);
});

test('another order is caught, even when both sides have it', () => {
  const one = violations(overlayLaw, (it) => {
    query(it).observatory.reverse();
    return [];
  });
  expect(one).toContainEqual(expect.stringMatching(/at 600 ms.*: row 0 was r1 .* is r5/));
  const both = violations(overlayLaw, (it) => {
    query(it).observatory.reverse();
    query(it).main.reverse();
    return [];
  });
  expect(both).toEqual([expect.stringMatching(/at 600 ms.* did not answer in order of start: r1, r5/)]);
});

test('records that are dead, written at main or not known for certain are left out', () => {
  const extra = record('r9', 1, 9);
  const body = { obs_unit_id: 1, start_time: extra.start_time };
  const alone = (besides: Parameters<typeof judge>[2]) =>
    violations(overlayLaw, (it) => {
      query(it).main.unshift(extra);
      return besides;
    });
  expect(alone([])).toEqual([expect.stringMatching(/row 0 was r5 .* is r9/)]);
  expect(alone([write('start', 'ninth', 'k9', 500, body)])).toEqual([]);
  expect(alone([{ ...write('start', 'ninth', 'k9', 500, body), status: 201, site: 'main' }])).toEqual([]);
  expect(alone([{ ...write('start', 'ninth', 'k9', 500, body), status: 409 }])).toHaveLength(1);
  const dead = violations(overlayLaw, (it) => {
    query(it).observatory.unshift(extra);
    it.outcome.letters.push({ transaction_id: 't9', state: 'dead', reason: 'because', lane: 'executed_obs_unit:r9' });
    return [];
  });
  expect(dead).toEqual([]);
});

test('a full page may have lost a place to what is left out, and only one', () => {
  const page = (lost: number) =>
    violations(overlayLaw, (it) => {
      const rows = [5, 4, 3, 2].map((minute) => finished(`p${minute}`, 1, minute));
      const extra = record('r9', 1, 9);
      it.happened.settlement.queries = [
        { path: '/executed_obs_units?limit=4', observatory: rows, main: [extra, ...rows.slice(0, 4 - lost)] },
      ];
      return [
        { ...write('start', 'ninth', 'k9', 500, { obs_unit_id: 1, start_time: extra.start_time }), site: 'main' },
      ];
    });
  expect(page(1)).toEqual([]);
  expect(page(2)).toEqual([expect.stringMatching(/row 2 was p3 .* is not there/)]);
});

test('a record that differs at the end is caught', () => {
  const found = violations(overlayLaw, ({ outcome }) => {
    outcome.observatory.pop();
    return [];
  });
  expect(found).toEqual([
    expect.stringMatching(/at the end record r1 is not there at the observatory, and r1 .* on main/),
  ]);
});
