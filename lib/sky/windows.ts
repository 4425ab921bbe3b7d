import { LIMITS, type Limits, SHORTEST_BLOCK_S } from './fyst.ts';
import { type Reason, reasonsAgainst } from './observable.ts';
import { viewAt } from './position.ts';
import { stretches } from './stretches.ts';
import type { Target } from './target.ts';

/**
 * A time in which a target can be observed throughout; milliseconds since 1970 UTC, whole seconds, the end not included. How high
 * the telescope points at most: for an area, at its elevation.
 */
export interface Window {
  from_ms: number;
  to_ms: number;
  max_elevation_deg: number;
}

/** A time in which it cannot, and why; `too_short`: it could, for less than a minute. */
export interface Gap {
  from_ms: number;
  to_ms: number;
  reasons: (Reason | 'too_short')[];
}

/**
 * When a target can be observed within a range, and why not in between. Windows and gaps together are the range, without
 * overlap; a gap ends where its reasons change. Edges are right to the second.
 */
export function windows(
  target: Target,
  range: { from_ms: number; to_ms: number },
  limits: Limits = LIMITS,
): { windows: Window[]; gaps: Gap[] } {
  const found: { windows: Window[]; gaps: Gap[] } = { windows: [], gaps: [] };
  // Highest so far of the stretch that is under way; what is looked at beyond its end, to find the end, is no part of it.
  let heights: { time_ms: number; elevation_deg: number }[] = [];
  const reasonsAt = (time_ms: number): string => {
    const view = viewAt(target, time_ms);
    heights.push({ time_ms, elevation_deg: view.pointing_elevation_deg });
    return reasonsAgainst(target, view, limits).join(' ');
  };
  for (const { from_ms, to_ms, value } of stretches(range, reasonsAt)) {
    const within = heights.filter(({ time_ms }) => time_ms >= from_ms && time_ms < to_ms);
    heights = heights.filter(({ time_ms }) => time_ms >= to_ms);
    const reasons = value === '' ? [] : (value.split(' ') as Reason[]);
    if (reasons.length > 0) found.gaps.push({ from_ms, to_ms, reasons });
    else if (to_ms - from_ms < SHORTEST_BLOCK_S * 1_000) found.gaps.push({ from_ms, to_ms, reasons: ['too_short'] });
    else
      found.windows.push({
        from_ms,
        to_ms,
        max_elevation_deg: Math.max(...within.map(({ elevation_deg }) => elevation_deg)),
      });
  }
  return found;
}
