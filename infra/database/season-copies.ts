import type { COPY_STATUS } from '../../lib/entities/work-status.ts';
import { derivedId } from '../../lib/kernel/clock.ts';
import { type Archiving, type Bundle, PLACE } from './season-bundles.ts';
import { Chance } from './season-chance.ts';
import type { Package } from './season-packages.ts';
import { hours } from './season-work.ts';

/** A copy of something at one location, and what becomes of it. */
export interface Copy {
  id: string;
  type: 'raw_data_file_physical_copy' | 'raw_data_package_physical_copy' | 'data_transfer_package_physical_copy';
  of: string;
  data_location_id: number;
  checksum: string;
  verified_ms: number;
  /** Since when it has been there, and how it stood first. */
  made: Step;
  /** How it stood later, in order; the files of a package share it. */
  later: readonly Step[];
}

/** From a time on, how a copy stands. */
export type Step = readonly [since_ms: number, status: (typeof COPY_STATUS)[number]];

/** How often a copy cannot be deleted, and somebody has to look. */
const STUCK = { file: 0.0005, package: 0.004 };

/** Every copy of the files and packages of a bundle, of the packages' archives, and of the bundle itself. */
export function copiesOf(bundle: Bundle, archivings: readonly Archiving[][], seed: string): Copy[] {
  const packages = bundle.packages.flatMap((each, index) => packageCopies(bundle, each, archivings[index] ?? [], seed));
  return [...packages, ...bundleCopies(bundle, seed)];
}

/** The copies of a package that is in no bundle: it and its files stay where they are. */
export function copiesAtHome(each: Package): Copy[] {
  return [...fileCopies(each, Infinity, new Chance()), stays(each, PLACE.outgoing, each.building.completed_ms)];
}

/**
 * Nothing is deleted at its source before the package is archived: then the package goes from the buffers, and a day after
 * it its files, which until then say that their deletion is possible.
 */
function packageCopies(bundle: Bundle, each: Package, archivings: readonly Archiving[], seed: string): Copy[] {
  const chance = new Chance(seed, 'copies', each.name);
  const [tape_ms = Infinity, us_ms = Infinity] = archivings.map(({ work }) => work.completed_ms);
  const unpacked = (place: number) =>
    bundle.journeys.find(({ destination_id }) => destination_id === place)?.unpacking.completed_ms ?? Infinity;
  const outgoing = goes(each, PLACE.outgoing, each.building.completed_ms, tape_ms + hours(chance, [24, 30]), chance);
  const packages = [
    outgoing,
    goes(each, PLACE.cologne, unpacked(PLACE.cologne), tape_ms + hours(chance, [6, 18]), chance),
    goes(each, PLACE.us, unpacked(PLACE.us), us_ms + hours(chance, [6, 18]), chance),
    stays(each, PLACE.tape, tape_ms),
    stays(each, PLACE.us_archive, us_ms),
  ];
  const gone_ms = outgoing.later.find(([, status]) => status === 'deleted')?.[0] ?? Infinity;
  return [...packages, ...fileCopies(each, gone_ms, chance)];
}

function fileCopies({ files, building }: Package, package_gone_ms: number, chance: Chance): Copy[] {
  const deletion = deletionFrom(package_gone_ms + hours(chance, [20, 28]), chance, 0);
  const later: Step[] = [[package_gone_ms, 'deletion_possible'], ...deletion];
  const stuck: Step[] = [...later.slice(0, -1), [deletion.at(-1)?.[0] ?? Infinity, 'deletion_failed']];
  return files.map(({ id, source_location_id, checksum, registered_ms }) => ({
    id: derivedId('season', 'physical_copy', id, source_location_id),
    type: 'raw_data_file_physical_copy',
    of: id,
    data_location_id: source_location_id,
    checksum,
    verified_ms: building.completed_ms,
    made: [registered_ms, 'present'],
    later: chance.happens(STUCK.file) ? stuck : later,
  }));
}

function bundleCopies(bundle: Bundle, seed: string): Copy[] {
  const chance = new Chance(seed, 'copies', bundle.name);
  const copy = (place: number, present_ms: number, wanted_gone_ms: number): Copy => ({
    ...goes(bundle, place, present_ms, wanted_gone_ms, chance),
    type: 'data_transfer_package_physical_copy',
  });
  const arrived_ms = Math.max(...bundle.journeys.map(({ moving }) => moving.completed_ms));
  return [
    copy(PLACE.outgoing, bundle.assembling.completed_ms, arrived_ms + hours(chance, [2, 8])),
    ...bundle.journeys.map(({ destination_id, moving, unpacking }) =>
      copy(destination_id, moving.completed_ms, unpacking.completed_ms + hours(chance, [4, 12])),
    ),
  ];
}

function stays({ id, checksum }: { id: string; checksum: string }, data_location_id: number, present_ms: number): Copy {
  return {
    id: derivedId('season', 'physical_copy', id, data_location_id),
    type: 'raw_data_package_physical_copy',
    of: id,
    data_location_id,
    checksum,
    verified_ms: present_ms,
    made: [present_ms, 'present'],
    later: [],
  };
}

function goes(
  what: { id: string; checksum: string },
  place: number,
  present_ms: number,
  wanted_gone_ms: number,
  chance: Chance,
): Copy {
  return { ...stays(what, place, present_ms), later: deletionFrom(wanted_gone_ms, chance, STUCK.package) };
}

/** How a copy is deleted that is wanted gone from a time on. */
export function deletionFrom(wanted_gone_ms: number, chance: Chance, stuck: number): Step[] {
  const begin_ms = wanted_gone_ms + hours(chance, [1, 5]);
  return [
    [wanted_gone_ms, 'deletion_scheduled'],
    [begin_ms, 'deletion_in_progress'],
    [begin_ms + hours(chance, [0.1, 1]), chance.happens(stuck) ? 'deletion_failed' : 'deleted'],
  ];
}
