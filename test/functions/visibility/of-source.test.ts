import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../../lib/kernel/clock.ts';
import { observable } from '../../../lib/sky/observable.ts';
import { viewAt } from '../../../lib/sky/position.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { withoutCache } from './cache-away.ts';

const NOW = '2026-11-21T04:00:00Z';
const ORION = { kind: 'fixed', ra_deg: 83.809, dec_deg: -5.3726 } as const;

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'), {}, { clock: { ...systemClock, now: () => Date.parse(NOW) } });
  await sites.sql(
    "insert into source (id, name, type) values (90, 'Nowhere', 'fixed_source'), (91, 'Ceres', 'solar_system_object'), (92, 'Galactic', 'fixed_source'), (93, 'Moon', 'solar_system_object')",
  );
  // Where no other test looks: those at main share a cache.
  await sites.sql("insert into source (id, name, type) values (94, 'Drifter', 'fixed_source')");
  await sites.sql('insert into fixed_source (id, ra_deg, dec_deg) values (94, 360 * random(), 13.5)');
  await sites.sql("insert into solar_system_object (id, body) values (91, 'Ceres'), (93, ' moon')");
  await sites.sql("insert into fixed_source (id, ra_deg, dec_deg, frame) values (92, 10, 10, 'galactic')");
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const get = (at: At, path: string, headers: Record<string, string> = {}) =>
  call(sites[at], 'GET', `/visibility/${path}`, { role: 'viewer', headers });

describe('GET /visibility/{source_id}', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s it is tonight within the limits of the telescope, unless something else is asked',
      async (at) => {
        const { status, body } = await get(at, '1');
        expect(status).toBe(200);
        expect(body).toMatchObject({
          source: { id: 1, name: 'Orion-KL', type: 'fixed_source' },
          night: '2026-11-20',
          from: '2026-11-20T16:00:00Z',
          to: '2026-11-21T16:00:00Z',
          limits: { elevation_min_deg: 20, elevation_max_deg: 90, sun_separation_deg: 45, moon_separation_deg: 20 },
          horizon_deg: 20,
          stays: null,
          step_s: 300,
        });
        expect(body.curve.time).toHaveLength(289);
        expect((await get(at, '1/?night=tonight')).body).toEqual(body);
        expect((await get(at, '1?night=2026-11-20')).body).toEqual(body);
        expect((await get(at, '1?from=2026-11-20T16:00:00Z&to=2026-11-21T13:00:00-03:00')).body).toEqual({
          ...body,
          night: null,
        });
      },
    );

    test('both sites answer the same', async () => {
      for (const id of [1, 2, 3, 4, 5, 6, 93])
        expect((await get('observatory', String(id))).body).toEqual((await get('main', String(id))).body);
    });

    test.each(AT)('at %s the path, the windows and the gaps are those of the sky', async (at) => {
      const { body } = await get(at, '1');
      for (const [index, time] of body.curve.time.entries()) {
        const view = viewAt(ORION, Date.parse(time));
        expect(body.curve.azimuth_deg[index]).toBeCloseTo(view.azimuth_deg, 2);
        expect(body.curve.elevation_deg[index]).toBeCloseTo(view.elevation_deg, 2);
        expect(body.curve.sun_separation_deg[index]).toBeCloseTo(view.sun_separation_deg, 1);
        expect(body.curve.moon_separation_deg[index]).toBeCloseTo(view.moon_separation_deg, 1);
        const window = body.windows.find(({ from, to }: { from: string; to: string }) => from <= time && time < to);
        expect(window !== undefined).toBe(observable(ORION, Date.parse(time)).observable);
      }
      const [window] = body.windows;
      expect(body.windows).toHaveLength(1);
      expect(window).toMatchObject({
        from: body.rise,
        to: body.set,
        max_elevation_deg: body.transit_elevation_deg.toFixed(2) * 1,
      });
      expect(window.duration_s).toBe((Date.parse(window.to) - Date.parse(window.from)) / 1_000);
      expect(body.observable_s).toBe(window.duration_s);
      expect(body.gaps).toEqual([
        { from: body.from, to: window.from, reasons: ['below_elevation'] },
        { from: window.to, to: body.to, reasons: ['below_elevation'] },
      ]);
      expect(window.from < body.transit && body.transit < window.to).toBe(true);
      const { set, dusk, dawn, rise } = body.sun;
      expect([set, dusk, dawn, rise]).toEqual([set, dusk, dawn, rise].sort());
    });

    test('a body moves, an area is observed at its own elevation only, and the Moon is found by any spelling', async () => {
      const jupiter = (await get('main', '4')).body;
      expect(jupiter.source).toEqual({ id: 4, name: 'Jupiter', type: 'solar_system_object' });
      expect(jupiter.windows).toHaveLength(1);
      const field = (await get('main', '6?moon_separation_deg=0')).body;
      expect(field.horizon_deg).toBe(50);
      expect(field.windows).toHaveLength(2);
      for (const { max_elevation_deg } of field.windows) expect(max_elevation_deg).toBe(50);
      expect(field.gaps.map(({ reasons }: { reasons: string[] }) => reasons.at(-1))).toContain('above_elevation');
      const moon = (await get('main', '93')).body;
      expect(Math.max(...moon.curve.moon_separation_deg)).toBe(0);
      expect(moon.gaps.flatMap(({ reasons }: { reasons: string[] }) => reasons)).not.toContain('near_moon');
    });

    test.each(AT)('at %s other limits give other windows, and say why', async (at) => {
      const high = (
        await get(at, '1?elevation_min_deg=60&elevation_max_deg=70.5&sun_separation_deg=50&moon_separation_deg=0')
      ).body;
      expect(high.limits).toEqual({
        elevation_min_deg: 60,
        elevation_max_deg: 70.5,
        sun_separation_deg: 50,
        moon_separation_deg: 0,
      });
      expect(high.windows).toHaveLength(2);
      expect(high.gaps.map(({ reasons }: { reasons: string[] }) => reasons)).toEqual([
        ['below_elevation'],
        ['above_elevation'],
        ['below_elevation'],
      ]);
      const near = (await get(at, '1?moon_separation_deg=80')).body;
      expect(near.gaps.some(({ reasons }: { reasons: string[] }) => reasons.join() === 'near_moon')).toBe(true);
    });

    test.each(AT)('at %s a longer time has longer steps, so that the answer stays readable', async (at) => {
      const { body } = await get(at, '1?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z');
      expect(body.step_s).toBe(1_800);
      expect(body.curve.time).toHaveLength(1_441);
      expect(body.windows).toHaveLength(30);
      const short = (await get(at, '1?from=2026-11-01T00:00:00.9&to=2026-11-01T00:05:00&step_s=60')).body;
      expect(short.curve.time).toEqual([0, 1, 2, 3, 4, 5].map((minute) => `2026-11-01T00:0${minute}:00Z`));
    });

    test.each(AT)('at %s a source that has moved is never answered from what was kept', async (at) => {
      const before = await get(at, '94?night=2026-11-24');
      expect(before.headers.get('opsdb-cache')).toBe('miss');
      const again = await get(at, '94?night=2026-11-24');
      expect(again.headers.get('opsdb-cache')).toBe('hit');
      expect(again.body).toEqual(before.body);
      await sites.sql('update fixed_source set dec_deg = dec_deg - 20 where id = 94');
      const moved = await get(at, '94?night=2026-11-24');
      expect(moved.headers.get('opsdb-cache')).toBe('miss');
      expect(moved.body.transit_elevation_deg - before.body.transit_elevation_deg).toBeCloseTo(20, 0);
      await sites.sql("update source set name = 'Renamed' where id = 94");
      const renamed = await get(at, '94?night=2026-11-24');
      expect(renamed.headers.get('opsdb-cache')).toBe('hit');
      expect(renamed.body).toEqual({ ...moved.body, source: { ...moved.body.source, name: 'Renamed' } });
      await sites.sql("update source set name = 'Drifter' where id = 94");
      await sites.sql('update fixed_source set dec_deg = dec_deg + 20 where id = 94');
    });

    test.each(AT)(
      'at %s what is not a night, not near, or not within the usual limits is worked out each time',
      async (at) => {
        for (const query of [
          'night=2026-11-20&moon_separation_deg=21',
          'night=2027-11-20',
          'from=2026-11-20T16:00&to=2026-11-21T16:00',
        ])
          for (let times = 0; times < 2; times++) {
            const query_of = query.replace(/T16:00/g, 'T16:00:00Z');
            expect((await get(at, `3?${query_of}`)).headers.get('opsdb-cache')).toBe('miss');
          }
      },
    );

    test.each(AT)('at %s the same is answered while the cache is away', async (at) => {
      const { body } = await get(at, '1');
      await withoutCache(sites[at], async (site) => {
        const away = await call(site, 'GET', '/visibility/1', { role: 'viewer' });
        expect(away.status).toBe(200);
        expect(away.headers.get('opsdb-cache')).toBe('miss');
        expect(away.body).toEqual(body);
      });
    });

    test('whoever has it already is told that it has not changed', async () => {
      const first = await get('main', '1');
      const etag = first.headers.get('etag') ?? '';
      expect((await get('main', '1', { 'if-none-match': etag })).status).toBe(304);
      expect((await get('main', '1?step_s=600', { 'if-none-match': etag })).status).toBe(200);
    });
  });

  describe('404', () => {
    test.each(AT)('at %s there is no source of that id', async (at) => {
      expectProblem(await get(at, '999999'), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a source nobody can say the place of is named with the reason', async (at) => {
      for (const [id, detail] of [
        ['90', 'Source 90 has no fixed_source record.'],
        ['91', /^Source 91 is the body Ceres; known are Sun, Moon, .*Pluto\.$/],
        ['92', 'Source 92 is in the frame galactic; known are icrs, fk5, j2000.'],
      ] as const) {
        const answer = await get(at, id);
        expectProblem(answer, 'source.without_position');
        expect(answer.body.detail).toMatch(detail);
      }
    });

    test.each(AT)('at %s what does not go together is named', async (at) => {
      const refused = async (query: string, ...fields: string[]) =>
        expectInvalid(
          await get(at, `1?${query}`),
          fields.map((field) => `query.${field}`),
        );
      await refused('night=2026-11-20&from=2026-11-20T16:00:00Z&to=2026-11-21T16:00:00Z', 'night');
      await refused('from=2026-11-20T16:00:00Z', 'to');
      await refused('to=2026-11-20T16:00:00Z', 'from');
      await refused('from=2026-11-20T16:00:00Z&to=2026-11-20T16:00:59Z', 'to');
      await refused('from=2026-11-20T16:00:00Z&to=2026-12-21T16:00:01Z', 'to');
      await refused('night=tonight&step_s=59', 'step_s');
      await refused('elevation_min_deg=70&elevation_max_deg=60', 'elevation_max_deg');
    });

    test.each(AT)('at %s every wrong value is named', async (at) => {
      expectInvalid(
        await get(
          at,
          'x?night=2026-02-30&step_s=0&elevation_min_deg=19.9&elevation_max_deg=91&sun_separation_deg=44&moon_separation_deg=-1&colour=red',
        ),
        [
          'night',
          'step_s',
          'elevation_min_deg',
          'elevation_max_deg',
          'sun_separation_deg',
          'moon_separation_deg',
          'colour',
        ]
          .map((name) => `query.${name}`)
          .concat('path.source_id'),
      );
      expectInvalid(await get(at, '1?from=1999-12-31T23:59:59Z&to=2101-01-01T00:00:00Z'), ['query.from', 'query.to']);
      expectInvalid(await get(at, '1?from=yesterday&to=2026-13-01T00:00:00Z'), ['query.from', 'query.to']);
      expectInvalid(await get(at, '1?night=1999-11-20'), ['query.night']);
    });
  });
});
