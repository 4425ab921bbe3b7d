import type { Rows } from './insert-rows.ts';

/**
 * What is observed. Coordinates: SIMBAD (ICRS), to the digits given; NGC 253's redshift is NED's. Numbers of bodies: NAIF.
 * The Deep field is the ACT survey's Deep 56, which the early observations share.
 */
export const SOURCES: Rows = {
  source: [
    { id: 1, name: 'Orion-KL', type: 'fixed_source' },
    { id: 2, name: 'IRC10216', type: 'fixed_source' },
    { id: 3, name: 'NGC 253', type: 'fixed_source' },
    { id: 4, name: 'Jupiter', type: 'solar_system_object' },
    { id: 5, name: 'Uranus', type: 'solar_system_object' },
    { id: 6, name: 'Deep field 56', type: 'constant_elevation_source' },
  ],
  fixed_source: [
    {
      id: 1,
      ra_deg: 83.809,
      dec_deg: -5.3726,
      vlsr_km_s: 9,
      aliases: ['Orion KL', 'NAME Orion-KL', 'Kleinmann-Low Nebula'],
    },
    { id: 2, ra_deg: 146.9892, dec_deg: 13.2788, vlsr_km_s: -26.5, aliases: ['IRC +10216', 'CW Leo'] },
    { id: 3, ra_deg: 11.8881, dec_deg: -25.2888, redshift: 0.000811, aliases: ['NGC 0253', 'Sculptor Galaxy'] },
  ],
  solar_system_object: [
    { id: 4, body: 'Jupiter', naif_id: 599 },
    { id: 5, body: 'Uranus', naif_id: 799 },
  ],
  constant_elevation_source: [
    { id: 6, ra_min_deg: 352, ra_max_deg: 41, dec_min_deg: -7.2, dec_max_deg: 4, elevation_deg: 50 },
  ],
};
