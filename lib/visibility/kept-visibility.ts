import type * as z from 'zod';
import { areKept, type Kept, keep, recall } from '../flow/cache.ts';
import type { Site } from '../flow/site.ts';
import { LIMITS, type Limits } from '../sky/fyst.ts';
import { heatMap, yearOf } from '../sky/heat-map.ts';
import type { Night } from '../sky/night.ts';
import type { Target } from '../sky/target.ts';
import { heatMapRows, type Visibility, visibility, visibilityOf } from './visibility.ts';

/** Says whether an answer had been worked out before (`hit`) or was worked out now (`miss`). */
export const CACHE_HEADER = 'OpsDB-Cache';

/** That header. */
export const cacheHeaders = (was_kept: boolean): Record<string, string> => ({
  [CACHE_HEADER]: was_kept ? 'hit' : 'miss',
});

const DAY_S = 86_400;
/** Nights are kept until a week after, for who looks back, and not longer than two months ahead. */
const KEPT_AFTER_S = 7 * DAY_S;
const KEPT_AHEAD_S = 61 * DAY_S;
/** Heat maps are kept for a month: this year's and those of the next two. */
const HEAT_MAP_S = 30 * DAY_S;
const HEAT_MAP_YEARS = 2;

let known_mark: string | undefined;

/**
 * What stands for the code in the key of a kept answer: the answers to some known questions. Code that computes otherwise, or
 * answers in another shape, finds nothing that other code has kept.
 */
function codeMark(): string {
  if (known_mark !== undefined) return known_mark;
  const night = { from_ms: Date.UTC(2026, 10, 20, 16), to_ms: Date.UTC(2026, 10, 21, 16) };
  const area = { ra_min_deg: 352, ra_max_deg: 41, dec_min_deg: -7.2, dec_max_deg: 4, elevation_deg: 50 };
  const targets: Target[] = [
    { kind: 'fixed', ra_deg: 83.809, dec_deg: -5.3726 },
    { kind: 'solar_system', body: 'Moon' },
    { kind: 'constant_elevation', ...area },
  ];
  const answers = targets.map((target) => [
    visibilityOf(target, night, LIMITS),
    heatMap(target, { begins_ms: night.from_ms, days: 1 }, LIMITS),
  ]);
  known_mark = JSON.stringify(answers);
  return known_mark;
}

const isUsual = (limits: Limits) => JSON.stringify(limits) === JSON.stringify(LIMITS);

/** Under what the visibility of a night is kept: everything it depends on. The name of the source is not part of it. */
const nightKept = (target: Target, { from_ms, to_ms }: Night): Kept => ({
  topic: 'visibility',
  depends_on: [codeMark(), target, from_ms, to_ms, LIMITS],
});

/** For which of some targets the visibility of a night is kept; undefined when nothing can be kept now. */
export function nightsKept(site: Site, targets: readonly Target[], night: Night): Promise<boolean[] | undefined> {
  return areKept(
    site,
    targets.map((target) => nightKept(target, night)),
  );
}

/** Keeps the visibility of a night within the usual limits. Whether it is kept. */
export function keepNight(site: Site, target: Target, night: Night, value: Visibility): Promise<boolean> {
  const left_s = Math.ceil((night.to_ms - site.clock.now()) / 1_000);
  return keep(site, nightKept(target, night), value, Math.max(1, left_s + KEPT_AFTER_S));
}

/**
 * The visibility of a target in a stretch of time, and whether it had been kept. A night not far from now within the usual
 * limits is kept; anything else is worked out each time, so that no caller can fill the cache.
 */
export async function visibilityAt(
  site: Site,
  target: Target,
  range: { from_ms: number; to_ms: number; night: Night | undefined },
  limits: Limits,
): Promise<{ value: Visibility; was_kept: boolean }> {
  const { night } = range;
  const ahead_s = (range.from_ms - site.clock.now()) / 1_000;
  const is_near = ahead_s > -KEPT_AFTER_S && ahead_s < KEPT_AHEAD_S;
  if (night === undefined || !is_near || !isUsual(limits))
    return { value: visibilityOf(target, range, limits), was_kept: false };
  const kept = await recall(site, nightKept(target, night), visibility);
  if (kept !== undefined) return { value: kept, was_kept: true };
  const value = visibilityOf(target, range, limits);
  await keepNight(site, target, night, value);
  return { value, was_kept: false };
}

/** The heat map of a target in a year, and whether it had been kept, which it is within the usual limits. */
export async function heatMapAt(
  site: Site,
  target: Target,
  year: number,
  limits: Limits,
): Promise<{ value: z.infer<typeof heatMapRows>; was_kept: boolean }> {
  const ahead = year - new Date(site.clock.now()).getUTCFullYear();
  if (!isUsual(limits) || ahead < 0 || ahead > HEAT_MAP_YEARS)
    return { value: heatMap(target, yearOf(year), limits), was_kept: false };
  const kept = { topic: 'heatmap', depends_on: [codeMark(), target, year, LIMITS] };
  const found = await recall(site, kept, heatMapRows);
  if (found !== undefined) return { value: found, was_kept: true };
  const value = heatMap(target, yearOf(year), limits);
  await keep(site, kept, value, HEAT_MAP_S);
  return { value, was_kept: false };
}
