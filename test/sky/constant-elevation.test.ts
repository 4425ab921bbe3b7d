import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../lib/sky/fyst.ts';
import { observable } from '../../lib/sky/observable.ts';
import { viewAt } from '../../lib/sky/position.ts';
import type { ConstantElevationTarget } from '../../lib/sky/target.ts';
import { windows } from '../../lib/sky/windows.ts';

const FREE = { ...LIMITS, sun_separation_deg: 0, moon_separation_deg: 0 };
const NIGHT = { from_ms: Date.parse('2026-11-20T16:00:00Z'), to_ms: Date.parse('2026-11-21T16:00:00Z') };
/** Milliseconds in which the sky turns by a degree. */
const DEGREE_MS = 86_164_091 / 360;

const area = (over: Partial<ConstantElevationTarget> = {}): ConstantElevationTarget => ({
  kind: 'constant_elevation',
  ra_min_deg: 350,
  ra_max_deg: 10,
  dec_min_deg: -35,
  dec_max_deg: -25,
  elevation_deg: 50,
  ...over,
});

describe('an area scanned at one elevation', () => {
  test('is what its centre is, across right ascension 0, too', () => {
    const time_ms = Date.parse('2026-11-21T02:00:00Z');
    const { azimuth_deg, elevation_deg } = viewAt({ kind: 'fixed', ra_deg: 0, dec_deg: -30 }, time_ms);
    expect(viewAt(area(), time_ms)).toMatchObject({ azimuth_deg, elevation_deg, pointing_elevation_deg: 50 });
  });

  test('is observed twice a day, rising and setting, around the moments its centre passes that elevation', () => {
    const found = windows(area(), NIGHT, FREE);
    expect(found.windows).toHaveLength(2);
    for (const { from_ms, to_ms, max_elevation_deg } of found.windows) {
      expect(max_elevation_deg).toBe(50);
      const heights = [from_ms, to_ms].map((time_ms) => viewAt(area(), time_ms).elevation_deg - 50);
      // From when one edge is at 50 degrees until the other is: the centre passes in between.
      expect((heights[0] ?? 0) * (heights[1] ?? 0)).toBeLessThan(0);
      // 20 degrees of right ascension drift through; the corners of the area are not on the line of its centre.
      expect((to_ms - from_ms) / DEGREE_MS).toBeGreaterThan(17);
      expect((to_ms - from_ms) / DEGREE_MS).toBeLessThan(23);
    }
    expect(found.gaps.map(({ reasons }) => reasons)).toEqual([
      ['below_elevation'],
      ['above_elevation'],
      ['below_elevation'],
    ]);
  });

  test('shrunk to a point it is observed for as long as the point is at that elevation, which is no time', () => {
    const point = { ra_min_deg: 0, ra_max_deg: 0, dec_min_deg: -30, dec_max_deg: -30 };
    expect(windows(area(point), NIGHT, FREE).windows).toEqual([]);
    const small = windows(
      area({ ra_min_deg: 359.5, ra_max_deg: 0.5, dec_min_deg: -30.5, dec_max_deg: -29.5 }),
      NIGHT,
      FREE,
    );
    expect(small.windows).toHaveLength(2);
    for (const { from_ms, to_ms } of small.windows)
      for (const time_ms of [from_ms, to_ms])
        expect(viewAt({ kind: 'fixed', ra_deg: 0, dec_deg: -30 }, time_ms).elevation_deg).toBeCloseTo(50, 0);
  });

  test('the same area further east comes as much later', () => {
    const [first] = windows(area(), NIGHT, FREE).windows;
    const [later] = windows(area({ ra_min_deg: 20, ra_max_deg: 40 }), NIGHT, FREE).windows;
    // 30 degrees; precession differs by 20" between the two.
    expect(Math.abs((later?.from_ms ?? 0) - (first?.from_ms ?? 0) - 30 * DEGREE_MS)).toBeLessThan(30_000);
  });

  test('that never gets so high is always below, one that never sinks so low always above', () => {
    const north = windows(area({ dec_min_deg: 20, dec_max_deg: 30, elevation_deg: 60 }), NIGHT, FREE);
    expect(north).toEqual({ windows: [], gaps: [{ ...NIGHT, reasons: ['below_elevation'] }] });
    const south = area({ dec_min_deg: -89, dec_max_deg: -80, elevation_deg: 45 });
    expect(windows(south, NIGHT, FREE).gaps.every(({ reasons }) => reasons.join() === 'below_elevation')).toBe(true);
  });

  test('below the limit of the telescope it is never observed', () => {
    const low = windows(area({ elevation_deg: 25 }), NIGHT, { ...FREE, elevation_min_deg: 30 });
    expect(low.windows).toEqual([]);
    expect(low.gaps.every(({ reasons }) => reasons.includes('below_elevation'))).toBe(true);
    const high = windows(area({ elevation_deg: 80 }), NIGHT, { ...FREE, elevation_max_deg: 75 });
    expect(high.gaps.every(({ reasons }) => reasons.includes('above_elevation'))).toBe(true);
  });

  test('keeps its distance to the Sun where the telescope looks, not where its centre is', () => {
    // In the middle of March the area is around the Sun's right ascension.
    const time_ms = Date.parse('2026-03-20T13:00:00Z');
    const { sun_separation_deg } = viewAt(area(), time_ms);
    const centre = viewAt({ kind: 'fixed', ra_deg: 0, dec_deg: -30 }, time_ms);
    const sun = viewAt({ kind: 'solar_system', body: 'Sun' }, time_ms);
    const radians = Math.PI / 180;
    const cosine =
      Math.sin(50 * radians) * Math.sin(sun.elevation_deg * radians) +
      Math.cos(50 * radians) *
        Math.cos(sun.elevation_deg * radians) *
        Math.cos((centre.azimuth_deg - sun.azimuth_deg) * radians);
    expect(sun_separation_deg).toBeCloseTo(Math.acos(cosine) / radians, 6);
    expect(Math.abs(sun_separation_deg - centre.sun_separation_deg)).toBeGreaterThan(0.1);
    expect(observable(area(), time_ms, LIMITS).reasons).toContain('near_sun');
  });
});
