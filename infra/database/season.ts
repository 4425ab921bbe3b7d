import { type Night, nightAt, nightOf } from '../../lib/sky/night.ts';
import type { Rows } from './insert-rows.ts';
import { archivingsOf, bundlesOf } from './season-bundles.ts';
import { copiesAtHome, copiesOf } from './season-copies.ts';
import { observationsOf } from './season-observations.ts';
import { packagesOf } from './season-packages.ts';
import type { PlannedUnit } from './season-plan.ts';
import { SeasonRows } from './season-rows.ts';
import { stagingsOf } from './season-staging.ts';
import { SEASON_CATALOGUE } from './season-units.ts';
import { CATALOGUE } from './seed.ts';

/** What a season is made of. */
export interface Season {
  /** The last nights before and with `until`. */
  nights: number;
  /** The date of the last night, `YYYY-MM-DD`: it is still under way. */
  until: string;
  /** Another word makes another season. */
  seed: string;
  /** Files of an undisturbed night, as far as its packages are not too many or too few for that. */
  files_per_night: number;
  /** Hours of each night that are observed: 24, unless fewer records are wanted. */
  hours: number;
  /** The user who asks for data. */
  requested_by: number;
}

/** Everything a season refers to: the observatory's catalogue, and what is observed besides. */
export const SEASON_BASE: Rows = Object.fromEntries(
  [...new Set([...Object.keys(CATALOGUE), ...Object.keys(SEASON_CATALOGUE)])].map((table) => [
    table,
    [...(CATALOGUE[table] ?? []), ...(SEASON_CATALOGUE[table] ?? [])],
  ]),
);

/** A season ends while something is observed: this long before the last night does. */
const BEFORE_THE_END_MS = 10 * 60_000;

/** The nights of a season, the first one first. Throws a RangeError when there is no such day. */
export function nightsOf({ until, nights }: Pick<Season, 'until' | 'nights'>): Night[] {
  const last = nightOf(until);
  if (last === undefined) throw new RangeError(`${until} is no day`);
  return Array.from({ length: nights }, (_, index) => nightAt(last.from_ms, index - nights + 1));
}

/**
 * What is on record of one night by the end of the season, rows by table. What came to pass depends on the night alone; how
 * far it has come, on when the season ends.
 */
export function rowsOf(season: Season, night: Night, units: readonly PlannedUnit[]): Rows {
  const { seed, hours, until, files_per_night } = season;
  const [last] = nightsOf({ until, nights: 1 });
  const now_ms = (last?.from_ms ?? 0) + hours * 3_600_000 - BEFORE_THE_END_MS;
  const rows = new SeasonRows(now_ms);
  const observations = observationsOf(units, night, seed, hours);
  const packages = observations.flatMap((observation) => packagesOf(observation, seed, files_per_night));
  const bundles = bundlesOf(packages, night, seed).map((bundle) => ({
    bundle,
    archivings: archivingsOf(bundle, seed),
  }));
  const archived = bundles.flatMap(({ bundle, archivings }) =>
    bundle.packages.map((each, index) => ({ package: each, bundle, archivings: archivings[index] ?? [] })),
  );
  const known = new Map(archived.map((each) => [each.package.id, each]));
  for (const observation of observations) rows.observation(observation);
  for (const { bundle } of bundles) rows.bundle(bundle);
  for (const each of packages) rows.package(each, known.get(each.id));
  for (const { archivings } of archived) rows.archivings(archivings);
  const stagings = stagingsOf(archived, night, seed);
  for (const staging of stagings) rows.staging(staging, season.requested_by);
  for (const { bundle, archivings } of bundles) rows.copies(copiesOf(bundle, archivings, seed));
  rows.copies(packages.filter(({ id }) => !known.has(id)).flatMap(copiesAtHome));
  rows.copies(stagings.flatMap(({ copies }) => copies));
  return rows.all;
}
