/** A place on Earth: geodetic latitude (north positive), longitude (east positive), height above the ellipsoid. */
export interface Place {
  latitude_deg: number;
  longitude_deg: number;
  height_m: number;
}

/** Where the Fred Young Submillimeter Telescope stands. Source: ccatobs/fyst-trajectories, site.py. */
export const FYST: Place = { latitude_deg: -22.985639, longitude_deg: -67.740278, height_m: 5_611.8 };

/**
 * What a target must keep to be observed; all in degrees. The azimuth needs no limit: -180 to 360 is more than the whole
 * circle.
 */
export interface Limits {
  elevation_min_deg: number;
  elevation_max_deg: number;
  /** Smallest distance to the Sun, whether it is up or not: the exclusion of the control software knows no night. */
  sun_separation_deg: number;
  /** Smallest distance to the Moon; 0 when it does not matter. */
  moon_separation_deg: number;
}

/** The limits of the telescope. Source: ccatobs/fyst-trajectories (site.py, overhead), where the Moon's is a proposal. */
export const LIMITS: Limits = {
  elevation_min_deg: 20,
  elevation_max_deg: 90,
  sun_separation_deg: 45,
  moon_separation_deg: 20,
};

/** Shortest time worth pointing for. Source: ccatobs/fyst-trajectories (overhead). */
export const SHORTEST_BLOCK_S = 60;
