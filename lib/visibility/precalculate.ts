import type { Site } from '../flow/site.ts';
import { LIMITS } from '../sky/fyst.ts';
import { type Night, nightAt, sunTimes } from '../sky/night.ts';
import { keepNight, nightsKept } from './kept-visibility.ts';
import { allTargets, type SourceTarget } from './sources.ts';
import { visibilityOf } from './visibility.ts';

/** What has been worked out beforehand, and what has not yet. One piece is one source in one night. */
export interface Progress {
  /** Whether anything can be kept: false while the volatile Redis is away or where there is none. */
  available: boolean;
  /** The dates asked for, tonight first. */
  nights: string[];
  sources: number;
  /** Pieces that had been kept before, that were worked out now, and that are left for another slice. */
  before: number;
  computed: number;
  left: number;
  complete: boolean;
  /** Sources in use whose position cannot be computed. */
  without_position: number[];
}

/** What to work out: for how many nights from tonight on, for which sources (all unless told), and for how long. */
export interface Slice {
  nights: number;
  source_ids?: readonly number[] | undefined;
  budget_ms: number;
}

/**
 * Works out a slice of the visibility of the coming nights and keeps it where GET /visibility looks: tonight of all sources
 * first, then the next night. What is kept already is passed over, so that the next call goes on where this one stopped;
 * interrupted anywhere, what is kept is whole and right. At least one missing piece is worked out. Problems as for `list`.
 */
export async function precalculate(site: Site, { nights, source_ids, budget_ms }: Slice): Promise<Progress> {
  const deadline = performance.now() + budget_ms;
  const { sources, without_position } = await allTargets(site);
  const wanted = source_ids === undefined ? sources : sources.filter(({ id }) => source_ids.includes(id));
  const asked = Array.from({ length: nights }, (_, days) => nightAt(site.clock.now(), days));
  const progress: Progress = {
    available: true,
    nights: asked.map(({ date }) => date),
    sources: wanted.length,
    before: 0,
    computed: 0,
    left: wanted.length * nights,
    complete: false,
    without_position: without_position.filter((id) => source_ids?.includes(id) ?? true),
  };
  for (const night of asked) {
    progress.available = await work(site, night, wanted, progress, deadline);
    if (!progress.available) break;
  }
  progress.complete = progress.left === 0;
  return progress;
}

/** Works out what is missing of one night, as far as the time goes. Whether it could be kept. */
async function work(
  site: Site,
  night: Night,
  sources: readonly SourceTarget[],
  progress: Progress,
  deadline: number,
): Promise<boolean> {
  const targets = sources.map(({ target }) => target);
  // Once more: the first command after a pause has to connect, too, and the cache is not waited for as long as a slice may take.
  const kept = (await nightsKept(site, targets, night)) ?? (await nightsKept(site, targets, night));
  if (kept === undefined) return false;
  const missing = targets.filter((_, index) => !kept[index]);
  progress.before += targets.length - missing.length;
  progress.left -= targets.length - missing.length;
  const sun = missing.length === 0 ? undefined : sunTimes(night.from_ms);
  for (const target of missing) {
    if (performance.now() > deadline && progress.computed > 0) return true;
    const value = visibilityOf(target, night, LIMITS, sun);
    const is_kept = (await keepNight(site, target, night, value)) || (await keepNight(site, target, night, value));
    if (!is_kept) return false;
    progress.computed += 1;
    progress.left -= 1;
  }
  return true;
}
