import { describe, expect, test } from 'vitest';
import { CURVE_POINTS, curve, curveTimes } from '../../lib/sky/curve.ts';
import { LIMITS } from '../../lib/sky/fyst.ts';
import { heatMap, yearOf } from '../../lib/sky/heat-map.ts';
import { viewAt } from '../../lib/sky/position.ts';
import type { Target } from '../../lib/sky/target.ts';
import { windows } from '../../lib/sky/windows.ts';

const ORION: Target = { kind: 'fixed', ra_deg: 83.8104, dec_deg: -5.3752 };
const HOUR_MS = 3_600_000;

describe('the heat map of a year', () => {
  const map = heatMap(ORION, yearOf(2026));
  const hourly = map.observable.flat();

  test('has a row of 24 hours for each day, leap days too', () => {
    expect(map.observable).toHaveLength(365);
    expect(map.max_elevation_deg).toHaveLength(365);
    expect(heatMap(ORION, yearOf(2028)).observable).toHaveLength(366);
    expect(new Set(map.observable.map((hours) => hours.length))).toEqual(new Set([24]));
  });

  test('agrees with the windows of the year, hour by hour, to the twelfth it promises', () => {
    const begins_ms = Date.UTC(2026, 0);
    const found = windows(ORION, { from_ms: begins_ms, to_ms: begins_ms + 60 * 24 * HOUR_MS }).windows;
    for (let hour = 0; hour < 60 * 24; hour++) {
      const from_ms = begins_ms + hour * HOUR_MS;
      const covered_ms = found.map(
        (window) => Math.min(window.to_ms, from_ms + HOUR_MS) - Math.max(window.from_ms, from_ms),
      );
      const part = covered_ms.reduce((sum, one) => sum + Math.max(0, one), 0) / HOUR_MS;
      expect(Math.abs((hourly[hour] ?? -1) - part)).toBeLessThan(1 / 12 + 0.01);
    }
  });

  test('shows how high the target gets while it can be observed, and nothing where it cannot', () => {
    const heights = map.max_elevation_deg.flat();
    expect(heights.map((height) => height === null)).toEqual(hourly.map((part) => part === 0));
    expect(Math.max(...heights.map((height) => height ?? 0))).toBeCloseTo(72.4, 1);
    expect(Math.min(...heights.map((height) => height ?? 90))).toBeGreaterThanOrEqual(20);
  });

  test('Orion is up at midnight in December and lost in the Sun in June', () => {
    const midnight = (month: number) =>
      map.observable[(Date.UTC(2026, month, 15) - Date.UTC(2026, 0)) / (24 * HOUR_MS)]?.[4];
    expect(midnight(11)).toBe(1);
    expect(midnight(5)).toBe(0);
    const june = map.observable[(Date.UTC(2026, 5, 15) - Date.UTC(2026, 0)) / (24 * HOUR_MS)];
    expect(june?.every((part) => part === 0)).toBe(true);
  });

  test('follows the limits', () => {
    const higher = heatMap(ORION, yearOf(2026), { ...LIMITS, elevation_min_deg: 60 }).observable.flat();
    const sum = (parts: number[]) => parts.reduce((total, part) => total + part, 0);
    expect(sum(higher)).toBeLessThan(sum(hourly) / 2);
    expect(higher.every((part, hour) => part <= (hourly[hour] ?? 0))).toBe(true);
  });
});

describe('a curve', () => {
  const day = { from_ms: Date.UTC(2026, 10, 20, 16), to_ms: Date.UTC(2026, 10, 21, 16) };

  test('begins and ends with its range, in equal steps, the end only if a step falls on it', () => {
    expect(curveTimes(day, 3_600)).toHaveLength(25);
    expect(curveTimes(day, 3_600).at(-1)).toBe(day.to_ms);
    expect(curveTimes(day, 7_000).at(-1)).toBe(day.from_ms + 12 * 7_000_000);
  });

  test('says where the target is at each of its times', () => {
    const times = curveTimes(day, 600);
    const path = curve(ORION, times);
    for (const [index, time_ms] of times.entries()) {
      const view = viewAt(ORION, time_ms);
      for (const name of ['azimuth_deg', 'elevation_deg', 'sun_separation_deg', 'moon_separation_deg'] as const)
        expect(Math.abs((path[name][index] ?? 999) - view[name])).toBeLessThan(
          name.startsWith('s') || name.startsWith('m') ? 0.0051 : 0.00051,
        );
    }
  });

  test('has a bounded number of points', () => {
    expect(curveTimes(day, 60)).toHaveLength(CURVE_POINTS);
    expect(() => curveTimes(day, 59)).toThrow(RangeError);
  });
});
