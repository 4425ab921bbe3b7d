import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../../lib/kernel/clock.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites, until } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { withoutCache } from './cache-away.ts';

let now = '2031-03-01T15:59:59Z';

let sites: Sites;
/** The same sites with no time for more than one piece. */
let hurried: Sites;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => Date.parse(now) };
  sites = await openSites(inject('servers'), {}, { clock });
  const hasty = (site: Sites['main']) => ({ ...site, config: { ...site.config, VISIBILITY_BUDGET_MS: 0 } });
  hurried = { ...sites, main: hasty(sites.main), observatory: hasty(sites.observatory) };
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const ask = (at: At, body: object = {}, { on = sites, role = 'admin' as const } = {}) =>
  call(on[at], 'POST', '/visibility/precalculate', { role, body });
const cacheOf = async (at: At, path: string) =>
  (await call(sites[at], 'GET', `/visibility/${path}`, { role: 'viewer' })).headers.get('opsdb-cache');

describe('POST /visibility/precalculate', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s a little at a time, tonight of all sources first, each call going on where the last stopped',
      async (at) => {
        for (let piece = 1; piece <= 12; piece++) {
          const { status, body } = await ask(at, { nights: 2 }, { on: hurried });
          expect(status).toBe(200);
          expect(body).toEqual({
            // A second before 16:00 UTC it is still the night before.
            nights: ['2031-02-28', '2031-03-01'],
            sources: 6,
            before: piece - 1,
            computed: 1,
            left: 12 - piece,
            complete: piece === 12,
            without_position: [],
          });
          if (piece === 6)
            expect((await ask(at, { nights: 1 }, { on: hurried })).body).toMatchObject({ computed: 0, complete: true });
        }
        for (const id of [1, 2, 3, 4, 5, 6])
          for (const night of ['tonight', '2031-03-01']) expect(await cacheOf(at, `${id}?night=${night}`)).toBe('hit');
        expect(await cacheOf(at, '1?night=2031-03-02')).toBe('miss');
      },
    );

    test.each(AT)('at %s what is kept is what would have been answered without it', async (at) => {
      await ask(at, { nights: 1 });
      await withoutCache(sites[at], async (site) => {
        for (const id of [1, 4, 6]) {
          const kept = await call(sites[at], 'GET', `/visibility/${id}`, { role: 'viewer' });
          expect(kept.headers.get('opsdb-cache')).toBe('hit');
          expect(kept.body).toEqual((await call(site, 'GET', `/visibility/${id}`, { role: 'viewer' })).body);
        }
      });
    });

    test.each(AT)('at %s some sources only, and a week unless told', async (at) => {
      now = at === 'main' ? '2031-05-01T20:00:00Z' : '2031-06-01T20:00:00Z';
      const { body } = await ask(at, { source_ids: [3, 1, 3] });
      expect(body).toMatchObject({ sources: 2, computed: 14, left: 0, complete: true });
      expect(body.nights).toHaveLength(7);
      expect([await cacheOf(at, '1'), await cacheOf(at, '3'), await cacheOf(at, '2')]).toEqual(['hit', 'hit', 'miss']);
    });

    test.each(AT)(
      'at %s a source that has moved is worked out anew, one that is withdrawn or nowhere is not',
      async (at) => {
        now = at === 'main' ? '2031-07-01T20:00:00Z' : '2031-08-01T20:00:00Z';
        const two = { nights: 2 };
        expect((await ask(at, two)).body).toMatchObject({ computed: 12, complete: true });
        await sites.sql('update fixed_source set ra_deg = ra_deg + 1 where id = 3');
        expect((await ask(at, two)).body).toMatchObject({ before: 10, computed: 2, complete: true });
        await sites.sql('update source set deleted_at = now() where id = 5');
        await sites.sql("insert into source (id, name, type) values (80, 'Nowhere', 'fixed_source')");
        const { body } = await ask(at, two);
        expect(body).toMatchObject({ sources: 5, before: 10, computed: 0, complete: true, without_position: [80] });
        await sites.sql('delete from source where id = 80');
        await sites.sql('update source set deleted_at = null where id = 5');
      },
    );
  });

  describe('403', () => {
    test.each(AT)('at %s it is for administrators', async (at) => {
      for (const role of ['observer', 'viewer', 'service'] as const)
        expectProblem(await call(sites[at], 'POST', '/visibility/precalculate', { role, body: {} }), 'auth.forbidden');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s wrong fields are named', async (at) => {
      expectInvalid(await ask(at, { nights: 61, source_ids: [], budget_ms: 1 }), [
        'body.nights',
        'body.source_ids',
        'body.budget_ms',
      ]);
    });

    test.each(AT)('at %s an unknown source is named by its place', async (at) => {
      const unknown = () => ask(at, { source_ids: [1, 999_999] });
      let answer = await unknown();
      // A replica that has not replayed all it has received cannot be certain: the source may be in the rest.
      await until(async () => {
        if (answer.status === 200) answer = await unknown();
        return answer.status !== 200;
      });
      expectProblem(answer, 'reference.unknown');
      expect(answer.body.field).toBe('source_ids.1');
    });
  });

  describe('503', () => {
    test.each(AT)('at %s nothing can be kept while the cache is away', async (at) => {
      await withoutCache(sites[at], async (site) => {
        const answer = await call(site, 'POST', '/visibility/precalculate', { role: 'admin', body: { nights: 1 } });
        expectProblem(answer, 'cache.unavailable');
      });
      const none = { ...sites[at], volatile: undefined };
      expectProblem(
        await call(none, 'POST', '/visibility/precalculate', { role: 'admin', body: {} }),
        'cache.unavailable',
      );
    });
  });
});
