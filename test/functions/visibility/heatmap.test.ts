import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../../lib/kernel/clock.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { withoutCache } from './cache-away.ts';

let sites: Sites;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => Date.parse('2027-12-31T23:00:00Z') };
  sites = await openSites(inject('servers'), {}, { clock });
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const get = (at: At, query: string) => call(sites[at], 'GET', `/visibility/heatmap${query}`, { role: 'viewer' });

describe('GET /visibility/heatmap', () => {
  describe('200', () => {
    test.each(AT)('at %s it is this year unless another is asked for, a row of 24 hours per day', async (at) => {
      const { status, body } = await get(at, '?source_id=1');
      expect(status).toBe(200);
      expect(body).toMatchObject({ source: { id: 1, name: 'Orion-KL' }, year: 2027, first_day: '2027-01-01' });
      expect([body.observable.length, body.max_elevation_deg.length]).toEqual([365, 365]);
      expect((await get(at, '/?source_id=1&year=2028')).body.observable).toHaveLength(366);
      // Midnight in Chile is 4 h UTC: Orion is up in December and behind the Sun in June.
      expect([body.observable[348][4], body.observable[165][4]]).toEqual([1, 0]);
      expect([body.max_elevation_deg[348][4] > 60, body.max_elevation_deg[165][4]]).toEqual([true, null]);
    });

    test('both sites answer the same, and agree with the windows of a day', async () => {
      const main = (await get('main', '?source_id=3&year=2027')).body;
      expect((await get('observatory', '?source_id=3&year=2027')).body).toEqual(main);
      const day = await call(sites.main, 'GET', '/visibility/3?from=2027-08-01T00:00:00Z&to=2027-08-02T00:00:00Z', {
        role: 'viewer',
      });
      const hours = main.observable[212].reduce((sum: number, part: number) => sum + part, 0);
      expect(Math.abs(hours * 3_600 - day.body.observable_s)).toBeLessThan(600);
    });

    test.each(AT)('at %s it is worked out once, within the usual limits and for the years to come', async (at) => {
      const cache = async (query: string) => (await get(at, query)).headers.get('opsdb-cache');
      await cache('?source_id=2&year=2029');
      expect(await cache('?source_id=2&year=2029')).toBe('hit');
      expect((await get(at, '?source_id=2&year=2029')).body.observable).toHaveLength(365);
      for (const other of ['&moon_separation_deg=0', '&elevation_min_deg=30']) {
        await cache(`?source_id=2&year=2029${other}`);
        expect(await cache(`?source_id=2&year=2029${other}`)).toBe('miss');
      }
      await cache('?source_id=2&year=2026');
      expect(await cache('?source_id=2&year=2026')).toBe('miss');
      await sites.sql('update fixed_source set ra_deg = ra_deg + 1 where id = 2');
      expect(await cache('?source_id=2&year=2029')).toBe('miss');
    });

    test.each(AT)('at %s the same is answered while the cache is away', async (at) => {
      const { body } = await get(at, '?source_id=4');
      await withoutCache(sites[at], async (site) => {
        const away = await call(site, 'GET', '/visibility/heatmap?source_id=4', { role: 'viewer' });
        expect(away).toMatchObject({ status: 200, body });
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s there is no source of that id', async (at) => {
      expectProblem(await get(at, '?source_id=999999'), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)(
      'at %s the source must be told, the year be one the positions are good for, the limits leave something',
      async (at) => {
        expectInvalid(await get(at, ''), ['query.source_id']);
        expectInvalid(await get(at, '?source_id=1.5&year=1999&moon_separation_deg=x&night=tonight'), [
          'query.source_id',
          'query.year',
          'query.moon_separation_deg',
          'query.night',
        ]);
        expectInvalid(await get(at, '?source_id=1&year=2101'), ['query.year']);
        expectInvalid(await get(at, '?source_id=1&elevation_min_deg=50&elevation_max_deg=49'), [
          'query.elevation_max_deg',
        ]);
      },
    );
  });
});
