import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BODIES } from '../../lib/sky/ephemeris.ts';
import { LIMITS, type Limits } from '../../lib/sky/fyst.ts';
import { observable, type Reason } from '../../lib/sky/observable.ts';
import { viewAt } from '../../lib/sky/position.ts';
import type { Target } from '../../lib/sky/target.ts';
import { windows } from '../../lib/sky/windows.ts';

const ORION: Target = { kind: 'fixed', ra_deg: 83.8104, dec_deg: -5.3752 };
const FREE: Limits = { ...LIMITS, sun_separation_deg: 0, moon_separation_deg: 0 };
const HOUR_MS = 3_600_000;
const ms = (text: string) => Date.parse(text);
const day = (date: string, days = 1) => ({ from_ms: ms(date), to_ms: ms(date) + days * 24 * HOUR_MS });

const ra = fc.double({ min: 0, max: 359.999, noNaN: true });
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({
    kind: fc.constant('fixed' as const),
    ra_deg: ra,
    dec_deg: fc.double({ min: -90, max: 90, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('solar_system' as const), body: fc.constantFrom(...BODIES) }),
  fc
    .record({
      ra_min_deg: ra,
      width_deg: fc.double({ min: 0.1, max: 120, noNaN: true }),
      dec_min_deg: fc.double({ min: -85, max: 30, noNaN: true }),
      height_deg: fc.double({ min: 0.1, max: 40, noNaN: true }),
      elevation_deg: fc.double({ min: 20, max: 85, noNaN: true }),
    })
    .map(({ width_deg, height_deg, ...area }) => ({
      kind: 'constant_elevation' as const,
      ...area,
      ra_max_deg: (area.ra_min_deg + width_deg) % 360,
      dec_max_deg: area.dec_min_deg + height_deg,
    })),
);
const limits: fc.Arbitrary<Limits> = fc.record({
  elevation_min_deg: fc.integer({ min: 20, max: 50 }),
  elevation_max_deg: fc.integer({ min: 60, max: 90 }),
  sun_separation_deg: fc.integer({ min: 45, max: 70 }),
  moon_separation_deg: fc.integer({ min: 0, max: 40 }),
});
const range = fc
  .record({
    from_ms: fc.integer({ min: ms('2020-01-01'), max: ms('2040-01-01') }),
    length_ms: fc.integer({ min: 60_000, max: 72 * HOUR_MS }),
  })
  .map(({ from_ms, length_ms }) => ({ from_ms, to_ms: from_ms + length_ms }));

const whole = (time_ms: number) => Math.floor(time_ms / 1_000) * 1_000;

describe('windows and gaps', () => {
  test('together are the range, one after the other, to the second', () => {
    fc.assert(
      fc.property(target, range, limits, (what, asked, kept) => {
        const found = windows(what, asked, kept);
        const all = [...found.windows, ...found.gaps].sort((a, b) => a.from_ms - b.from_ms);
        expect(all[0]?.from_ms).toBe(whole(asked.from_ms));
        expect(all.at(-1)?.to_ms).toBe(whole(asked.to_ms));
        for (const [index, { from_ms, to_ms }] of all.entries()) {
          expect(to_ms).toBeGreaterThan(from_ms);
          if (index > 0) expect(from_ms).toBe(all[index - 1]?.to_ms);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('say the same as asking about a moment: inside, and on both sides of each edge', () => {
    const somewhere = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(target, range, limits, somewhere, (what, asked, kept, part) => {
        const found = windows(what, asked, kept);
        const within = ({ from_ms, to_ms }: { from_ms: number; to_ms: number }) =>
          whole(from_ms + part * (to_ms - from_ms));
        for (const window of found.windows) {
          for (const time_ms of [window.from_ms, within(window), window.to_ms - 1_000])
            expect(observable(what, time_ms, kept)).toEqual({ observable: true, reasons: [] });
          expect(window.to_ms - window.from_ms).toBeGreaterThanOrEqual(60_000);
          for (const outside_ms of [window.from_ms - 1_000, window.to_ms])
            if (outside_ms >= whole(asked.from_ms) && outside_ms < whole(asked.to_ms))
              expect(observable(what, outside_ms, kept).observable).toBe(false);
        }
        for (const { reasons, ...gap } of found.gaps)
          for (const time_ms of [gap.from_ms, within(gap), gap.to_ms - 1_000])
            expect(observable(what, time_ms, kept).reasons).toEqual(reasons.filter((reason) => reason !== 'too_short'));
      }),
      { numRuns: 60 },
    );
  });

  test('a window says how high the target gets in it', () => {
    const [window] = windows(ORION, day('2026-11-20T16:00:00Z')).windows;
    // Culmination: 90 - |latitude - declination| = 90 - (22.986 - 5.36 of date).
    expect(window?.max_elevation_deg).toBeCloseTo(72.37, 1);
  });

  test('a piece of less than a minute is no window, and the gap says so', () => {
    // It culminates at 72.3704 and is above 72.37 for 58 s, in the middle of which it is looked at.
    const narrow = { ...FREE, elevation_min_deg: 72.37 };
    const found = windows(ORION, day('2026-11-20T16:00:30Z'), narrow);
    expect(found.windows).toEqual([]);
    const short = found.gaps.filter(({ reasons }) => reasons[0] === 'too_short');
    expect(short).toHaveLength(1);
    const [{ from_ms = 0, to_ms = 0 } = {}] = short;
    expect(to_ms - from_ms).toBeGreaterThan(0);
    expect(to_ms - from_ms).toBeLessThan(60_000);
  });
});

describe('reasons', () => {
  const reasonsAt = (what: Target, time: string, kept = LIMITS) => observable(what, ms(time), kept).reasons;

  test('too low, too high, and neither', () => {
    expect(reasonsAt(ORION, '2026-11-20T16:00:00Z')).toEqual(['below_elevation']);
    expect(reasonsAt(ORION, '2026-11-21T06:06:30Z', { ...LIMITS, elevation_max_deg: 70 })).toEqual(['above_elevation']);
    expect(observable(ORION, ms('2026-11-21T06:06:30Z'))).toEqual({ observable: true, reasons: [] });
  });

  test('the Sun: Orion-KL is 29 degrees from it in the middle of June, at noon, and 45 is the limit', () => {
    const view = viewAt(ORION, ms('2026-06-15T16:30:00Z'));
    expect(view.sun_separation_deg).toBeCloseTo(28.7, 0);
    expect(reasonsAt(ORION, '2026-06-15T16:30:00Z')).toEqual(['near_sun']);
    expect(reasonsAt(ORION, '2026-06-15T16:30:00Z', { ...LIMITS, sun_separation_deg: 28 })).toEqual([]);
  });

  test('and nearness begins where the limit says', () => {
    const begins = (from: string, kept: Limits, reason: Reason) => {
      const { gaps } = windows(ORION, day(from, 20), kept);
      const views = gaps.filter(({ reasons }) => reasons.includes(reason)).map(({ from_ms }) => viewAt(ORION, from_ms));
      const name = reason === 'near_sun' ? 'sun_separation_deg' : 'moon_separation_deg';
      return Math.max(...views.map((view) => view[name]));
    };
    const sun = (limit: number) => ({ ...LIMITS, sun_separation_deg: limit });
    expect(begins('2026-05-01T00:00:00Z', sun(45), 'near_sun')).toBeCloseTo(45, 2);
    expect(begins('2026-04-15T00:00:00Z', sun(60), 'near_sun')).toBeCloseTo(60, 2);
    expect(begins('2026-11-15T00:00:00Z', { ...LIMITS, moon_separation_deg: 35 }, 'near_moon')).toBeCloseTo(35, 2);
  });

  test('the Moon only where it matters, and several at once', () => {
    // Aldebaran, which the Moon passes every month.
    const aldebaran: Target = { kind: 'fixed', ra_deg: 68.98, dec_deg: 16.51 };
    const { windows: free, gaps } = windows(aldebaran, day('2026-11-01T00:00:00Z', 30));
    const near = gaps.find(({ reasons }) => reasons.join() === 'near_moon');
    expect(free.length).toBeGreaterThan(20);
    const time_ms = ((near?.from_ms ?? 0) + (near?.to_ms ?? 0)) / 2;
    expect(viewAt(aldebaran, time_ms).moon_separation_deg).toBeLessThan(20);
    expect(observable(aldebaran, time_ms).reasons).toEqual(['near_moon']);
    expect(observable(aldebaran, time_ms, { ...LIMITS, moon_separation_deg: 0 }).reasons).toEqual([]);
    expect(gaps.some(({ reasons }) => reasons.join() === 'below_elevation,near_moon')).toBe(true);
  });

  test('the Moon is not in its own way, the Sun always is', () => {
    const bodyAt = (body: 'Sun' | 'Moon') => windows({ kind: 'solar_system', body }, day('2026-11-24T00:00:00Z'));
    expect(bodyAt('Moon').windows).toHaveLength(1);
    expect(bodyAt('Sun').windows).toEqual([]);
    expect(bodyAt('Sun').gaps.every(({ reasons }) => reasons.includes('near_sun'))).toBe(true);
  });

  test('distances to the Sun are angles between directions in the sky', () => {
    const radians = Math.PI / 180;
    const [a, b] = [
      viewAt(ORION, ms('2026-06-15T14:00:00Z')),
      viewAt({ kind: 'solar_system', body: 'Sun' }, ms('2026-06-15T14:00:00Z')),
    ];
    const cosine =
      Math.sin(a.elevation_deg * radians) * Math.sin(b.elevation_deg * radians) +
      Math.cos(a.elevation_deg * radians) *
        Math.cos(b.elevation_deg * radians) *
        Math.cos((a.azimuth_deg - b.azimuth_deg) * radians);
    expect(a.sun_separation_deg).toBeCloseTo(Math.acos(cosine) / radians, 8);
    expect(b.sun_separation_deg).toBeCloseTo(0, 8);
  });
});
