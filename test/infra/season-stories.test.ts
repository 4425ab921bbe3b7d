import { describe, expect, test } from 'vitest';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { Row } from '../../lib/model/entity.ts';
import { made } from '../support/season.ts';

const NIGHTS = 60;
/** A long season with few files, so that everything that is rare happens. */
const season = made({ nights: NIGHTS, files_per_night: 200 });
const NOW_MS = Date.parse('2026-11-21T15:50:00Z');
const TAPE = 5;

const rowsIn = (table: string) => season[table] ?? [];
const ms = (time: unknown) => Date.parse(String(time));
const having = (table: string, column: string, value: unknown) => rowsIn(table).filter((row) => row[column] === value);

/** Rows by the value of a column. */
function groups(table: string, column: string): Map<unknown, Row[]> {
  const found = new Map<unknown, Row[]>();
  for (const row of rowsIn(table)) {
    const group = found.get(row[column]);
    if (group === undefined) found.set(row[column], [row]);
    else group.push(row);
  }
  return found;
}

test('every state of every state machine occurs', () => {
  const machines = catalogue.flatMap(({ name, transitions = {} }) =>
    Object.entries(transitions).map(([column, states = {}]) => ({ name, column, states: Object.keys(states) })),
  );
  const missing = machines.flatMap(({ name, column, states }) => {
    const present = new Set(rowsIn(name).map((row) => row[column]));
    return states.filter((state) => !present.has(state)).map((state) => `${name}.${column} = ${state}`);
  });
  expect(machines.length).toBeGreaterThan(7);
  expect(missing).toEqual([]);
});

test('every table of what the telescope and its data go through has rows', () => {
  const empty = catalogue.filter(({ name, write }) => write === 'buffered' && rowsIn(name).length === 0);
  expect(empty.map(({ name }) => name)).toEqual([
    'user',
    'user_role',
    'api_token',
    'user_session',
    'sign_in_code',
    'audit_event',
  ]);
});

test.each(catalogue.filter(({ name }) => rowsIn(name).length > 0))(
  '$name: rows are as the API would take them',
  (entity) => {
    const rows = rowsIn(entity.name);
    // They are all made alike: of many, every so many of them.
    const some = rows.filter((_, index) => index % Math.ceil(rows.length / 2_000) === 0);
    const wrong = some.flatMap((row) => entity.shapes.create.safeParse(row).error?.issues ?? []);
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  },
);

test('nothing is of the future, and nothing ends before it begins', () => {
  const times = ['created_at', 'updated_at', 'start_time', 'end_time', 'verified_at', 'gone_at'];
  const isWrong = (row: Row) =>
    times.some((column) => typeof row[column] === 'string' && ms(row[column]) > NOW_MS) ||
    ms(row.updated_at ?? row.created_at) < ms(row.created_at) ||
    (typeof row.end_time === 'string' && ms(row.end_time) < ms(row.start_time));
  const wrong = Object.entries(season).flatMap(([table, rows]) => rows.filter(isWrong).map((row) => ({ table, row })));
  expect(wrong.slice(0, 5)).toEqual([]);
});

describe('packages and their copies', () => {
  const copies = groups('physical_copy', 'data_location_id');
  const copyOf = new Map(rowsIn('raw_data_package_physical_copy').map((row) => [row.id, row.raw_data_package_id]));
  const onTape = new Set((copies.get(TAPE) ?? []).map(({ id }) => copyOf.get(id)));

  test('those of old nights are archived, those of the last night are waiting, some are between', () => {
    const states = (from_day: number, to_day: number) =>
      rowsIn('raw_data_package')
        .filter(({ created_at }) => {
          const days = (NOW_MS - ms(created_at)) / 86_400_000;
          return days >= from_day && days < to_day;
        })
        .map(({ state }) => state);
    const share = (all: unknown[], state: string) => all.filter((each) => each === state).length / all.length;
    expect(share(states(0, 0.4), 'waiting')).toBe(1);
    expect(share(states(1, 2), 'transferring')).toBeGreaterThan(0.9);
    expect(share(states(6, NIGHTS), 'archived')).toBeGreaterThan(0.95);
  });

  test('archived is what has a copy on tape, and all of that', () => {
    const archived = having('raw_data_package', 'state', 'archived').map(({ id }) => id);
    expect(archived.length).toBeGreaterThan(10_000);
    expect(new Set(archived)).toEqual(onTape);
    const done = having('long_term_archive_transfer', 'destination_location_id', TAPE).filter(
      ({ status }) => status === 'completed',
    );
    expect(new Set(done.map(({ raw_data_package_id }) => raw_data_package_id))).toEqual(onTape);
  });

  test('no file is about to be deleted at its source whose package is not archived', () => {
    const files = new Map(rowsIn('raw_data_file').map((file) => [file.id, file]));
    const statuses = new Map(rowsIn('physical_copy').map(({ id, status }) => [id, status]));
    const leaving = rowsIn('raw_data_file_physical_copy').filter(({ id }) => statuses.get(id) !== 'present');
    const wrong = leaving.filter(
      ({ raw_data_file_id }) => !onTape.has(files.get(raw_data_file_id)?.raw_data_package_id),
    );
    expect(wrong).toEqual([]);
    expect(leaving.length).toBeGreaterThan(5_000);
  });

  test('what is gone says when, and nothing else does', () => {
    const wrong = rowsIn('physical_copy').filter(
      ({ status, gone_at }) => (gone_at !== null) !== (status === 'deleted'),
    );
    expect(wrong).toEqual([]);
  });
});

describe('transfers', () => {
  test('each attempt that is over has a log, and a transfer that failed says why', () => {
    const logs = groups('data_transfer_log', 'data_transfer_id');
    for (const { id, status, retry_count, failure_error_message, unpack_status } of rowsIn('data_transfer')) {
      const of = (wanted: string) => (logs.get(id) ?? []).filter((log) => log.status === wanted).length;
      expect(of('completed')).toBe(status === 'completed' ? 1 : 0);
      expect(of('failed')).toBe(Number(retry_count) + (status === 'failed' ? 1 : 0));
      expect(failure_error_message !== null).toBe(status === 'failed' || unpack_status === 'failed');
    }
    expect(having('data_transfer', 'status', 'failed').length).toBeGreaterThan(3);
    expect(rowsIn('data_transfer').filter(({ retry_count }) => Number(retry_count) > 0).length).toBeGreaterThan(10);
  });

  test('a bundle is what its packages are together, and crosses the link to both sites', () => {
    const packages = groups('raw_data_package', 'data_transfer_package_id');
    const transfers = groups('data_transfer', 'data_transfer_package_id');
    const bundles = having('data_transfer_package', 'status', 'completed');
    expect(bundles.length).toBeGreaterThan(3 * NIGHTS);
    for (const { id, size_bytes } of bundles) {
      const sizes = (packages.get(id) ?? []).map((each) => Number(each.size_bytes));
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(size_bytes);
      expect(
        (transfers.get(id) ?? []).map(({ data_transfer_route_id }) => data_transfer_route_id).length,
      ).toBeLessThanOrEqual(2);
    }
    expect([...transfers.values()].filter((all) => all.length === 2).length).toBeGreaterThan(3 * NIGHTS);
  });
});

test('staging jobs ask for archived packages, and keep their copies while they are active', () => {
  const jobs = new Map(rowsIn('staging_job').map((job) => [job.id, job]));
  const packages = new Map(rowsIn('raw_data_package').map((each) => [each.id, each]));
  expect(jobs.size).toBeGreaterThan(3 * (NIGHTS - 10));
  for (const { staging_job_id, raw_data_package_id } of rowsIn('staging_job_package')) {
    expect(jobs.has(staging_job_id)).toBe(true);
    expect(['archived', 'failed', 'transferring']).toContain(packages.get(raw_data_package_id)?.state);
  }
  const staged = having('physical_copy', 'status', 'staged').length;
  const active = rowsIn('staging_job_package').filter(({ staging_job_id }) => {
    const job = jobs.get(staging_job_id);
    return job?.active === true && job.status === 'completed';
  }).length;
  // Those of a job that has just been released are deleted within the day.
  expect(staged).toBeGreaterThanOrEqual(active);
  expect(active).toBeGreaterThan(0);
});
