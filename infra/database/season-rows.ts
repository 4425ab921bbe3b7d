import { derivedId } from '../../lib/kernel/clock.ts';
import type { Rows } from './insert-rows.ts';
import { type Archiving, type Bundle, PLACE } from './season-bundles.ts';
import type { Copy } from './season-copies.ts';
import { metadataOf } from './season-metadata.ts';
import type { Observation } from './season-observations.ts';
import { executionId, type Package } from './season-packages.ts';
import type { Archived, Staging } from './season-staging.ts';
import { type Standing, standingAt, timeOf, type Work } from './season-work.ts';

/** The site the executions were recorded at: that of the mountain in the local stack. */
const SITE_NAME = 'observatory';

/** The column that says what a copy is of. */
const KEY = {
  raw_data_file_physical_copy: 'raw_data_file_id',
  raw_data_package_physical_copy: 'raw_data_package_id',
  data_transfer_package_physical_copy: 'data_transfer_package_id',
} as const satisfies Record<Copy['type'], string>;

type Row = Rows[string][number];

/** Puts on record what has come to pass by some time; what had not begun by then is on no record. */
export class SeasonRows {
  readonly all: Rows = {};
  readonly #now_ms: number;

  constructor(now_ms: number) {
    this.#now_ms = now_ms;
  }

  /** One execution; it is running while it has not ended. */
  observation(observation: Observation): void {
    const { unit, begin_ms, end_ms, outcome } = observation;
    if (begin_ms > this.#now_ms) return;
    const has_ended = end_ms <= this.#now_ms;
    this.#add('executed_obs_unit', {
      id: executionId(observation),
      obs_unit_id: unit.id,
      start_time: timeOf(begin_ms),
      end_time: has_ended ? timeOf(end_ms) : null,
      status: has_ended ? outcome : 'running',
      mean_pwv_mm: has_ended ? observation.pwv_mm : null,
      mean_elevation_deg: has_ended ? observation.elevation_deg : null,
      comment: has_ended ? observation.comment : null,
      executed_by: observation.executed_by,
      site_name: SITE_NAME,
      created_at: timeOf(begin_ms + 350),
      updated_at: timeOf(has_ended ? end_ms + 420 : begin_ms + 350),
    });
  }

  /** A bundle with its transfers and the logs of their attempts. */
  bundle({ id, name, size_bytes, checksum, assembling, journeys }: Bundle): void {
    const standing = standingAt(assembling, this.#now_ms);
    if (standing === undefined) return;
    const is_whole = standing.status === 'completed';
    this.#add('data_transfer_package', {
      id,
      name,
      origin_location_id: PLACE.outgoing,
      size_bytes: is_whole ? size_bytes : null,
      checksum: is_whole ? checksum : null,
      status: standing.status,
      retry_count: standing.retry_count,
      ...this.#times(assembling, standing),
    });
    for (const journey of journeys) this.#journey(id, journey);
  }

  #journey(bundle_id: string, { id, route_id, destination_id, moving, unpacking }: Bundle['journeys'][number]): void {
    const standing = standingAt(moving, this.#now_ms);
    if (standing === undefined) return;
    const unpacked = standingAt(unpacking, this.#now_ms);
    this.#add('data_transfer', {
      id,
      data_transfer_package_id: bundle_id,
      origin_location_id: PLACE.outgoing,
      destination_location_id: destination_id,
      data_transfer_route_id: route_id,
      status: standing.status,
      retry_count: standing.retry_count,
      unpack_status: unpacked?.status ?? 'pending',
      unpack_retry_count: unpacked?.retry_count ?? 0,
      start_time: timeOf(standing.start_ms),
      end_time: timeOf(standing.end_ms),
      failure_error_message: standing.failure ?? unpacked?.failure ?? null,
      ...this.#times(moving, unpacked ?? standing),
    });
    const over = moving.attempts.filter(({ end_ms }) => end_ms <= this.#now_ms);
    for (const [attempt, { end_ms, failure }] of over.entries()) {
      this.#add('data_transfer_log', {
        id: derivedId('season', 'data_transfer_log', id, attempt),
        data_transfer_id: id,
        status: failure === undefined ? 'completed' : 'failed',
        log_path: `/var/log/data-transfer/${timeOf(end_ms).slice(0, 10)}/${id}.${attempt + 1}.log`,
        created_at: timeOf(end_ms + 1_000),
      });
    }
  }

  /** A package with what is said of it, and its files, which may be there before it. */
  package(each: Package, archived: (Archived & { bundle: Bundle }) | undefined): void {
    const standing = standingAt(each.building, this.#now_ms);
    if (standing !== undefined) this.#package(each, standing, archived);
    for (const { registered_ms, ...file } of each.files) {
      if (registered_ms > this.#now_ms) continue;
      const packaged_ms = each.building.attempts[0]?.pending_ms ?? registered_ms;
      this.#add('raw_data_file', {
        ...file,
        instrument_module_id: each.module.id,
        executed_obs_unit_id: each.execution_id,
        raw_data_package_id: standing === undefined ? null : each.id,
        created_at: timeOf(registered_ms),
        updated_at: timeOf(standing === undefined ? registered_ms : packaged_ms),
      });
    }
  }

  #package(each: Package, standing: Standing, archived: (Archived & { bundle: Bundle }) | undefined): void {
    const is_built = standing.status === 'completed';
    const bundle = archived && standingAt(archived.bundle.assembling, this.#now_ms);
    const is_bundled = bundle !== undefined && bundle.status !== 'pending';
    const archiving = archived?.archivings[0] && standingAt(archived.archivings[0].work, this.#now_ms);
    const is_moving = bundle?.status === 'in_progress' || bundle?.status === 'completed';
    const state =
      archiving?.status === 'completed'
        ? 'archived'
        : archiving?.status === 'failed'
          ? 'failed'
          : is_moving
            ? 'transferring'
            : 'waiting';
    const latest = [archiving, bundle].find((step) => step !== undefined && step.since_ms > standing.since_ms);
    this.#add('raw_data_package', {
      id: each.id,
      name: each.name,
      executed_obs_unit_id: each.execution_id,
      instrument_module_id: each.module.id,
      data_transfer_package_id: is_bundled ? (archived?.bundle.id ?? null) : null,
      relative_path: is_built ? `${each.name.slice(0, 8)}/${each.name}.tar` : null,
      size_bytes: is_built ? each.size_bytes : null,
      checksum: is_built ? each.checksum : null,
      status: standing.status,
      state,
      retry_count: standing.retry_count,
      ...this.#times(each.building, latest ?? standing),
    });
    if (!is_built) return;
    this.#add('raw_data_package_metadata', {
      id: each.id,
      metadata: metadataOf(each),
      created_at: timeOf(standing.since_ms),
      updated_at: timeOf(standing.since_ms),
    });
  }

  /** A package on its way into the archives. */
  archivings(archivings: readonly Archiving[]): void {
    for (const { id, package_id, origin_id, destination_id, work } of archivings) {
      const standing = standingAt(work, this.#now_ms);
      if (standing === undefined) continue;
      this.#add('long_term_archive_transfer', {
        id,
        raw_data_package_id: package_id,
        origin_location_id: origin_id,
        destination_location_id: destination_id,
        ...this.#worked(work, standing),
      });
    }
  }

  /** A request for packages, with what it asks for. */
  staging({ id, comment, packages, destination_id, work, released_ms }: Staging, requested_by: number): void {
    const standing = standingAt(work, this.#now_ms);
    if (standing === undefined) return;
    const is_released = released_ms <= this.#now_ms;
    this.#add('staging_job', {
      id,
      destination_location_id: destination_id,
      requested_by,
      active: !is_released,
      comment,
      ...this.#worked(work, is_released ? { ...standing, since_ms: released_ms } : standing),
    });
    for (const each of packages) {
      this.#add('staging_job_package', {
        id: derivedId('season', 'staging_job_package', id, each.id),
        staging_job_id: id,
        raw_data_package_id: each.id,
      });
    }
  }

  /** Copies, each with what it is a copy of. */
  copies(copies: readonly Copy[]): void {
    const now_ms = this.#now_ms;
    for (const { id, type, of, data_location_id, checksum, verified_ms, made, later } of copies) {
      if (made[0] > now_ms) continue;
      const [since_ms, status] = later.findLast(([step_ms]) => step_ms <= now_ms) ?? made;
      this.#add('physical_copy', {
        id,
        type,
        data_location_id,
        status,
        checksum,
        verified_at: verified_ms <= now_ms ? timeOf(verified_ms) : null,
        gone_at: status === 'deleted' ? timeOf(since_ms) : null,
        created_at: timeOf(made[0]),
        updated_at: timeOf(since_ms),
      });
      this.#add(type, { id, [KEY[type]]: of });
    }
  }

  #worked(work: Work, standing: Standing): Row {
    return {
      status: standing.status,
      retry_count: standing.retry_count,
      start_time: timeOf(standing.start_ms),
      end_time: timeOf(standing.end_ms),
      failure_error_message: standing.failure ?? null,
      ...this.#times(work, standing),
    };
  }

  #times({ attempts }: Work, { since_ms }: Pick<Standing, 'since_ms'>): Row {
    return { created_at: timeOf(attempts[0]?.pending_ms ?? since_ms), updated_at: timeOf(since_ms) };
  }

  #add(table: string, row: Row): void {
    const rows = this.all[table];
    if (rows === undefined) this.all[table] = [row];
    else rows.push(row);
  }
}
