import { LIMITS, type Limits } from './fyst.ts';
import { type View, viewAt } from './position.ts';
import type { Target } from './target.ts';

/** Why a target cannot be observed. */
export const REASONS = ['below_elevation', 'above_elevation', 'near_sun', 'near_moon'] as const;

/** One of them. */
export type Reason = (typeof REASONS)[number];

/**
 * Whether a target can be observed at a time (milliseconds since 1970 UTC), and everything that is in the way.
 *
 * An area is observable while the telescope, standing at the area's elevation and turned to the azimuth of the area's
 * centre, looks at a piece of the area: from when the leading edge drifts into that line of sight until the trailing edge
 * leaves it. Before and after that it is below or above its elevation. Distances to Sun and Moon are those of the line of
 * sight. An area wider than half the circle is better kept as several: the azimuth of its centre says little about it.
 *
 * The Moon is never in its own way; the Sun is always too near to itself.
 */
export function observable(
  target: Target,
  time_ms: number,
  limits: Limits = LIMITS,
): { observable: boolean; reasons: Reason[] } {
  const reasons = reasonsAgainst(target, viewAt(target, time_ms), limits);
  return { observable: reasons.length === 0, reasons };
}

/** Everything that is in the way of observing a target as it stands. */
export function reasonsAgainst(target: Target, view: View, limits: Limits): Reason[] {
  const { pointing_elevation_deg: pointing, sun_separation_deg, moon_separation_deg } = view;
  const reasons: Reason[] = [];
  const is_past = !view.on_target && view.elevation_deg > pointing;
  const is_ahead = !view.on_target && !is_past;
  if (pointing < limits.elevation_min_deg || is_ahead) reasons.push('below_elevation');
  if (pointing > limits.elevation_max_deg || is_past) reasons.push('above_elevation');
  if (sun_separation_deg <= limits.sun_separation_deg) reasons.push('near_sun');
  const is_moon = target.kind === 'solar_system' && target.body === 'Moon';
  if (moon_separation_deg < limits.moon_separation_deg && !is_moon) reasons.push('near_moon');
  return reasons;
}
