import type { SolarSystemBody } from './ephemeris.ts';

/** A source with coordinates of its own: right ascension and declination, ICRS (J2000). */
export interface FixedTarget {
  kind: 'fixed';
  ra_deg: number;
  dec_deg: number;
}

/** A body of the solar system, wherever it is at the time. */
export interface SolarSystemTarget {
  kind: 'solar_system';
  body: SolarSystemBody;
}

/**
 * An area that is scanned at one elevation while the sky drifts through it: ICRS (J2000). From `ra_min_deg` eastwards to
 * `ra_max_deg`, across 0 when the minimum is the larger one; 0 to 360 is the whole circle.
 */
export interface ConstantElevationTarget {
  kind: 'constant_elevation';
  ra_min_deg: number;
  ra_max_deg: number;
  dec_min_deg: number;
  dec_max_deg: number;
  elevation_deg: number;
}

/** What can be pointed at. */
export type Target = FixedTarget | SolarSystemTarget | ConstantElevationTarget;
