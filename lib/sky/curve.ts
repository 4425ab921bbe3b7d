import { viewAt } from './position.ts';
import type { Target } from './target.ts';

/**
 * The path of a target, one list per quantity, all of the same length: degrees to a thousandth, distances to Sun and Moon to
 * a hundredth.
 */
export interface Curve {
  azimuth_deg: number[];
  elevation_deg: number[];
  sun_separation_deg: number[];
  moon_separation_deg: number[];
}

/** Points of a curve at most: a day in minutes, and its end. */
export const CURVE_POINTS = 1_441;

/** The times of a curve: from the beginning of the range, its end included when a step falls on it. */
export function curveTimes({ from_ms, to_ms }: { from_ms: number; to_ms: number }, step_s: number): number[] {
  const points = Math.floor((to_ms - from_ms) / (step_s * 1_000)) + 1;
  if (points > CURVE_POINTS) throw new RangeError(`a curve has at most ${CURVE_POINTS} points`);
  return Array.from({ length: points }, (_, point) => from_ms + point * step_s * 1_000);
}

/** The path of a target at these times. */
export function curve(target: Target, times_ms: readonly number[]): Curve {
  const views = times_ms.map((time_ms) => viewAt(target, time_ms));
  return {
    azimuth_deg: views.map(({ azimuth_deg }) => rounded(azimuth_deg, 3)),
    elevation_deg: views.map(({ elevation_deg }) => rounded(elevation_deg, 3)),
    sun_separation_deg: views.map(({ sun_separation_deg }) => rounded(sun_separation_deg, 2)),
    moon_separation_deg: views.map(({ moon_separation_deg }) => rounded(moon_separation_deg, 2)),
  };
}

/** A number with so many digits behind the point. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
