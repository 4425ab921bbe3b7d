import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nextTime, nothingRecorded, recorded, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const start = (at: At, body: unknown) => call(sites[at], 'POST', '/executed_obs_units/start', { body });

describe('POST /executed_obs_units/start refuses', () => {
  describe('400', () => {
    test.each(AT)('at %s a body that is not JSON is refused', async (at) => {
      const bodies = ['{', '{"obs_unit_id": 1,}', "{'obs_unit_id': 1}", 'obs_unit_id=1', '{"obs_unit_id": NaN}'];
      await nothingRecorded(sites, async () => {
        for (const body of bodies) expectProblem(await start(at, body), 'request.malformed');
      });
    });
  });

  describe('409', () => {
    test('an observation recorded already is refused and named: pending, replicated, and on main, at both sites', async () => {
      const start_time = '2026-11-23T03:00:00.25Z';
      const first = await start('observatory', { obs_unit_id: 4, start_time });
      const again = async (at: At) => {
        // Written differently, it is the same moment.
        const second = await nothingRecorded(sites, () =>
          start(at, { obs_unit_id: 4, start_time: '2026-11-23T00:00:00.250-03:00' }),
        );
        expectProblem(second, 'record.exists');
        expect(second.body.id).toBe(first.body.id);
        expect(second.body.detail).toContain(first.body.id);
      };
      await again('observatory');
      await replicate(sites);
      await again('observatory');
      await again('main');
    });

    test('the same observation unit may begin again at another moment, and another unit at the same', async () => {
      for (const at of AT) {
        const start_time = nextTime();
        const units = [start(at, { obs_unit_id: 5, start_time }), start(at, { obs_unit_id: 6, start_time })];
        for (const answer of await Promise.all(units)) expect(answer.status).toBe(201);
        expect((await start(at, { obs_unit_id: 5, start_time: start_time.replace('Z', '.000001Z') })).status).toBe(201);
      }
    });

    test.each(AT)('at %s one of two identical calls at once is recorded', async (at) => {
      const body = { obs_unit_id: 7, start_time: nextTime() };
      const answers = await Promise.all([start(at, body), start(at, body), start(at, body)]);
      const won = answers.filter(({ status }) => status === 201);
      expect(won).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 201)) {
        expectProblem(answer, 'record.exists');
        expect(answer.body.id).toBe(won[0]?.body.id);
      }
    });
  });

  describe('413', () => {
    test.each(AT)('at %s a body beyond the limit is refused', async (at) => {
      const answer = await nothingRecorded(sites, () => start(at, { obs_unit_id: 1, comment: 'é'.repeat(350_000) }));
      expectProblem(answer, 'request.too_large');
      expect(answer.body.limit_bytes).toBe(700_000);
    });
  });
});

describe('422', () => {
  const WRONG: [string, unknown, string[]][] = [
    ['nothing at all', undefined, ['body.obs_unit_id']],
    ['a list', [], ['body.']],
    ['null', 'null', ['body.']],
    ['a text', '"x"', ['body.']],
    [
      'numbers that are none',
      { obs_unit_id: '1', mean_pwv_mm: true, mean_elevation_deg: '45' },
      ['body.obs_unit_id', 'body.mean_pwv_mm', 'body.mean_elevation_deg'],
    ],
    [
      'numbers out of range',
      { obs_unit_id: 0, mean_pwv_mm: -0.001, mean_elevation_deg: 180.5 },
      ['body.obs_unit_id', 'body.mean_pwv_mm', 'body.mean_elevation_deg'],
    ],
    ['a number the column cannot hold', { obs_unit_id: 2 ** 31, mean_pwv_mm: 1 }, ['body.obs_unit_id']],
    ['half a unit', { obs_unit_id: 1.5 }, ['body.obs_unit_id']],
    ['numbers beyond all', '{"obs_unit_id": 1, "mean_pwv_mm": 1e999}', ['body.mean_pwv_mm']],
    ['unit null', { obs_unit_id: null }, ['body.obs_unit_id']],
    ['null characters', { obs_unit_id: 1, comment: 'a\0b' }, ['body.comment']],
    [
      'lone surrogates',
      '{"obs_unit_id": 1, "comment": "\\ud800", "executed_by": "x\\udc00"}',
      ['body.comment', 'body.executed_by'],
    ],
    ['text beyond the limit', { obs_unit_id: 1, comment: 'x'.repeat(10_001) }, ['body.comment']],
    ['unknown fields', { obs_unit_id: 1, status: 'completed', id: 'mine', '': 1 }, ['body.status', 'body.id', 'body.']],
    [
      'a prototype',
      '{"obs_unit_id": 1, "__proto__": {"status": "completed"}, "constructor": 1}',
      ['body.__proto__', 'body.constructor'],
    ],
    [
      'everything at once',
      { obs_unit_id: 'x', start_time: 'now', mean_pwv_mm: -1, comment: 5, nope: 1 },
      ['body.obs_unit_id', 'body.start_time', 'body.mean_pwv_mm', 'body.comment', 'body.nope'],
    ],
  ];
  const TIMES = [
    '',
    'now',
    '2026-11-21',
    '03:00:00',
    '2026-02-30T03:00:00Z',
    '2026-13-01T03:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T03:60:00Z',
    '2026-11-21T03:00:00+99:00',
    '2026-11-21T03:00:00 Z',
    '2026-11-21T03:00:00.Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '12026-11-21T03:00:00Z',
    'infinity',
    '1763694000',
    1763694000,
    true,
  ];

  test.each(AT)(
    'at %s every problem is named with its field and what would be right, and nothing is recorded',
    async (at) => {
      const before = await recorded(sites);
      for (const [, body, fields] of WRONG) expectInvalid(await start(at, body), fields);
      expect(await recorded(sites)).toEqual(before);
    },
  );

  test.each(AT)('at %s what is no time is refused: never another day, never a year main cannot hold', async (at) => {
    const before = await recorded(sites);
    for (const start_time of TIMES) expectInvalid(await start(at, { obs_unit_id: 1, start_time }), ['body.start_time']);
    expect(await recorded(sites)).toEqual(before);
  });

  test.each(AT)('at %s a query parameter is refused together with the body', async (at) => {
    const answer = call(sites[at], 'POST', '/executed_obs_units/start?dry_run=1', { body: { obs_unit_id: 'x' } });
    expectInvalid(await nothingRecorded(sites, () => answer), ['body.obs_unit_id', 'query.dry_run']);
  });

  test('at main an unknown observation unit is refused by its field', async () => {
    const answer = await nothingRecorded(sites, () => start('main', { obs_unit_id: 999_999 }));
    expectProblem(answer, 'reference.unknown');
    expect(answer.body).toMatchObject({ field: 'obs_unit_id', errors: [{ in: 'body', field: 'obs_unit_id' }] });
  });
});

describe('503', () => {
  test('a full buffer refuses the next recording, drops nothing it has accepted, and takes more when it has drained', async () => {
    const small = await openSites(inject('servers'), { TRANSACTION_BUFFER_SIZE: '2' });
    try {
      const begin = () =>
        call(small.observatory, 'POST', '/executed_obs_units/start', {
          body: { obs_unit_id: 1, start_time: nextTime() },
        });
      const first = await begin();
      const finish = `/executed_obs_units/${first.body.id}/finish`;
      expect((await call(small.observatory, 'PUT', finish, { body: { status: 'completed' } })).status).toBe(200);
      expectProblem(await nothingRecorded(small, begin), 'buffer.full');
      await replicate(small);
      expect((await begin()).status).toBe(201);
      expect(await small.sql('select status from executed_obs_unit')).toEqual([{ status: 'completed' }]);
    } finally {
      await small.close();
    }
  });
});
