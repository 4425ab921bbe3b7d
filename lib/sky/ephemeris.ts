import { Body, C_AUDAY, GeoVector, KM_PER_AU, MakeTime, Rotation_EQJ_EQD, SiderealTime } from 'astronomy-engine';
import type { Place } from './fyst.ts';
import { combine, DEGREES, type Vector } from './vector.ts';

/** What of the solar system the library computes. */
export const BODIES = [
  'Sun',
  'Moon',
  'Mercury',
  'Venus',
  'Mars',
  'Jupiter',
  'Saturn',
  'Uranus',
  'Neptune',
  'Pluto',
] as const;

/** A body of the solar system. */
export type SolarSystemBody = (typeof BODIES)[number];

/**
 * The directions of a place at one moment, all in the axes of the J2000 equator (EQJ) in which sources are catalogued:
 * `zenith`, `north` and `east` along the horizon, `meridian` where the equator crosses the meridian, `pole` of date.
 */
export interface Frame {
  zenith: Vector;
  north: Vector;
  east: Vector;
  meridian: Vector;
  pole: Vector;
}

/** The axes of the equator of date at a node, in EQJ, and the sidereal time of Greenwich there. */
interface Axes {
  x: Vector;
  y: Vector;
  pole: Vector;
  greenwich_deg: number;
}

/** Positions are computed at noon and midnight UTC and interpolated: six nodes of half a day follow the Moon to 0.02". */
const NODE_MS = 43_200_000;
const OFFSETS = [-2, -1, 0, 1, 2, 3] as const;
/** What is kept of each: five years of nodes; then it is computed anew. */
const KEPT = 4_000;
/** Degrees the sky turns in a millisecond (IAU 1982: 1.00273790935 turns in a day). */
const TURN_DEG_PER_MS = (360 * 1.00273790935) / 86_400_000;
/** Equator and flattening of the Earth (WGS84). */
const EQUATOR_KM = 6_378.137;
const FLATTENING = 1 / 298.257223563;

/** What has been computed before: the same node is asked for thousands of times. */
function kept<Value>(compute: (index: number) => Value): (index: number) => Value {
  const known = new Map<number, Value>();
  return (index) => {
    const found = known.get(index);
    if (found !== undefined) return found;
    if (known.size >= KEPT) known.clear();
    const value = compute(index);
    known.set(index, value);
    return value;
  };
}

/** The places of each body at the six nodes around the time between two of them, by the number of the earlier one. */
const aroundOf = Object.fromEntries(
  BODIES.map((body) => {
    const node = kept((index): Vector => {
      const { x, y, z } = GeoVector(Body[body], new Date(index * NODE_MS), true);
      return [x, y, z];
    });
    return [body, kept((index) => OFFSETS.map((offset) => node(index + offset)))];
  }),
) as Record<SolarSystemBody, (index: number) => Vector[]>;

const axesAt = kept((index): Axes => {
  const time = MakeTime(new Date(index * NODE_MS));
  const [first = [], second = [], third = []] = Rotation_EQJ_EQD(time).rot;
  const column = (axis: number): Vector => [first[axis] ?? 0, second[axis] ?? 0, third[axis] ?? 0];
  return { x: column(0), y: column(1), pole: column(2), greenwich_deg: SiderealTime(time) * 15 };
});

/**
 * Where a body appears from the centre of the Earth, in AU along the axes of EQJ; light time and aberration are in it.
 * Times are milliseconds since 1970 UTC, taken for UT1 as the control software does (dut1 = 0). Good to 1' for the
 * planets and the Moon, as astronomy-engine states; tests find less than 5".
 */
export function geocentric(body: SolarSystemBody, time_ms: number): Vector {
  const index = Math.floor(time_ms / NODE_MS);
  const around = aroundOf[body](index);
  const weights = weightsAt(time_ms - index * NODE_MS);
  let x = 0;
  let y = 0;
  let z = 0;
  for (let node = 0; node < OFFSETS.length; node++) {
    const [vector, weight] = [around[node], weights[node]];
    if (vector === undefined || weight === undefined) continue;
    x += weight * vector[0];
    y += weight * vector[1];
    z += weight * vector[2];
  }
  return [x, y, z];
}

/**
 * The weights of the nodes in the polynomial through all of them (Abramowitz and Stegun 25.2.2), so long after a node: the same
 * for all bodies, and for the same time of all days.
 */
const weightsAt = kept((since_ms): number[] => {
  const at = since_ms / NODE_MS;
  return OFFSETS.map((node) =>
    OFFSETS.reduce((weight: number, other) => (other === node ? weight : (weight * (at - other)) / (node - other)), 1),
  );
});

/** The directions of a place at a time. Precession and nutation are those of the nearest node, 0.1" away at most. */
export function frameAt(time_ms: number, { latitude_deg, longitude_deg }: Place): Frame {
  const node = Math.round(time_ms / NODE_MS);
  const { x, y, pole, greenwich_deg } = axesAt(node);
  const sidereal = (greenwich_deg + (time_ms - node * NODE_MS) * TURN_DEG_PER_MS + longitude_deg) / DEGREES;
  const latitude = latitude_deg / DEGREES;
  const meridian = combine(Math.cos(sidereal), x, Math.sin(sidereal), y);
  return {
    pole,
    meridian,
    zenith: combine(Math.cos(latitude), meridian, Math.sin(latitude), pole),
    north: combine(-Math.sin(latitude), meridian, Math.cos(latitude), pole),
    east: combine(-Math.sin(sidereal), x, Math.cos(sidereal), y),
  };
}

/** Where a place is, seen from the centre of the Earth: in AU along the axes of EQJ (Meeus, Astronomical Algorithms, ch. 11). */
export function observerVector({ meridian, pole }: Frame, { latitude_deg, height_m }: Place): Vector {
  const latitude = latitude_deg / DEGREES;
  const squashed = (1 - FLATTENING) ** 2;
  const curvature_km = EQUATOR_KM / Math.sqrt(Math.cos(latitude) ** 2 + squashed * Math.sin(latitude) ** 2);
  const height_km = height_m / 1_000;
  const from_axis = ((curvature_km + height_km) * Math.cos(latitude)) / KM_PER_AU;
  const from_equator = ((squashed * curvature_km + height_km) * Math.sin(latitude)) / KM_PER_AU;
  return combine(from_axis, meridian, from_equator, pole);
}

const velocityAt = kept((index): Vector => {
  const span_ms = 3_600_000;
  const per_light = 86_400_000 / (2 * span_ms * C_AUDAY);
  const [before, after] = [-1, 1].map((side) => geocentric('Sun', index * NODE_MS + side * span_ms)) as [
    Vector,
    Vector,
  ];
  return combine(per_light, before, -per_light, after);
});

/**
 * The velocity of the Earth in units of that of light, which shifts the stars by up to 20.5": that at the nearest node, 0.1"
 * away at most.
 */
export function earthVelocity(time_ms: number): Vector {
  return velocityAt(Math.round(time_ms / NODE_MS));
}
