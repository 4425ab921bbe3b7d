import {
  Body,
  Equator,
  Horizon,
  KM_PER_AU,
  MakeTime,
  Observer,
  RotateVector,
  Rotation_EQJ_EQD,
  Vector,
} from 'astronomy-engine';
import { describe, expect, test } from 'vitest';
import { BODIES, frameAt, geocentric, observerVector } from '../../lib/sky/ephemeris.ts';
import { FYST } from '../../lib/sky/fyst.ts';
import { viewAt } from '../../lib/sky/position.ts';
import { riseSet } from '../../lib/sky/rise-set.ts';
import { combine, type Vector as Triple, toSpherical } from '../../lib/sky/vector.ts';

/*
 * What others have published or computed. "Meeus" is Jean Meeus, Astronomical Algorithms, 2nd edition (1998): its worked
 * examples, with the limits astronomy-engine's shortened theories are stated to keep (1') taken much tighter.
 */

const ms = (text: string) => Date.parse(text);
const degrees = (sign: 1 | -1, whole: number, minutes: number, seconds: number) =>
  sign * (whole + minutes / 60 + seconds / 3_600);
const hours = (whole: number, minutes: number, seconds: number) => 15 * degrees(1, whole, minutes, seconds);
/** Arc seconds between two angles. */
const arcsec = (angle_deg: number, other_deg: number) => Math.abs(angle_deg - other_deg) * 3_600;

/** Right ascension and declination of date. */
function ofDate([x, y, z]: Triple, time_ms: number) {
  const time = MakeTime(new Date(time_ms));
  const turned = RotateVector(Rotation_EQJ_EQD(time), new Vector(x, y, z, time));
  const { longitude_deg, latitude_deg } = toSpherical([turned.x, turned.y, turned.z]);
  return { ra_deg: longitude_deg, dec_deg: latitude_deg, distance_km: Math.hypot(x, y, z) * KM_PER_AU };
}

describe('as published', () => {
  test('the Sun on 1992 October 13 at 0h TD is where Meeus, example 25.b, has it, to 2"', () => {
    const time_ms = ms('1992-10-13T00:00:00Z') - 59_000;
    const { ra_deg, dec_deg } = ofDate(geocentric('Sun', time_ms), time_ms);
    expect(arcsec(ra_deg, hours(13, 13, 30.749))).toBeLessThan(2);
    expect(arcsec(dec_deg, degrees(-1, 7, 47, 1.74))).toBeLessThan(2);
  });

  test('the Moon on 1992 April 12 at 0h TD is where Meeus, example 47.a, has it, to 5" and 20 km', () => {
    const time_ms = ms('1992-04-12T00:00:00Z') - 58_700;
    const { ra_deg, dec_deg, distance_km } = ofDate(geocentric('Moon', time_ms), time_ms);
    expect(arcsec(ra_deg, 134.68847)).toBeLessThan(5);
    expect(arcsec(dec_deg, 13.768368)).toBeLessThan(5);
    expect(Math.abs(distance_km - 368_409.7)).toBeLessThan(20);
  });

  test('Venus over Washington on 1987 April 10 at 19:21:00 UT stands as in Meeus, example 13.b, to 10" (its parallax is 7")', () => {
    const place = { latitude_deg: degrees(1, 38, 55, 17), longitude_deg: degrees(-1, 77, 3, 56), height_m: 0 };
    const view = viewAt({ kind: 'solar_system', body: 'Venus' }, ms('1987-04-10T19:21:00Z'), place);
    // Meeus counts the azimuth from south.
    expect(arcsec(view.azimuth_deg, 180 + 68.0337)).toBeLessThan(10);
    expect(arcsec(view.elevation_deg, 15.1249)).toBeLessThan(10);
    expect(arcsec(view.hour_angle_deg, 64.352133)).toBeLessThan(10);
  });

  test('Mars on 2003 August 28 at 3:17:00 UT is shifted by its parallax at Palomar as in Meeus, example 40.a, to 0.2"', () => {
    const place = { latitude_deg: degrees(1, 33, 21, 22), longitude_deg: -hours(7, 47, 27), height_m: 1_706 };
    const time_ms = ms('2003-08-28T03:17:00Z');
    const mars = geocentric('Mars', time_ms);
    const from_earth = ofDate(mars, time_ms);
    const from_palomar = ofDate(combine(1, mars, -1, observerVector(frameAt(time_ms, place), place)), time_ms);
    expect(arcsec(from_earth.ra_deg, hours(22, 38, 7.25))).toBeLessThan(5);
    expect(arcsec(from_earth.dec_deg, degrees(-1, 15, 46, 15.9))).toBeLessThan(5);
    const shift = (name: 'ra_deg' | 'dec_deg') => (from_palomar[name] - from_earth[name]) * 3_600;
    expect(Math.abs(shift('ra_deg') - 15 * 1.29)).toBeLessThan(0.2);
    expect(Math.abs(shift('dec_deg') - -14.1)).toBeLessThan(0.2);
  });

  test('Venus rises, culminates and sets at Boston on 1988 March 20 as in Meeus, example 15.a, to a minute', () => {
    const place = { latitude_deg: 42.3333, longitude_deg: -71.0833, height_m: 0 };
    const midnight_ms = ms('1988-03-20T00:00:00Z');
    const { rise_ms, transit_ms, set_ms } = riseSet(
      { kind: 'solar_system', body: 'Venus' },
      midnight_ms,
      -0.5667,
      place,
    );
    for (const [found_ms, day] of [
      [rise_ms, 0.51766],
      [transit_ms, 0.8198],
      [set_ms, 0.1213],
    ] as const)
      expect(Math.abs((found_ms ?? 0) - (midnight_ms + day * 86_400_000))).toBeLessThan(60_000);
  });
});

describe('as other programs compute', () => {
  // pyerfa 2.0.1.5, the IAU's SOFA library: atco13(ra, dec, 0, 0, 0, 0, utc, dut1 0, FYST, polar motion 0, pressure 0).
  test.each([
    ['Orion-KL', 83.8104, -5.3752, '2026-11-21T04:00:00Z', 64.93024, 54.70548],
    ['Orion-KL', 83.8104, -5.3752, '2027-06-15T22:30:00Z', 265.22222, 2.46057],
    ['Sgr A*', 266.41684, -29.00781, '2026-11-21T04:00:00Z', 214.15283, -28.34487],
    ['Sgr A*', 266.41684, -29.00781, '2027-06-15T22:30:00Z', 118.04645, 8.37069],
    ['30 Doradus', 84.67665, -69.1009, '2026-11-21T04:00:00Z', 165.61483, 40.00556],
    ['30 Doradus', 84.67665, -69.1009, '2027-06-15T22:30:00Z', 202.59225, 21.70217],
    ['IRC+10216', 146.98919, 13.27879, '2026-11-21T04:00:00Z', 79.6674, -9.53966],
    ['IRC+10216', 146.98919, 13.27879, '2027-06-15T22:30:00Z', 321.81543, 45.58303],
  ] as const)(
    '%s (%d, %d) over FYST at %s stands at %d, %d: to 0.5"',
    (_, ra_deg, dec_deg, time, azimuth_deg, elevation_deg) => {
      const view = viewAt({ kind: 'fixed', ra_deg, dec_deg }, ms(time));
      expect(arcsec(view.azimuth_deg, azimuth_deg) * Math.cos((elevation_deg * Math.PI) / 180)).toBeLessThan(0.5);
      expect(arcsec(view.elevation_deg, elevation_deg)).toBeLessThan(0.5);
    },
  );

  test.each(BODIES)('%s, interpolated, is within 0.1" of what the library itself computes for the moment', (body) => {
    const observer = new Observer(FYST.latitude_deg, FYST.longitude_deg, FYST.height_m);
    for (let day = 0; day < 400; day++) {
      const time_ms = ms('2026-01-01T00:00:00Z') + day * 86_413_579;
      const { ra, dec } = Equator(Body[body], new Date(time_ms), observer, true, true);
      const { azimuth, altitude } = Horizon(new Date(time_ms), observer, ra, dec);
      const { azimuth_deg, elevation_deg } = viewAt({ kind: 'solar_system', body }, time_ms);
      const across = Math.cos((altitude * Math.PI) / 180);
      expect(arcsec(azimuth_deg * across, azimuth * across)).toBeLessThan(0.1);
      expect(arcsec(elevation_deg, altitude)).toBeLessThan(0.1);
    }
  });
});

/** Precession of coordinates (Meeus 21.2-21.4), Greenwich mean sidereal time (12.4), horizontal coordinates (13.5, 13.6). */
function writtenOut(ra_deg: number, dec_deg: number, time_ms: number) {
  const radians = Math.PI / 180;
  const days = time_ms / 86_400_000 - 10_957.5;
  const t = days / 36_525;
  const angle = (a: number, b: number, c: number) => ((a * t + b * t * t + c * t ** 3) / 3_600) * radians;
  const zeta = angle(2_306.2181, 0.30188, 0.017998);
  const z = angle(2_306.2181, 1.09468, 0.018203);
  const theta = angle(2_004.3109, -0.42665, -0.041833);
  const [ra, dec] = [ra_deg * radians + zeta, dec_deg * radians];
  const a = Math.cos(dec) * Math.sin(ra);
  const b = Math.cos(theta) * Math.cos(dec) * Math.cos(ra) - Math.sin(theta) * Math.sin(dec);
  const c = Math.sin(theta) * Math.cos(dec) * Math.cos(ra) + Math.cos(theta) * Math.sin(dec);
  const now = { ra: Math.atan2(a, b) + z, dec: Math.asin(c) };
  const greenwich_deg = 280.46061837 + 360.98564736629 * days + 0.000387933 * t * t;
  const hour_angle = (greenwich_deg + FYST.longitude_deg) * radians - now.ra;
  const latitude = FYST.latitude_deg * radians;
  const from_south = Math.atan2(
    Math.sin(hour_angle),
    Math.cos(hour_angle) * Math.sin(latitude) - Math.tan(now.dec) * Math.cos(latitude),
  );
  const sine = Math.sin(latitude) * Math.sin(now.dec) + Math.cos(latitude) * Math.cos(now.dec) * Math.cos(hour_angle);
  return { azimuth_deg: (from_south / radians + 540) % 360, elevation_deg: Math.asin(sine) / radians };
}

test('Orion-KL stands where the textbook formulas put it, all year, to the 40" of nutation and aberration they leave out', () => {
  for (let hour = 0; hour < 8_766; hour += 7) {
    const time_ms = ms('2026-01-01T00:00:00Z') + hour * 3_600_000;
    const view = viewAt({ kind: 'fixed', ra_deg: 83.8104, dec_deg: -5.3752 }, time_ms);
    const expected = writtenOut(83.8104, -5.3752, time_ms);
    const across = Math.cos((expected.elevation_deg * Math.PI) / 180);
    expect(arcsec(view.azimuth_deg, expected.azimuth_deg) * across).toBeLessThan(40);
    expect(arcsec(view.elevation_deg, expected.elevation_deg)).toBeLessThan(40);
  }
});
