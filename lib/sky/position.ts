import { earthVelocity, type Frame, frameAt, geocentric, observerVector, type SolarSystemBody } from './ephemeris.ts';
import { FYST, type Place } from './fyst.ts';
import type { ConstantElevationTarget, Target } from './target.ts';
import {
  combine,
  DEGREES,
  dot,
  fromSpherical,
  separation_deg,
  toSpherical,
  unit,
  type Vector,
  wrapped_deg,
} from './vector.ts';

/**
 * Where a target is in the sky, in degrees. Azimuth from north (0) through east (90), 0 to 360; elevation above the
 * mathematical horizon without refraction, as the control software points (pressure 0). Of an area it is the centre's;
 * the distances to Sun and Moon are those of where the telescope points.
 */
export interface Position {
  azimuth_deg: number;
  elevation_deg: number;
  sun_separation_deg: number;
  moon_separation_deg: number;
}

/** Where a target stands over a place at one moment, without what is around it. */
export interface Stand {
  azimuth_deg: number;
  elevation_deg: number;
  /** Degrees west of the meridian, -180 to 180. */
  hour_angle_deg: number;
}

/** A target as it stands over a place at one moment, and what is around it. */
export interface View extends Position, Stand {
  /** The elevation the telescope points at: an area's own, else that of the target. */
  pointing_elevation_deg: number;
  /** Whether what the telescope points at is the target: always, except for an area. */
  on_target: boolean;
}

/** Where a target stands at a time (milliseconds since 1970 UTC) over a place. */
export function standAt(target: Target, time_ms: number, place: Place = FYST): Stand {
  const frame = frameAt(time_ms, place);
  return standIn(frame, directionOf(target, time_ms, observerVector(frame, place)));
}

/** The same with what is around it: everything one wants to know before pointing at it. */
export function viewAt(target: Target, time_ms: number, place: Place = FYST): View {
  const frame = frameAt(time_ms, place);
  const observer = observerVector(frame, place);
  const direction = directionOf(target, time_ms, observer);
  const stand = standIn(frame, direction);
  const is_area = target.kind === 'constant_elevation';
  const pointing = is_area ? lineOfSight(target, direction, frame) : direction;
  // Field by field: spread, an object costs five times as much as all that is in it, and a year has 100,000 of them.
  return {
    azimuth_deg: stand.azimuth_deg,
    elevation_deg: stand.elevation_deg,
    hour_angle_deg: stand.hour_angle_deg,
    sun_separation_deg: separation_deg(pointing, seen('Sun', time_ms, observer)),
    moon_separation_deg: separation_deg(pointing, seen('Moon', time_ms, observer)),
    pointing_elevation_deg: is_area ? target.elevation_deg : stand.elevation_deg,
    on_target: !is_area || isWithin(target, pointing),
  };
}

function standIn(frame: Frame, direction: Vector): Stand {
  const north = dot(direction, frame.north);
  const east = dot(direction, frame.east);
  return {
    azimuth_deg: wrapped_deg(Math.atan2(east, north) * DEGREES),
    elevation_deg: Math.atan2(dot(direction, frame.zenith), Math.hypot(north, east)) * DEGREES,
    hour_angle_deg: Math.atan2(-east, dot(direction, frame.meridian)) * DEGREES,
  };
}

/** The direction of a target from a place, in the axes of EQJ. */
function directionOf(target: Target, time_ms: number, observer: Vector): Vector {
  return target.kind === 'solar_system' ? seen(target.body, time_ms, observer) : apparent(target, time_ms);
}

const seen = (body: SolarSystemBody, time_ms: number, observer: Vector) =>
  unit(combine(1, geocentric(body, time_ms), -1, observer));

/** The direction of what has coordinates, shifted by annual aberration. */
function apparent(target: Exclude<Target, { kind: 'solar_system' }>, time_ms: number): Vector {
  const { ra_deg, dec_deg } = target.kind === 'fixed' ? target : centreOf(target);
  return unit(combine(1, fromSpherical(ra_deg, dec_deg), 1, earthVelocity(time_ms)));
}

const widthOf = ({ ra_min_deg, ra_max_deg }: ConstantElevationTarget) =>
  ra_max_deg - ra_min_deg + (ra_max_deg < ra_min_deg ? 360 : 0);

function centreOf(area: ConstantElevationTarget): { ra_deg: number; dec_deg: number } {
  return {
    ra_deg: wrapped_deg(area.ra_min_deg + widthOf(area) / 2),
    dec_deg: (area.dec_min_deg + area.dec_max_deg) / 2,
  };
}

/** Where the telescope looks when it scans an area: at the area's elevation, in the azimuth of its centre. */
function lineOfSight(
  { elevation_deg }: ConstantElevationTarget,
  centre: Vector,
  { zenith, north, east }: Frame,
): Vector {
  const azimuth = Math.atan2(dot(centre, east), dot(centre, north));
  const horizontal = combine(Math.cos(azimuth), north, Math.sin(azimuth), east);
  const elevation = elevation_deg / DEGREES;
  return combine(Math.cos(elevation), horizontal, Math.sin(elevation), zenith);
}

function isWithin(area: ConstantElevationTarget, direction: Vector): boolean {
  const { longitude_deg: ra_deg, latitude_deg: dec_deg } = toSpherical(direction);
  const east_of_edge_deg = wrapped_deg(ra_deg - area.ra_min_deg);
  return east_of_edge_deg <= widthOf(area) && dec_deg >= area.dec_min_deg && dec_deg <= area.dec_max_deg;
}
