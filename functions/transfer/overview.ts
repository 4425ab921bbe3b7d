import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { may } from '../../lib/auth/principal.ts';
import { FAILING } from '../../lib/entities/failing.ts';
import { dataLocation } from '../../lib/entities/location.ts';
import { physicalCopy } from '../../lib/entities/physical-copy.ts';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { stagingJob } from '../../lib/entities/staging.ts';
import { dataTransfer, longTermArchiveTransfer } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { COPY_STATUS, PACKAGE_STATE, STATUS } from '../../lib/entities/work-status.ts';
import { failureStatement } from '../../lib/flow/failures.ts';
import { read } from '../../lib/flow/read.ts';
import { tally } from '../../lib/flow/tally.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { utcText } from '../../lib/kernel/clock.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';
import { failure } from '../../lib/model/failing.ts';
import { stale } from '../../lib/model/filter.ts';

/** As many as a screen shows; GET /api/transfer/failed has all. */
const NEWEST = 10;
/** Everything the counts speak of. */
export const ENTITIES: readonly AnyEntity[] = [
  rawDataPackage,
  dataTransferPackage,
  dataTransfer,
  longTermArchiveTransfer,
  stagingJob,
  physicalCopy,
  dataLocation,
];
const THERE = COPY_STATUS.filter((status) => status !== 'deleted');
const counted = (values: readonly string[]) => z.object(Object.fromEntries(values.map((value) => [value, z.int()])));
const total = z.int().meta({ description: 'all of them' });

const overview = z.object({
  total_packages: z.int().meta({ description: 'raw data packages' }),
  active_transfers: z.int().meta({ description: 'transfers whose status is in_progress' }),
  bytes_waiting: z.int().meta({ description: 'size of the raw data packages whose state is waiting [byte]' }),
  raw_data_packages: z.object({ total, by_status: counted(STATUS), by_state: counted(PACKAGE_STATE) }),
  data_transfer_packages: z.object({ total, by_status: counted(STATUS) }),
  data_transfers: z.object({ total, by_status: counted(STATUS), by_unpack_status: counted(STATUS) }),
  long_term_archive_transfers: z.object({ total, by_status: counted(STATUS) }),
  staging_jobs: z.object({ total, active: z.int(), by_status: counted(STATUS) }),
  physical_copies: z
    .array(
      z.object({
        data_location_id: z.int(),
        data_location: z.string().nullable(),
        location_type: z.string().nullable(),
        total,
        by_status: counted(THERE),
      }),
    )
    .meta({ description: 'copies by location; those that are deleted are not counted' }),
  newest_failures: z.array(failure).meta({ description: `the newest ${NEWEST} of what you may read` }),
});

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/api/transfer/overview',
  tag: 'transfer',
  summary: 'How moving the data stands',
  doc: 'Counts of everything on its way to the archives, by how it stands, as main will have it: one moment for all of them, unreplicated changes of this site included.',
  permission: 'read:transfers',
  query: z.strictObject({ stale }),
  answers: { 200: { doc: 'The counts.', body: overview, headers: READING_HEADERS } },
  problems: READ_PROBLEMS,
  run: async ({ site, principal, query }) => {
    const failing = FAILING.filter(({ entity }) => may(principal, entity.permissions.read));
    const gone = sql`status = 'deleted'`;
    const statement = sql`select
      ${tally(rawDataPackage, ['status'])} as packages,
      ${tally(rawDataPackage, ['state'])} as states,
      (select coalesce(sum(size_bytes), 0)::float8 from raw_data_package where state = 'waiting') as bytes_waiting,
      ${tally(dataTransferPackage, ['status'])} as bundles,
      ${tally(dataTransfer, ['status', 'unpack_status'])} as transfers,
      ${tally(longTermArchiveTransfer, ['status'])} as archivings,
      ${tally(stagingJob, ['status', 'active'])} as jobs,
      ${tally(physicalCopy, ['data_location_id', 'status'], gone)} as copies,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'location_type', location_type) order by id), '[]')
        from data_location) as locations,
      (select coalesce(jsonb_agg(to_jsonb(f) order by f.since desc, f.kind desc, f.id desc, f.what desc), '[]')
        from (${failureStatement(failing, NEWEST)}) as f) as failures`;
    const all = { mode: 'all' } as const;
    const options = {
      stale: query.stale === 'ok',
      beside: ENTITIES.map((entity) => ({ entity, selector: all })).slice(1),
    };
    const reading = await read(site, rawDataPackage, all, statement, options);
    return { body: toOverview(reading.rows[0] ?? {}), headers: readingHeaders(reading) };
  },
});

type Counted = Row & { n: number };
type Answered = Record<'packages' | 'states' | 'bundles' | 'transfers' | 'archivings' | 'jobs' | 'copies', Counted[]> &
  Record<'locations' | 'failures', Row[]> & { bytes_waiting: number };

function toOverview(row: Row): Row {
  const { packages, states, bytes_waiting, bundles, transfers, archivings, jobs, copies, locations, failures } =
    row as Answered;
  const by_status = (all: readonly Counted[]) => countBy(all, 'status', STATUS);
  const moving = by_status(transfers);
  return {
    total_packages: sum(packages),
    active_transfers: moving.in_progress,
    bytes_waiting,
    raw_data_packages: {
      total: sum(packages),
      by_status: by_status(packages),
      by_state: countBy(states, 'state', PACKAGE_STATE),
    },
    data_transfer_packages: { total: sum(bundles), by_status: by_status(bundles) },
    data_transfers: {
      total: sum(transfers),
      by_status: moving,
      by_unpack_status: countBy(transfers, 'unpack_status', STATUS),
    },
    long_term_archive_transfers: { total: sum(archivings), by_status: by_status(archivings) },
    staging_jobs: { total: sum(jobs), active: sum(jobs.filter(({ active }) => active)), by_status: by_status(jobs) },
    physical_copies: [...new Set(copies.map(({ data_location_id }) => data_location_id))]
      .sort((one, other) => Number(one) - Number(other))
      .map((id) => copiesAt(id, copies, locations)),
    newest_failures: failures.map(({ since, ...one }) => ({ ...one, since: utcText(String(since)) ?? since })),
  };
}

function copiesAt(id: unknown, copies: readonly Counted[], locations: readonly Row[]): Row {
  const here = copies.filter(({ data_location_id }) => data_location_id === id);
  const { name = null, location_type = null } = locations.find((one) => one.id === id) ?? {};
  const by_status = countBy(here, 'status', THERE);
  return { data_location_id: id, data_location: name, location_type, total: sum(here), by_status };
}

const sum = (all: readonly Counted[]) => all.reduce((total, { n }) => total + n, 0);

/** How many there are of each value, none included. */
function countBy(all: readonly Counted[], column: string, values: readonly string[]): Record<string, number> {
  return Object.fromEntries(values.map((value) => [value, sum(all.filter((one) => one[column] === value))]));
}
