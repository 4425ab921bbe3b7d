import { type SQL, sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import type { AnyEntity } from '../model/entity.ts';
import { type Reading, type ReadOptions, read } from './read.ts';
import type { Site } from './site.ts';

/** A circle in the sky, in degrees. */
export interface Cone {
  ra_deg: number;
  dec_deg: number;
  radius_deg: number;
}

/** Records with a position: those of `part` say in `ra_deg` and `dec_deg` where the records of `base` of the same ids are. */
export interface Positioned {
  base: AnyEntity;
  part: AnyEntity;
}

/** What rounding may add to a distance, so that what lies on the edge is within. [deg] */
const ROUNDING_DEG = 1e-9;

/**
 * The records in use within a cone, nearest first, then by id: their columns and those of their part, and `distance_deg` from its centre
 * along a great circle. At most `limit`, and one more where there are more. Problems as for `read`.
 */
export function inCone(
  site: Site,
  positioned: Positioned,
  cone: Cone,
  { limit, ...options }: ReadOptions & { limit: number },
): Promise<Reading> {
  const beside = [{ entity: positioned.part, selector: { mode: 'all' } as const }];
  const statement = coneStatement(positioned, cone, limit + 1);
  return read(site, positioned.base, { mode: 'all' }, statement, { ...options, beside });
}

/**
 * The statement of a cone. A band of declination, of which the index knows, holds all of it, whichever way it lies over the
 * poles or over right ascension 0. The distance is by its tangent, which is exact near 0 and near 180 degrees, where
 * the cosine says little (Vincenty 1975 on the sphere); PostgreSQL's functions of degrees are exact at the poles.
 */
export function coneStatement({ base, part }: Positioned, { ra_deg, dec_deg, radius_deg }: Cone, count: number): SQL {
  const { id: _, ...own } = part.columns;
  const columns = [columnsOf(base), ...Object.keys(own).map((name) => sql.identifier(name))];
  const [ra, dec] = [sql`${ra_deg}::float8`, sql`${dec_deg}::float8`];
  const reach_deg = radius_deg + ROUNDING_DEG;
  return sql`select ${sql.join(columns, sql`, `)}, distance_deg
    from ${sql.identifier(part.name)} join ${sql.identifier(base.name)} using (id)
    cross join lateral (select atan2d(
      sqrt(power(cosd(dec_deg) * sind(ra_deg - ${ra}), 2)
        + power(cosd(${dec}) * sind(dec_deg) - sind(${dec}) * cosd(dec_deg) * cosd(ra_deg - ${ra}), 2)),
      sind(${dec}) * sind(dec_deg) + cosd(${dec}) * cosd(dec_deg) * cosd(ra_deg - ${ra})) as distance_deg) as d
    where dec_deg between ${dec_deg - reach_deg}::float8 and ${dec_deg + reach_deg}::float8
      and distance_deg <= ${reach_deg}::float8 and deleted_at is null
    order by distance_deg, id limit ${count}`;
}
