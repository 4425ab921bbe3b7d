import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { systemClock } from '../../../lib/kernel/clock.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';

let sites: Sites;
let ahead_ms = 0;
beforeAll(async () => {
  sites = await openSites(inject('servers'), {}, { clock: { ...systemClock, now: () => Date.now() + ahead_ms } });
});
afterAll(() => sites.close());

const stats = (at: (typeof AT)[number]) => call(sites[at], 'GET', '/buffer/stats');
const EMPTY = { pending: 0, oldest_age_s: null, applied_total: 0, dead: 0, held: 0, unreplicated: 0, last_drain: null };

describe('GET /buffer/stats', () => {
  describe('200', () => {
    test.each(AT)('at %s nothing recorded is nothing counted, and the buffer is durable', async (at) => {
      expect(await stats(at)).toMatchObject({ status: 200, body: { ...EMPTY, durability: 'durable' } });
    });

    test('a site that has one disk expects no copy and has none; main has nothing to copy', async () => {
      const copies = { expected: 0, required: false, connected: 0, lag_bytes: null };
      expect((await stats('observatory')).body).toMatchObject({ copies });
      expect((await stats('main')).body).toMatchObject({ copies: null });
    });

    test('what is recorded is counted until it has arrived and come back, and its age is that of the oldest', async () => {
      const start = (obs_unit_id: number) =>
        call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id } });
      const { id } = (await start(1)).body;
      await call(sites.observatory, 'PUT', `/executed_obs_units/${id}/finish`, { body: { status: 'completed' } });
      ahead_ms += 3_600_000;
      await start(2);
      const { body: buffered } = await stats('observatory');
      expect(buffered).toMatchObject({ ...EMPTY, pending: 3, oldest_age_s: expect.any(Number) });
      expect(buffered.oldest_age_s).toBeGreaterThanOrEqual(3_600);
      expect(buffered.oldest_age_s).toBeLessThan(3_700);

      await drain(sites.observatory);
      const { body: applied } = await stats('observatory');
      expect(applied).toMatchObject({
        ...EMPTY,
        applied_total: 3,
        unreplicated: 3,
        last_drain: { applied: 3, link: 'up', error: null },
      });
      expect(applied.last_drain.finished_at).toMatch(/Z$/);
      await replicate(sites);
      expect((await stats('observatory')).body).toMatchObject({ pending: 0, applied_total: 3, unreplicated: 0 });
      expect((await stats('main')).body).toMatchObject(EMPTY);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a query parameter is refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/buffer/stats?a=1&b=2&a=3'), ['query.a', 'query.b']);
    });
  });
});
