import * as z from 'zod';
import { type Clock, utcText } from '../kernel/clock.ts';
import { type FieldError, Problem } from '../kernel/problem.ts';
import { CURVE_POINTS } from '../sky/curve.ts';
import { LIMITS, type Limits } from '../sky/fyst.ts';
import { type Night, nightAt, nightOf } from '../sky/night.ts';

/** Years in which positions are good to some arc seconds, whatever the Earth's rotation does. */
const YEARS = { min: 2000, max: 2100 };
/** The longest time one question may be about, and the shortest. */
const RANGE_MAX_S = 31 * 86_400;
const RANGE_MIN_S = 60;
/** Steps of a curve unless told: five minutes, longer where the curve would have too many points. */
const STEP_S = 300;

const degrees = (min: number, max: number, description: string) =>
  z
    .stringFormat('degrees', /^\d{1,3}(\.\d{1,9})?$/, 'must be a number of degrees')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .optional()
    .meta({ description });

/** Query parameters by which a caller asks for other limits than the telescope's. */
export const limitsQuery = {
  elevation_min_deg: degrees(
    20,
    90,
    `lowest elevation [deg]; ${LIMITS.elevation_min_deg} unless told, the telescope's own`,
  ),
  elevation_max_deg: degrees(20, 90, `highest elevation [deg]; ${LIMITS.elevation_max_deg} unless told`),
  sun_separation_deg: degrees(
    LIMITS.sun_separation_deg,
    180,
    `distance to the Sun [deg]; ${LIMITS.sun_separation_deg} unless told, the exclusion of the telescope, and not less`,
  ),
  moon_separation_deg: degrees(
    0,
    180,
    `distance to the Moon [deg]; ${LIMITS.moon_separation_deg} unless told; 0: it does not matter`,
  ),
};

/** The limits a caller asks for. Problem `request.invalid` when no elevation is left between them. */
export function limitsAsked(query: { [name in keyof Limits]?: number | undefined }): Limits {
  const limits = { ...LIMITS };
  for (const name of Object.keys(LIMITS) as (keyof Limits)[]) limits[name] = query[name] ?? limits[name];
  if (limits.elevation_min_deg > limits.elevation_max_deg)
    throw invalid('elevation_max_deg', `lies below elevation_min_deg, which is ${limits.elevation_min_deg}`);
  return limits;
}

/** A year a caller asks for, as text; the present one when none is told. */
export const yearQuery = z
  .stringFormat('year', /^\d{4}$/, 'must be a year')
  .transform(Number)
  .pipe(z.int().min(YEARS.min).max(YEARS.max))
  .optional();

const time = z.string().transform((text, context) => {
  const ms = Date.parse(utcText(text) ?? '');
  if (Number.isNaN(ms))
    context.addIssue('must be a time such as 2026-11-21T03:12:45Z (ISO 8601; without an offset it is UTC)');
  else if (!isTrusted(ms)) context.addIssue(`must be in a year from ${YEARS.min} to ${YEARS.max}`);
  return ms;
});

const night = z.string().transform((text, context) => {
  if (text === 'tonight') return text;
  const found = nightOf(text);
  if (found === undefined) context.addIssue('must be a date such as 2026-11-21, or tonight');
  else if (!isTrusted(found.from_ms)) context.addIssue(`must be in a year from ${YEARS.min} to ${YEARS.max}`);
  return found ?? z.NEVER;
});

const isTrusted = (time_ms: number) => {
  const year = new Date(time_ms).getUTCFullYear();
  return year >= YEARS.min && year <= YEARS.max;
};

/** Query parameters by which a caller asks for a time: a night, or from when to when; and in which steps. */
export const rangeQuery = {
  night: night.optional().meta({
    description:
      'the observing day that begins at 16:00 UTC (noon in Chile) on this date, or tonight; tonight unless from and to are told',
  }),
  from: time.optional().meta({ description: 'beginning of a time of at most 31 days' }),
  to: time.optional().meta({ description: 'its end' }),
  step_s: z
    .stringFormat('seconds', /^\d{1,5}$/, 'must be a whole number of seconds')
    .transform(Number)
    .pipe(z.int().min(1).max(86_400))
    .optional()
    .meta({ description: `step of the curve [s]; ${STEP_S} unless told; it has at most ${CURVE_POINTS} points` }),
};

/** The time a caller asks for. */
export interface AskedRange {
  from_ms: number;
  to_ms: number;
  step_s: number;
  /** The night it is, when a night was asked for. */
  night: Night | undefined;
}

/** The time a caller asks for. Problem `request.invalid`, naming what does not go together. */
export function rangeAsked(
  query: { [name in keyof typeof rangeQuery]?: z.output<(typeof rangeQuery)[name]> },
  clock: Clock,
): AskedRange {
  const { night: asked, from, to, step_s } = query;
  if (asked !== undefined && (from !== undefined || to !== undefined))
    throw invalid('night', 'goes without from and to, which say another time');
  if (from !== undefined || to !== undefined) return stepped({ ...between(from, to), night: undefined }, step_s);
  const found = asked === undefined || asked === 'tonight' ? nightAt(clock.now()) : asked;
  return stepped({ from_ms: found.from_ms, to_ms: found.to_ms, night: found }, step_s);
}

function between(from: number | undefined, to: number | undefined): { from_ms: number; to_ms: number } {
  if (from === undefined) throw invalid('from', 'is needed with to');
  if (to === undefined) throw invalid('to', 'is needed with from');
  const [from_ms, to_ms] = [Math.floor(from / 1_000) * 1_000, Math.floor(to / 1_000) * 1_000];
  if (to_ms - from_ms < RANGE_MIN_S * 1_000) throw invalid('to', `must be at least ${RANGE_MIN_S} s after from`);
  if (to_ms - from_ms > RANGE_MAX_S * 1_000)
    throw invalid('to', `must be at most ${RANGE_MAX_S / 86_400} days after from`);
  return { from_ms, to_ms };
}

function stepped(range: Omit<AskedRange, 'step_s'>, asked: number | undefined): AskedRange {
  const least_s = Math.ceil((range.to_ms - range.from_ms) / 1_000 / (CURVE_POINTS - 1));
  if (asked !== undefined && asked < least_s)
    throw invalid('step_s', `must be at least ${least_s}, so that the curve has at most ${CURVE_POINTS} points`);
  return { ...range, step_s: asked ?? Math.max(STEP_S, Math.ceil(least_s / 60) * 60) };
}

function invalid(field: string, detail: string): Problem {
  const errors: FieldError[] = [{ in: 'query', field, detail }];
  return new Problem('request.invalid', `${field}: ${detail}`, { errors });
}
