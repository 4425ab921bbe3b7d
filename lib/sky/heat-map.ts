import { rounded } from './curve.ts';
import { LIMITS, type Limits } from './fyst.ts';
import { reasonsAgainst } from './observable.ts';
import { viewAt } from './position.ts';
import type { Target } from './target.ts';

/**
 * Days of a target, one row per day (UTC), 24 hours (UTC) in each: what part of the hour it can be observed, 0 to 1, and how
 * high the telescope then points at most, in degrees; null where it cannot.
 */
export interface HeatMap {
  observable: number[][];
  max_elevation_deg: (number | null)[][];
}

/** Days in a row: a year, for example. */
export interface Days {
  begins_ms: number;
  days: number;
}

const HOUR_MS = 3_600_000;
/** Looked at in the middle of every five minutes, so that a part of an hour is right to a twelfth. */
const LOOKS = 12;

/** The days of a year. */
export function yearOf(year: number): Days {
  const [begins_ms, ends_ms] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  return { begins_ms, days: (ends_ms - begins_ms) / (24 * HOUR_MS) };
}

/** On which days, and at which hours, a target can be observed. */
export function heatMap(target: Target, { begins_ms, days }: Days, limits: Limits = LIMITS): HeatMap {
  const rows = Array.from({ length: days }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => hourOf(target, begins_ms + (day * 24 + hour) * HOUR_MS, limits)),
  );
  return {
    observable: rows.map((hours) => hours.map((elevations) => rounded(elevations.length / LOOKS, 2))),
    max_elevation_deg: rows.map((hours) => hours.map(highest)),
  };
}

const highest = (elevations: number[]) => (elevations.length === 0 ? null : rounded(Math.max(...elevations), 1));

/** The elevations at which it can be observed within an hour. */
function hourOf(target: Target, from_ms: number, limits: Limits): number[] {
  const elevations: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const view = viewAt(target, from_ms + ((look + 0.5) * HOUR_MS) / LOOKS);
    if (reasonsAgainst(target, view, limits).length === 0) elevations.push(view.pointing_elevation_deg);
  }
  return elevations;
}
