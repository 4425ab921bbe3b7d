import { derivedId } from '../../lib/kernel/clock.ts';
import type { Night } from '../../lib/sky/night.ts';
import { Chance } from './season-chance.ts';
import type { Package } from './season-packages.ts';
import { type Course, hours, type Work, workOf } from './season-work.ts';

/** A bundle on its way to one site. */
export interface Journey {
  id: string;
  route_id: number;
  destination_id: number;
  moving: Work;
  unpacking: Work;
}

/** A data transfer package: what is in it, how it was put together, and where it went. */
export interface Bundle {
  id: string;
  name: string;
  packages: readonly Package[];
  size_bytes: number;
  checksum: string;
  assembling: Work;
  journeys: readonly Journey[];
}

/** A package on its way into an archive. */
export interface Archiving {
  id: string;
  package_id: string;
  origin_id: number;
  destination_id: number;
  work: Work;
}

/** The catalogue's locations beyond those the instruments write to. */
export const PLACE = { outgoing: 3, cologne: 4, tape: 5, reduction: 7, us: 8, us_archive: 9, us_reduction: 10 };

/** Four bundles a night, of what was observed in six hours; each stage takes about as long, so that none waits for another. */
const QUARTER_MS = 6 * 3_600_000;
const ASSEMBLING: Course = {
  pending_h: [8.7, 9.3],
  scheduled_h: [5.8, 6.2],
  lasting_h: [6.7, 7.3],
  failing: 0.02,
  given_up: 0.006,
  reasons: ['a package is not where it should be', 'output_buffer is full'],
};
const NETWORK = ['bbcp: connection timed out', 'bbcp: broken pipe after 71 %', 'no route to host', 'checksum differs'];
const MOVING = {
  cologne: { pending_h: [3.5, 4.5], scheduled_h: [5.5, 6.5], lasting_h: [8, 10], failing: 0.05, given_up: 0 },
  us: { pending_h: [3.5, 6], scheduled_h: [5.5, 7], lasting_h: [10, 16], failing: 0.06, given_up: 0.03 },
} as const;
const UNPACKING: Course = {
  pending_h: [0.1, 0.3],
  scheduled_h: [5, 6.5],
  lasting_h: [6, 7.5],
  failing: 0.03,
  given_up: 0,
  reasons: ['tar: unexpected end of file', 'checksum of a package differs'],
};
/** Somebody in the US looks after it less often. */
const UNPACKING_US: Course = { ...UNPACKING, given_up: 0.015 };
const ARCHIVING: Course = {
  pending_h: [0.2, 6],
  scheduled_h: [0.2, 6],
  lasting_h: [0.3, 2],
  failing: 0.008,
  given_up: 0.002,
  reasons: ['tape drive 3 offline', 'read-back checksum differs', 'quota of the pool exceeded'],
};

/** The bundles of a night. A package that is not built in time is in none. */
export function bundlesOf(packages: readonly Package[], night: Night, seed: string): Bundle[] {
  return [0, 1, 2, 3].flatMap((quarter) => {
    const from_ms = night.from_ms + quarter * QUARTER_MS;
    const name = `dtp_${night.date.replaceAll('-', '')}_${quarter + 1}`;
    const chance = new Chance(seed, name);
    const assembling = workOf(chance, from_ms, ASSEMBLING);
    const closes_ms = assembling.attempts[0]?.scheduled_ms ?? Infinity;
    const within = packages.filter(
      ({ observation: { begin_ms }, building }) =>
        begin_ms >= from_ms && begin_ms < from_ms + QUARTER_MS && building.completed_ms <= closes_ms,
    );
    if (within.length === 0) return [];
    const id = derivedId('season', 'data_transfer_package', name);
    const journey = (to: keyof typeof MOVING, route_id: number, unpacking: Course): Journey => {
      const asked_ms = assembling.completed_ms + hours(chance, [0.1, 0.3]);
      const moving = workOf(chance, asked_ms, { ...MOVING[to], reasons: NETWORK });
      return {
        id: derivedId('season', 'data_transfer', id, PLACE[to]),
        route_id,
        destination_id: PLACE[to],
        moving,
        unpacking: workOf(chance, moving.completed_ms, unpacking),
      };
    };
    return {
      id,
      name,
      packages: within,
      size_bytes: within.reduce((sum, { size_bytes }) => sum + size_bytes, 0),
      checksum: chance.checksum(),
      assembling,
      journeys: [journey('cologne', 1, UNPACKING), journey('us', 2, UNPACKING_US)],
    };
  });
}

/** What becomes of the packages of a bundle where it arrives: into the archive of each site, first into Cologne's. */
export function archivingsOf({ packages, journeys }: Bundle, seed: string): Archiving[][] {
  return packages.map((each) =>
    journeys.map(({ destination_id: origin_id, unpacking }) => {
      const destination_id = origin_id === PLACE.us ? PLACE.us_archive : PLACE.tape;
      const chance = new Chance(seed, 'archiving', each.name, destination_id);
      return {
        id: derivedId('season', 'long_term_archive_transfer', each.id, destination_id),
        package_id: each.id,
        origin_id,
        destination_id,
        work: workOf(chance, unpacking.completed_ms, ARCHIVING),
      };
    }),
  );
}
