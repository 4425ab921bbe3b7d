import type { Rows } from './insert-rows.ts';

/** A position of a source that is observed besides those of the catalogue. */
interface Fixed {
  name: string;
  ra_deg: number;
  dec_deg: number;
  aliases: string[];
}

/** Coordinates: the radio sources' are those of the ICRF, rounded; of the rest SIMBAD's; of the deep fields, the usual centres. */
const FIXED: Fixed[] = [
  { name: 'J0423-0120', ra_deg: 65.8158, dec_deg: -1.3425, aliases: ['PKS 0420-01'] },
  { name: 'J0538-4405', ra_deg: 84.7098, dec_deg: -44.0858, aliases: ['PKS 0537-441'] },
  { name: '3C 273', ra_deg: 187.2779, dec_deg: 2.0524, aliases: ['J1229+0203'] },
  { name: '3C 279', ra_deg: 194.0465, dec_deg: -5.7893, aliases: ['J1256-0547'] },
  { name: 'J1924-2914', ra_deg: 291.2127, dec_deg: -29.2417, aliases: ['PKS 1921-293'] },
  { name: '3C 454.3', ra_deg: 343.4906, dec_deg: 16.1482, aliases: ['J2253+1608'] },
  { name: 'Sgr A*', ra_deg: 266.4168, dec_deg: -29.0078, aliases: ['Galactic Centre'] },
  { name: 'Cen A', ra_deg: 201.3651, dec_deg: -43.0191, aliases: ['NGC 5128'] },
  { name: 'eta Car', ra_deg: 161.2648, dec_deg: -59.6844, aliases: ['Carina nebula'] },
  { name: 'Circinus', ra_deg: 213.2913, dec_deg: -65.339, aliases: ['Circinus galaxy'] },
  { name: 'LMC', ra_deg: 80.894, dec_deg: -69.756, aliases: ['Large Magellanic Cloud'] },
  { name: 'E-COSMOS', ra_deg: 150.1192, dec_deg: 2.2058, aliases: ['COSMOS'] },
  { name: 'E-CDFS', ra_deg: 53.1167, dec_deg: -27.8083, aliases: ['Extended Chandra Deep Field South'] },
];

const PLANETS = [
  { body: 'Mars', naif_id: 499 },
  { body: 'Saturn', naif_id: 699 },
  { body: 'Neptune', naif_id: 899 },
];

/** Strips of the sky for when the Deep field is down; of our own invention. */
const STRIPS = [
  { name: 'Southern strip', ra_min_deg: 330, ra_max_deg: 60, dec_min_deg: -50, dec_max_deg: -38, elevation_deg: 45 },
  { name: 'Autumn strip', ra_min_deg: 190, ra_max_deg: 280, dec_min_deg: -12, dec_max_deg: 0, elevation_deg: 45 },
  { name: 'Spring strip', ra_min_deg: 95, ra_max_deg: 185, dec_min_deg: -12, dec_max_deg: 0, elevation_deg: 45 },
];

/** Above those people have made in the meantime. */
export const FIRST_ID = 1_001;

const named = [
  ...FIXED.map(({ name }) => ({ name, type: 'fixed_source' })),
  ...PLANETS.map(({ body }) => ({ name: body, type: 'solar_system_object' })),
  ...STRIPS.map(({ name }) => ({ name, type: 'constant_elevation_source' })),
].map((source, index) => ({ id: FIRST_ID + index, ...source }));

/** The id of a source of the season. Throws a TypeError when there is none of this name. */
export function sourceId(name: string): number {
  const found = named.find((source) => source.name === name);
  if (found === undefined) throw new TypeError(`the season has no source ${name}`);
  return found.id;
}

/** The names of sources good for calibrations: bright and small. */
export const CALIBRATORS = [...FIXED.slice(0, 6).map(({ name }) => name), ...PLANETS.map(({ body }) => body)];

/** The sources observed besides those of the catalogue. */
export const SEASON_SOURCES: Rows = {
  source: named,
  fixed_source: FIXED.map(({ name, ...position }) => ({ id: sourceId(name), ...position })),
  solar_system_object: PLANETS.map((planet) => ({ id: sourceId(planet.body), ...planet })),
  constant_elevation_source: STRIPS.map(({ name, ...area }) => ({ id: sourceId(name), ...area })),
};
