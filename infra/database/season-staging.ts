import { derivedId } from '../../lib/kernel/clock.ts';
import type { Night } from '../../lib/sky/night.ts';
import { type Archiving, PLACE } from './season-bundles.ts';
import { Chance } from './season-chance.ts';
import { type Copy, deletionFrom } from './season-copies.ts';
import type { Package } from './season-packages.ts';
import { type Course, hours, type Work, workOf } from './season-work.ts';

/** A request for packages of a night. */
export interface Staging {
  id: string;
  comment: string;
  asked_ms: number;
  packages: readonly Package[];
  /** What it asks for first: its copies where they are processed. */
  copies: readonly Copy[];
  destination_id: number;
  work: Work;
  /** From when on its files are no longer needed. */
  released_ms: number;
}

/** An archived package: in which archive, since when. */
export interface Archived {
  package: Package;
  archivings: readonly Archiving[];
}

/** Four requests for each night, a week after it, six hours apart; tapes are fetched about as fast. */
const REQUESTS = 4;
const AFTER_MS = 7 * 86_400_000;
const APART_MS = 6 * 3_600_000;
const STAGING: Course = {
  pending_h: [6.5, 7.5],
  scheduled_h: [5.5, 6.5],
  lasting_h: [5.5, 6.5],
  failing: 0.08,
  given_up: 0.03,
  reasons: ['scratch file system full', 'tape 001437 not readable', 'cancelled by the batch system'],
};
const KEPT_H = [5 * 24, 20 * 24] as const;
const WHY = ['for the reduction of', 'second look at', 'baseline test with', 'for the paper on'];
const MOST_PACKAGES = 6;

/** What is asked for of a night: packages of one unit that were archived by then. */
export function stagingsOf(archived: readonly Archived[], night: Night, seed: string): Staging[] {
  return Array.from({ length: REQUESTS }, (_, position) => {
    const chance = new Chance(seed, 'staging', night.date, position);
    const asked_ms = night.to_ms + AFTER_MS + position * APART_MS + hours(chance, [-0.4, 0.4]);
    const in_us = chance.happens(0.2);
    const archive = in_us ? PLACE.us_archive : PLACE.tape;
    const there = archived.filter(({ archivings }) =>
      archivings.some(({ destination_id, work }) => destination_id === archive && work.completed_ms < asked_ms),
    );
    if (there.length === 0) return [];
    const { unit } = chance.oneOf(there).package.observation;
    const packages = there
      .map((each) => each.package)
      .filter(({ observation }) => observation.unit === unit)
      .slice(0, 1 + Math.floor(chance.between(0, MOST_PACKAGES)));
    const id = derivedId('season', 'staging_job', night.date, position);
    const work = workOf(chance, asked_ms, STAGING);
    const released_ms = (work.attempts.at(-1)?.end_ms ?? asked_ms) + hours(chance, KEPT_H);
    const destination_id = in_us ? PLACE.us_reduction : PLACE.reduction;
    const copies = packages.map((each) => stagedCopy(each, id, destination_id, work.completed_ms, released_ms, chance));
    const comment = `${chance.oneOf(WHY)} ${unit.source}`;
    return [{ id, comment, asked_ms, packages, copies, destination_id, work, released_ms }];
  }).flat();
}

function stagedCopy(
  { id, checksum }: Package,
  job: string,
  data_location_id: number,
  staged_ms: number,
  released_ms: number,
  chance: Chance,
): Copy {
  const deletion = deletionFrom(released_ms + hours(chance, [1, 12]), chance, 0);
  return {
    id: derivedId('season', 'physical_copy', id, data_location_id, job),
    type: 'raw_data_package_physical_copy',
    of: id,
    data_location_id,
    checksum,
    verified_ms: staged_ms,
    made: [staged_ms, 'staged'],
    later: deletion,
  };
}
