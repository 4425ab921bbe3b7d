import type { Place } from './fyst.ts';
import { standAt } from './position.ts';
import { stretches } from './stretches.ts';
import type { Target } from './target.ts';

/**
 * The next times, in milliseconds since 1970 UTC to the second, at which a target comes above a horizon, crosses the meridian
 * at its highest, and goes below. `rise_ms` and `set_ms` are null for what `stays` above or below all day.
 */
export interface RiseSet {
  rise_ms: number | null;
  transit_ms: number | null;
  set_ms: number | null;
  transit_elevation_deg: number | null;
  stays: 'above' | 'below' | null;
}

/** The Moon takes up to 25.5 hours to rise again; stars less than 24. */
const SEARCH_MS = 26 * 3_600_000;

/** The next rise, transit and set of a target after a time, at a horizon of this many degrees. */
export function riseSet(target: Target, after_ms: number, horizon_deg: number, place?: Place): RiseSet {
  const found: Record<'rise' | 'transit' | 'set', number | null> = { rise: null, transit: null, set: null };
  const range = { from_ms: after_ms, to_ms: after_ms + SEARCH_MS };
  const stateAt = (time_ms: number): string => {
    const { elevation_deg, hour_angle_deg } = standAt(target, time_ms, place);
    return `${elevation_deg >= horizon_deg ? 'up' : 'down'} ${hour_angle_deg >= 0 ? 'west' : 'east'}`;
  };
  const begins = stateAt(after_ms);
  let before = begins;
  for (const { from_ms, value } of stretches(range, stateAt)) {
    const becomes = (state: string) => value.includes(state) && !before.includes(state);
    if (becomes('up')) found.rise ??= from_ms;
    if (becomes('down')) found.set ??= from_ms;
    if (becomes('west')) found.transit ??= from_ms;
    before = value;
  }
  const stays = begins.includes('up') ? 'above' : 'below';
  return {
    rise_ms: found.rise,
    transit_ms: found.transit,
    set_ms: found.set,
    transit_elevation_deg: found.transit === null ? null : standAt(target, found.transit, place).elevation_deg,
    stays: found.rise === null && found.set === null ? stays : null,
  };
}
