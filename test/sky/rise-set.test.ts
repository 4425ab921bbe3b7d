import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BODIES } from '../../lib/sky/ephemeris.ts';
import { nightAt, nightOf, sunTimes } from '../../lib/sky/night.ts';
import { viewAt } from '../../lib/sky/position.ts';
import { riseSet } from '../../lib/sky/rise-set.ts';
import type { Target } from '../../lib/sky/target.ts';

const ms = (text: string) => Date.parse(text);
const NOON = ms('2026-11-20T16:00:00Z');
const heightAt = (target: Target, time_ms: number) => viewAt(target, time_ms).elevation_deg;

const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({
    kind: fc.constant('fixed' as const),
    ra_deg: fc.integer({ min: 0, max: 359 }),
    dec_deg: fc.integer({ min: -89, max: 89 }),
  }),
  fc.record({ kind: fc.constant('solar_system' as const), body: fc.constantFrom(...BODIES) }),
);

describe('rise, transit and set', () => {
  test('are the seconds at which the horizon and the meridian are crossed', () => {
    const moment = fc.integer({ min: ms('2020-01-01'), max: ms('2040-01-01') });
    fc.assert(
      fc.property(target, moment, fc.integer({ min: -18, max: 40 }), (what, after_ms, horizon_deg) => {
        const { rise_ms, transit_ms, set_ms, transit_elevation_deg, stays } = riseSet(what, after_ms, horizon_deg);
        if (rise_ms !== null) {
          expect(heightAt(what, rise_ms)).toBeGreaterThanOrEqual(horizon_deg);
          expect(heightAt(what, rise_ms - 1_000)).toBeLessThan(horizon_deg);
        }
        if (set_ms !== null) {
          expect(heightAt(what, set_ms)).toBeLessThan(horizon_deg);
          expect(heightAt(what, set_ms - 1_000)).toBeGreaterThanOrEqual(horizon_deg);
        }
        expect(viewAt(what, transit_ms ?? 0).hour_angle_deg).toBeCloseTo(0, 1);
        expect(transit_elevation_deg).toBe(heightAt(what, transit_ms ?? 0));
        for (const hours of [-9, -3, 3, 9])
          expect(heightAt(what, (transit_ms ?? 0) + hours * 3_600_000)).toBeLessThan(transit_elevation_deg ?? -90);
        expect(stays !== null).toBe(rise_ms === null && set_ms === null);
      }),
      { numRuns: 60 },
    );
  });

  test('there is no rise and no set of what stays up or down, but a transit', () => {
    const south: Target = { kind: 'fixed', ra_deg: 40, dec_deg: -85 };
    expect(riseSet(south, NOON, 0)).toMatchObject({ rise_ms: null, set_ms: null, stays: 'above' });
    expect(riseSet(south, NOON, 30)).toMatchObject({ rise_ms: null, set_ms: null, stays: 'below' });
    expect(riseSet({ ...south, dec_deg: 80 }, NOON, 0)).toMatchObject({ rise_ms: null, stays: 'below' });
    // Upper culmination, on the far side of the pole: 22.99 + (90 - 85).
    expect(riseSet(south, NOON, 0).transit_elevation_deg).toBeCloseTo(28, 0);
  });

  test('are the next ones: asked a minute before, it is the same, and not that of the next day', () => {
    const orion: Target = { kind: 'fixed', ra_deg: 83.8104, dec_deg: -5.3752 };
    for (const name of ['rise_ms', 'transit_ms', 'set_ms'] as const) {
      const next_ms = riseSet(orion, NOON, 20)[name] ?? 0;
      expect(riseSet(orion, next_ms - 60_000, 20)[name]).toBe(next_ms);
      // A sidereal day later.
      expect(Math.abs((riseSet(orion, next_ms, 20)[name] ?? 0) - next_ms - 86_164_091)).toBeLessThan(2_000);
    }
  });

  test('come after the time asked about, the next of each within a day and a bit', () => {
    const { rise_ms, transit_ms, set_ms } = riseSet({ kind: 'solar_system', body: 'Moon' }, NOON, 0);
    for (const time_ms of [rise_ms, transit_ms, set_ms]) {
      expect(time_ms).toBeGreaterThan(NOON);
      expect(time_ms).toBeLessThan(NOON + 26 * 3_600_000);
    }
  });
});

describe('nights', () => {
  test('begin at 16:00 UTC on their date and last a day', () => {
    const night = { date: '2026-11-20', from_ms: NOON, to_ms: ms('2026-11-21T16:00:00Z') };
    expect(nightOf('2026-11-20')).toEqual(night);
    expect(nightAt(NOON)).toEqual(night);
    expect(nightAt(night.to_ms - 1)).toEqual(night);
    expect(nightAt(NOON - 1).date).toBe('2026-11-19');
    expect(nightAt(NOON, 11)).toEqual(nightOf('2026-12-01'));
  });

  test.each(['2026-02-30', '2026-13-01', 'tonight', ''])('%s is no date', (text) => {
    expect(nightOf(text)).toBeUndefined();
  });

  test('have the Sun set, the sky dark, the dawn and the Sun rise, in this order, at any time of the year', () => {
    for (let month = 0; month < 12; month++) {
      const { from_ms, to_ms } = nightAt(Date.UTC(2026, month, 21, 20));
      const { set_ms, dusk_ms, dawn_ms, rise_ms } = sunTimes(from_ms);
      const times = [from_ms, set_ms, dusk_ms, dawn_ms, rise_ms, to_ms];
      expect(times).toEqual([...times].sort((a, b) => (a ?? 0) - (b ?? 0)));
      const sun: Target = { kind: 'solar_system', body: 'Sun' };
      expect(heightAt(sun, set_ms ?? 0)).toBeCloseTo(-0.833, 2);
      expect(heightAt(sun, dawn_ms ?? 0)).toBeCloseTo(-18, 2);
    }
  });

  test('are longest in June', () => {
    const length = (date: string) => {
      const { set_ms, rise_ms } = sunTimes(nightOf(date)?.from_ms ?? 0);
      return ((rise_ms ?? 0) - (set_ms ?? 0)) / 3_600_000;
    };
    expect(length('2026-06-21')).toBeGreaterThan(13);
    expect(length('2026-12-21')).toBeLessThan(11);
  });
});
