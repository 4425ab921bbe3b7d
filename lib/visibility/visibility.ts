import * as z from 'zod';
import { utcText } from '../kernel/clock.ts';
import { rounded } from '../sky/curve.ts';
import type { Limits } from '../sky/fyst.ts';
import { sunTimes } from '../sky/night.ts';
import { REASONS } from '../sky/observable.ts';
import { riseSet } from '../sky/rise-set.ts';
import type { Target } from '../sky/target.ts';
import { windows } from '../sky/windows.ts';

const at = z.string().nullable();
const described = (description: string) => at.meta({ description });

/** What is worked out about a target in a stretch of time, as it is answered and kept. */
export const visibility = z.object({
  sun: z
    .object({ set: at, dusk: at, dawn: at, rise: at })
    .meta({ description: 'the next sunset, end of evening and beginning of morning twilight (-18 deg), and sunrise' }),
  rise: described('when it next comes above horizon_deg; null when it stays above or below all day'),
  transit: described('when it next crosses the meridian at its highest'),
  set: described('when it next goes below horizon_deg'),
  transit_elevation_deg: z.number().nullable(),
  horizon_deg: z.number().meta({ description: 'elevation of rise and set: the lowest allowed; of an area its own' }),
  stays: z.enum(['above', 'below']).nullable(),
  observable_s: z.int().meta({ description: 'length of all windows together' }),
  windows: z
    .array(z.object({ from: z.string(), to: z.string(), duration_s: z.int(), max_elevation_deg: z.number() }))
    .meta({ description: 'when it can be observed, to the second, and how high the telescope then points at most' }),
  gaps: z
    .array(z.object({ from: z.string(), to: z.string(), reasons: z.array(z.enum([...REASONS, 'too_short'])) }))
    .meta({
      description: 'when it cannot, and everything that is in the way; too_short: it could, for less than a minute',
    }),
});

/** The same, parsed. */
export type Visibility = z.infer<typeof visibility>;

/** A year of a target, as it is answered and kept. */
export const heatMapRows = z.object({
  observable: z.array(z.array(z.number())).meta({
    description: 'for each day of the year (UTC) 24 hours (UTC): the part in which it can be observed, 0 to 1',
  }),
  max_elevation_deg: z.array(z.array(z.number().nullable())).meta({
    description:
      'for the same days and hours, how high the telescope then points at most; null where it cannot be observed',
  }),
});

/** The spelling of a time as text. */
export const utcOf = (time_ms: number): string => utcText(new Date(time_ms).toISOString()) ?? '';
const maybe = (time_ms: number | null) => (time_ms === null ? null : utcOf(time_ms));

/** Works out when a target can be observed in a stretch of time. `sun` is the same for all targets. */
export function visibilityOf(
  target: Target,
  range: { from_ms: number; to_ms: number },
  limits: Limits,
  sun = sunTimes(range.from_ms),
): Visibility {
  const found = windows(target, range, limits);
  const horizon_deg = target.kind === 'constant_elevation' ? target.elevation_deg : limits.elevation_min_deg;
  const { rise_ms, transit_ms, set_ms, transit_elevation_deg, stays } = riseSet(target, range.from_ms, horizon_deg);
  const shown = found.windows.map(({ from_ms, to_ms, max_elevation_deg }) => ({
    from: utcOf(from_ms),
    to: utcOf(to_ms),
    duration_s: (to_ms - from_ms) / 1_000,
    max_elevation_deg: rounded(max_elevation_deg, 2),
  }));
  return {
    sun: { set: maybe(sun.set_ms), dusk: maybe(sun.dusk_ms), dawn: maybe(sun.dawn_ms), rise: maybe(sun.rise_ms) },
    rise: maybe(rise_ms),
    transit: maybe(transit_ms),
    set: maybe(set_ms),
    transit_elevation_deg: transit_elevation_deg === null ? null : rounded(transit_elevation_deg, 3),
    horizon_deg,
    stays,
    observable_s: shown.reduce((sum, { duration_s }) => sum + duration_s, 0),
    windows: shown,
    gaps: found.gaps.map(({ from_ms, to_ms, reasons }) => ({ from: utcOf(from_ms), to: utcOf(to_ms), reasons })),
  };
}

/** The source an answer is about. */
export const sourceShape = z.object({ id: z.int(), name: z.string(), type: z.string() });

/** The limits an answer was made with. */
export const limitsShape = z.object({
  elevation_min_deg: z.number(),
  elevation_max_deg: z.number(),
  sun_separation_deg: z.number(),
  moon_separation_deg: z.number(),
});
