import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const of = (at: (typeof AT)[number], unit: string | number) => call(sites[at], 'GET', `/executed_obs_units/${unit}`);
const begin = async (obs_unit_id: number, start_time: string) =>
  (await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id, start_time } })).body.id;

describe('GET /executed_obs_units/{obs_unit_id}', () => {
  describe('200', () => {
    test('the executions of one unit are a bare list, latest start first, pending among arrived', async () => {
      const second = await begin(1, '2026-11-21T02:00:00Z');
      await begin(2, '2026-11-21T02:30:00Z');
      await replicate(sites);
      const third = await begin(1, '2026-11-21T03:00:00Z');
      const first = await begin(1, '2026-11-21T01:00:00Z');
      const mixed = await of('observatory', 1);
      expect(mixed.body.map(({ id }: { id: string }) => id)).toEqual([third, second, first]);
      expect(mixed.headers.get('opsdb-overlay')).toBe('2');
      expect(Number(mixed.headers.get('opsdb-replica-age'))).toBeGreaterThanOrEqual(0);
      await replicate(sites);
      expect((await of('observatory', '1/')).body).toEqual(mixed.body);
      expect((await of('main', '01')).body).toEqual(mixed.body);
      expect((await of('observatory', 1)).headers.get('opsdb-overlay')).toBe('0');
    });

    test('the newest hundred are answered, however many there are', async () => {
      await sites.sql(
        `insert into executed_obs_unit (id, obs_unit_id, start_time, site_name, created_at, updated_at)
         select gen_random_uuid(), 3, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute', 'cologne', now(), now() from generate_series(1, 100) as n`,
      );
      await sites.replayed();
      const newest = await begin(3, '2026-11-21T00:00:00Z');
      const { body } = await of('observatory', 3);
      expect(body).toHaveLength(100);
      expect(body[0].id).toBe(newest);
      expect(body[99].start_time).toBe('2026-01-01T00:02:00Z');
    });

    test.each(AT)('at %s a unit that was never executed, or does not exist, has an empty list', async (at) => {
      for (const unit of [9, 999_999]) expect(await of(at, unit)).toMatchObject({ status: 200, body: [] });
    });

    test.each(AT)('at %s ?stale=ok changes nothing while all is well', async (at) => {
      expect((await of(at, '3?stale=ok')).body).toEqual((await of(at, 3)).body);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no unit is refused', async (at) => {
      for (const unit of ['0', '-1', '1.5', 'x', '1e3', '2147483648', '99999999999', '%00', '1%20or%201=1'])
        expectInvalid(await of(at, unit), ['path.obs_unit_id']);
      expectInvalid(await of(at, 'x?limit=5&stale=no'), ['path.obs_unit_id', 'query.limit', 'query.stale']);
    });
  });
});
