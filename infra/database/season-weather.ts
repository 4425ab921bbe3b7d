import { Chance } from './season-chance.ts';

const DAY_MS = 86_400_000;
/** Above this the dome is closed. */
const CLOSED_PWV_MM = 5;
/** How often a night has hours of wind or snow. */
const STORMY = 0.06;

/** The weather of one night. */
export interface Weather {
  /** Precipitable water vapour in mm at a time, before the noise of the radiometer. */
  pwv_mm(time_ms: number): number;
  /** Whether the dome is open at a time. */
  isOpen(time_ms: number): boolean;
}

/**
 * The weather of the night that begins at a time: dry most of the year, wet around the middle of February (the Altiplanic
 * winter), a little wetter in the afternoon.
 */
export function weatherOf(seed: string, from_ms: number): Weather {
  const chance = new Chance(seed, 'weather', from_ms);
  const day = (from_ms / DAY_MS) % 365.25;
  const from_february = Math.min(Math.abs(day - 45), 365.25 - Math.abs(day - 45));
  const median_mm = 0.6 + 1.4 * Math.exp(-((from_february / 35) ** 2));
  const night_mm = median_mm * Math.exp(0.45 * chance.normal());
  const drift = chance.between(-0.3, 0.3);
  const storm_begins_ms = from_ms + chance.between(0, DAY_MS);
  const storm_ends_ms = chance.happens(STORMY) ? storm_begins_ms + chance.between(0.1, 0.6) * DAY_MS : storm_begins_ms;
  const pwv_mm = (time_ms: number) => {
    const part = (time_ms - from_ms) / DAY_MS;
    return night_mm * (1 + 0.2 * Math.cos(2 * Math.PI * (part - 0.1)) + drift * part);
  };
  return {
    pwv_mm,
    isOpen: (time_ms) => pwv_mm(time_ms) < CLOSED_PWV_MM && (time_ms < storm_begins_ms || time_ms >= storm_ends_ms),
  };
}
