import { riseSet } from './rise-set.ts';

/**
 * The observing day of a date: 24 hours from 16:00 UTC, noon in Chilean standard time and half an hour before the Sun is
 * highest over the telescope, so that the night that begins on that date lies in the middle.
 */
export interface Night {
  /** `YYYY-MM-DD`, the date on which the evening is. */
  date: string;
  from_ms: number;
  to_ms: number;
}

/** Times of the Sun in a night: it sets, it is dark, it begins to dawn, it rises; milliseconds since 1970 UTC. */
export interface SunTimes {
  set_ms: number | null;
  dusk_ms: number | null;
  dawn_ms: number | null;
  rise_ms: number | null;
}

const DAY_MS = 86_400_000;
const BEGINS_MS = 16 * 3_600_000;
/** The upper limb at the horizon: 16' of Sun and 34' of refraction at sea level, as almanacs have it. */
const HORIZON_DEG = -0.833;
/** The sky is dark: astronomical twilight. */
const DARK_DEG = -18;

/** The night of a date; undefined for what is no day of the calendar. */
export function nightOf(date: string): Night | undefined {
  const day_ms = Date.parse(`${date}T00:00:00Z`);
  // 30 February would be a day in March.
  if (Number.isNaN(day_ms) || new Date(day_ms).toISOString().slice(0, 10) !== date) return undefined;
  return { date, from_ms: day_ms + BEGINS_MS, to_ms: day_ms + BEGINS_MS + DAY_MS };
}

/** The observing day a time belongs to, or the one so many days later. */
export function nightAt(time_ms: number, days_later = 0): Night {
  const from_ms = Math.floor((time_ms - BEGINS_MS) / DAY_MS) * DAY_MS + BEGINS_MS + days_later * DAY_MS;
  return { date: new Date(from_ms).toISOString().slice(0, 10), from_ms, to_ms: from_ms + DAY_MS };
}

/** The times of the Sun after a time, such as the beginning of a night. */
export function sunTimes(after_ms: number): SunTimes {
  const sun = { kind: 'solar_system', body: 'Sun' } as const;
  const limb = riseSet(sun, after_ms, HORIZON_DEG);
  const dark = riseSet(sun, after_ms, DARK_DEG);
  return { set_ms: limb.set_ms, dusk_ms: dark.set_ms, dawn_ms: dark.rise_ms, rise_ms: limb.rise_ms };
}
