import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';

let sites: Sites;
const ids: string[] = [];

/** Eight executions with two start times between them; the first four have arrived, the others are pending. */
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  for (let unit = 1; unit <= 8; unit++) {
    const body = {
      obs_unit_id: unit,
      start_time: unit % 4 < 2 ? '2026-11-21T01:00:00Z' : '2026-11-21T02:00:00.000001Z',
      executed_by: unit === 8 ? "o'hara; --" : 'night crew',
    };
    ids.push((await call(sites.observatory, 'POST', '/executed_obs_units/start', { body })).body.id);
    if (unit % 3 === 0) {
      const end = { status: 'completed', end_time: `2026-11-21T0${unit}:30:00Z` };
      await call(sites.observatory, 'PUT', `/executed_obs_units/${ids.at(-1)}/finish`, { body: end });
    }
    if (unit === 4) await replicate(sites);
  }
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const list = (at: At, query = '') => call(sites[at], 'GET', `/executed_obs_units${query}`);
const units = ({ body }: Answered): number[] => body.items.map((item: { obs_unit_id: number }) => item.obs_unit_id);
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

/** All pages of a list, one after the other. */
async function pages(at: At, query: string): Promise<Answered[]> {
  const answers = [await list(at, `?${query}`)];
  for (let next = answers[0]?.body.next_cursor; next !== null; next = answers.at(-1)?.body.next_cursor)
    answers.push(await list(at, `?${query}&cursor=${next}`));
  return answers;
}

describe('GET /executed_obs_units', () => {
  describe('200', () => {
    test('arrived and pending records are one list, and pending says which and how far they have come', async () => {
      const answer = await list('observatory');
      expect(Object.keys(answer.body)).toEqual(['items', 'next_cursor', 'complete', 'pending']);
      expect(answer.body).toMatchObject({ next_cursor: null, complete: true });
      expect(answer.body.pending).toEqual(Object.fromEntries(ids.slice(4).map((id) => [id, 'buffered'])));
      expect(sorted(units(answer))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(answer.headers.get('opsdb-overlay')).toBe('4');
      expect(Number(answer.headers.get('opsdb-replica-age'))).toBeGreaterThanOrEqual(0);
    });

    test('main lists what has arrived, with nothing pending', async () => {
      const answer = await list('main', '/');
      expect(answer.body).toMatchObject({ next_cursor: null, complete: true, pending: {} });
      expect(sorted(units(answer))).toEqual([1, 2, 3, 4]);
      expect(answer.headers.get('opsdb-overlay')).toBe('0');
    });

    test('latest start comes first unless another order is asked for', async () => {
      const starts = async (query: string): Promise<string[]> =>
        (await list('observatory', query)).body.items.map((item: { start_time: string }) => item.start_time);
      const [early, late] = ['2026-11-21T01:00:00Z', '2026-11-21T02:00:00.000001Z'];
      const ascending = [...Array(4).fill(early), ...Array(4).fill(late)];
      expect(await starts('')).toEqual(ascending.toReversed());
      expect(await starts('?order=-start_time')).toEqual(ascending.toReversed());
      expect(await starts('?order=start_time')).toEqual(ascending);
      expect(units(await list('observatory', '?order=created_at'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(units(await list('observatory', '?order=-created_at'))).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    });

    test.each(['start_time', '-start_time', 'created_at', '-created_at'])(
      'pages ordered by %s neither skip nor repeat a record, however many share a value',
      async (order) => {
        const whole = (await list('observatory', `?order=${order}`)).body.items;
        for (const limit of [1, 3, 4, 7, 8]) {
          const answers = await pages('observatory', `order=${order}&limit=${limit}`);
          expect(answers.flatMap(({ body }) => body.items)).toEqual(whole);
          expect(answers).toHaveLength(Math.ceil(8 / limit));
          expect(answers.map(({ body }) => body.complete)).toEqual(
            answers.map((_, page) => page === answers.length - 1),
          );
          // A page names the pending records it shows and no others.
          for (const { body } of answers)
            expect(Object.keys(body.pending).sort()).toEqual(
              body.items
                .map(({ id }: { id: string }) => id)
                .filter((id: string) => ids.indexOf(id) >= 4)
                .sort(),
            );
        }
      },
    );
  });
});

describe('filters', () => {
  const FOUND: [string, number[]][] = [
    ['status=completed', [3, 6]],
    ['status=completed&status=running', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['status=aborted', []],
    ['obs_unit_id=5', [5]],
    ['obs_unit_id=5&obs_unit_id=2&obs_unit_id=2&obs_unit_id=77', [2, 5]],
    ['obs_unit_id_gte=3&obs_unit_id_lt=6', [3, 4, 5]],
    ['obs_unit_id=3&status=running', []],
    ['end_time=null', [1, 2, 4, 5, 7, 8]],
    ['end_time=null&end_time=2026-11-21T06:30:00Z', [1, 2, 4, 5, 6, 7, 8]],
    ['end_time_gte=2026-11-21T03:30:00Z&end_time_lt=2026-11-21T06:30:00Z', [3]],
    ['end_time_gte=2026-11-21T06:30:00Z', [6]],
    ['start_time=2026-11-20T22:00:00-03:00', [1, 4, 5, 8]],
    ['start_time=2026-11-21T02:00:00Z', []],
    ['start_time_gte=2026-11-21T02:00:00.000001', [2, 3, 6, 7]],
    ['start_time_lt=2026-11-21T02:00:00.000001Z', [1, 4, 5, 8]],
    ['start_time_gte=2026-11-21T01:00:00Z&start_time_lt=2026-11-21T01:00:00Z', []],
    ['created_at_gte=2020-01-01T00:00:00Z', [1, 2, 3, 4, 5, 6, 7, 8]],
    [`executed_by=${encodeURIComponent("o'hara; --")}`, [8]],
    [`executed_by=${encodeURIComponent("' or 1=1 --")}`, []],
    ['executed_by=null', []],
    ['executed_by=', []],
    ['site_name=elsewhere', []],
  ];
  const offset = (query: string) => `?${query.replaceAll('+', '%2B')}`;

  test.each(FOUND)('%s', async (query, found) => {
    const answer = await list('observatory', offset(query));
    expect(answer).toMatchObject({ status: 200, body: { complete: true, next_cursor: null } });
    expect(sorted(units(answer))).toEqual(found);
    expect(sorted(units(await list('main', offset(query))))).toEqual(found.filter((unit) => unit <= 4));
  });

  test('records are found by id, pending or arrived, in either case', async () => {
    const query = `?id=${ids[0]}&id=${ids[6]?.toUpperCase()}&id=0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1`;
    expect(sorted(units(await list('observatory', query)))).toEqual([1, 7]);
    expect(sorted(units(await list('main', query)))).toEqual([1]);
  });

  test('only what the page can show is laid over: by id and by unit not all that is pending', async () => {
    const overlay = async (query: string) => (await list('observatory', query)).headers.get('opsdb-overlay');
    expect(await overlay(`?id=${ids[0]}`)).toBe('0');
    expect(await overlay(`?id=${ids[7]}`)).toBe('1');
    expect(await overlay('?obs_unit_id=6')).toBe('1');
    expect(await overlay('?status=completed')).toBe('4');
  });

  test.each(AT)('at %s as many values as a page has rows are taken', async (at) => {
    const many = Array.from({ length: 500 }, (_, index) => `obs_unit_id=${index + 1}`).join('&');
    expect((await list(at, `?${many}&limit=500`)).status).toBe(200);
    expectInvalid(await list(at, `?${many}&obs_unit_id=501`), ['query.obs_unit_id']);
    const ids = Array.from({ length: 501 }, () => 'status=running').join('&');
    expectInvalid(await list(at, `?${ids}`), ['query.status']);
  });
});

describe('422', () => {
  const WRONG: [string, string[]][] = [
    ['status=bogus', ['status']],
    ['status=', ['status']],
    ['status=running&status=bogus', ['status.1']],
    ['obs_unit_id=x', ['obs_unit_id']],
    ['obs_unit_id=1.5', ['obs_unit_id']],
    ['obs_unit_id=99999999999', ['obs_unit_id']],
    ['obs_unit_id=null', ['obs_unit_id']],
    ['obs_unit_id=1&obs_unit_id=1e3', ['obs_unit_id.1']],
    ['id=x&id=y', ['id.0', 'id.1']],
    ['end_time=x&start_time_gte=0000-01-01T00:00:00Z', ['end_time', 'start_time_gte']],
    ['start_time_gte=2026-11-21T01:00:00Z&start_time_gte=2026-11-21T01:00:00Z', ['start_time_gte']],
    ['status_gte=running&comment=x', ['status_gte', 'comment']],
    ['executed_by=%00', ['executed_by']],
    ['__proto__=1&constructor=2&=3', ['__proto__', 'constructor', '']],
    ['order=end_time', ['order']],
    ['order=-id', ['order']],
    ['limit=0', ['limit']],
    ['limit=501', ['limit']],
    ['limit=-1', ['limit']],
    ['limit=1e2', ['limit']],
    ['limit=1&limit=2', ['limit']],
    ['stale=yes', ['stale']],
    ['status=bogus&obs_unit_id=x&order=1&limit=x&nope=1', ['status', 'obs_unit_id', 'order', 'limit', 'nope']],
  ];

  test.each(WRONG)('%s', async (query, fields) => {
    for (const at of AT)
      expectInvalid(
        await list(at, `?${query}`),
        fields.map((field) => `query.${field}`),
      );
  });

  test('a cursor that was made up, tampered with, or belongs to another order is refused, never guessed at', async () => {
    const { next_cursor } = (await list('observatory', '?limit=2')).body;
    const write = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursors = ['', 'x', '!!', next_cursor.slice(0, -4), 'A'.repeat(2_001)];
    const values = [null, {}, [], ['-start_time'], ['-start_time', 1, 2], ['-start_time', '2026-11-21T01:00:00Z', 'x']];
    for (const cursor of [...cursors, ...values.map(write)])
      expectInvalid(await list('observatory', `?cursor=${encodeURIComponent(cursor)}`), ['query.cursor']);
    for (const order of ['start_time', '-created_at'])
      expectInvalid(await list('observatory', `?order=${order}&cursor=${next_cursor}`), ['query.cursor']);
    const longer = write(['-start_time', '2026-11-21T01:00:00Z', ids[0], 'more']);
    expectInvalid(await list('observatory', `?cursor=${longer}`), ['query.cursor']);
  });
});
