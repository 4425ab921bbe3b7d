import { describe, expect, test } from 'vitest';
import { nightsOf } from '../../infra/database/season.ts';
import { observationsOf } from '../../infra/database/season-observations.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { Row, Transitions } from '../../lib/model/entity.ts';
import { observable } from '../../lib/sky/observable.ts';
import { made, SEASON, units } from '../support/season.ts';

const season = made();
const rowsIn = (table: string, of: Record<string, Row[]> = season) => of[table] ?? [];
const byId = (table: string) => new Map(rowsIn(table).map((row) => [row.id, row]));
const ms = (time: unknown) => Date.parse(String(time));

describe('the same for everybody', () => {
  const given = { nights: 3, files_per_night: 1_000 };

  test('made twice, a season is the same to the last byte', () => {
    const [first, second] = [made(given), made(given)].map((rows) => JSON.stringify(rows));
    expect(first?.length).toBeGreaterThan(1_000_000);
    expect(first === second).toBe(true);
  });

  test('another seed makes another one', () => {
    const other = rowsIn('executed_obs_unit', made({ ...given, seed: '2' }));
    const ids = new Set(rowsIn('executed_obs_unit').map(({ id }) => id));
    expect(other.length).toBeGreaterThan(300);
    expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  test('a night is the same in a season of more nights', () => {
    const others = new Map(rowsIn('executed_obs_unit').map((row) => [row.id, row]));
    const last = rowsIn('executed_obs_unit', made({ ...given, nights: 1 }));
    expect(last.length).toBeGreaterThan(100);
    expect(last.map(({ id }) => others.get(id))).toEqual(last);
  });

  test('a day later everything is still there, and has only moved on as its states allow', () => {
    const of = { files_per_night: 300, nights: 7 };
    const [earlier, later] = [made(of), made({ ...of, until: '2026-11-21', nights: 8 })];
    const wrong: string[] = [];
    let moved = 0;
    for (const { name, transitions = {} } of catalogue) {
      const now = new Map(rowsIn(name, later).map((row) => [row.id, row]));
      for (const before of rowsIn(name, earlier)) {
        const after = now.get(before.id);
        if (after === undefined) wrong.push(`${name} ${before.id} is gone`);
        for (const [column, allowed = {}] of Object.entries(transitions)) {
          const [from, to] = [String(before[column]), String(after?.[column])];
          if (from !== to) moved += 1;
          if (from !== to && !reachable(allowed, from).has(to)) wrong.push(`${name}.${column}: ${from} -> ${to}`);
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(moved).toBeGreaterThan(1_000);
  });
});

/** Every state that can follow a state, sooner or later. */
function reachable(transitions: Transitions, from: string): Set<string> {
  const found = new Set<string>();
  const visit = (state: string) => {
    for (const next of transitions[state] ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(from);
  return found;
}

describe('believable', () => {
  const { nights } = SEASON;

  test('nights have about 200 executions, 10,000 files and 400 to 600 packages, and less than 8 TB', () => {
    const per_night = (table: string) => rowsIn(table).length / nights;
    expect(per_night('executed_obs_unit')).toBeGreaterThan(180);
    expect(per_night('executed_obs_unit')).toBeLessThan(220);
    expect(per_night('raw_data_file')).toBeGreaterThan(8_500);
    expect(per_night('raw_data_file')).toBeLessThan(12_000);
    expect(per_night('raw_data_package')).toBeGreaterThan(400);
    expect(per_night('raw_data_package')).toBeLessThan(600);
    const terabytes = rowsIn('raw_data_file').reduce((sum, file) => sum + Number(file.size_bytes), 0) / 1e12 / nights;
    expect(terabytes).toBeGreaterThan(1);
    expect(terabytes).toBeLessThan(8);
  });

  test('most executions complete; some do not, and then somebody says why; the last one is still running', () => {
    const executions = rowsIn('executed_obs_unit');
    const of = (status: string) => executions.filter((execution) => execution.status === status);
    expect(of('completed').length / executions.length).toBeGreaterThan(0.9);
    for (const status of ['aborted', 'failed']) {
      expect(of(status).length, status).toBeGreaterThan(0);
      for (const { comment } of of(status)) expect(comment).toMatch(/\w/);
    }
    expect(of('running')).toEqual([executions.at(-1)]);
    expect(executions.at(-1)).toMatchObject({ end_time: null, mean_pwv_mm: null });
  });

  test('one telescope observes one thing at a time, and only what can be observed then', () => {
    const known = new Map(units.map((unit) => [unit.id, unit]));
    const executions = rowsIn('executed_obs_unit');
    const wrong = executions.filter((execution, index) => {
      const unit = known.get(Number(execution.obs_unit_id)) ?? expect.fail(`no unit ${execution.obs_unit_id}`);
      const begin_ms = ms(execution.start_time);
      const before = executions[index - 1];
      const is_busy = before !== undefined && begin_ms - ms(before.end_time) < 15_000;
      const [elevation, pwv] = [execution.mean_elevation_deg, execution.mean_pwv_mm].map(Number);
      // An observation may go on a little beyond its limits, never by more than the sky turns meanwhile.
      const is_low = execution.status !== 'running' && !(Number(elevation) > 17 && Number(elevation) <= 90);
      return is_busy || is_low || Number(pwv) > 1.3 * unit.max_pwv_mm || !observable(unit.target, begin_ms).observable;
    });
    expect(wrong).toEqual([]);
    expect(new Set(executions.map(({ obs_unit_id }) => obs_unit_id)).size).toBeGreaterThan(40);
  });

  test('calibrations come at their cadences', () => {
    const [night] = nightsOf(SEASON);
    const observations = observationsOf(units, night ?? expect.fail('no night'), SEASON.seed, 24);
    // Due after so many hours, done at the end of the observation that is under way: 13 minutes at most.
    for (const [purpose, hours] of Object.entries({ pointing: 1, focus: 2, skydip: 3, planet: 12 })) {
      const begun = observations.filter(({ unit }) => unit.purpose === purpose).map(({ begin_ms }) => begin_ms);
      expect(begun.length, purpose).toBeGreaterThan(20 / hours - 1);
      const gaps = begun.slice(1).map((begin_ms, index) => (begin_ms - (begun[index] ?? 0)) / 3_600_000);
      expect(Math.min(...gaps), purpose).toBeGreaterThanOrEqual(hours);
      expect(gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? hours, purpose).toBeLessThan(hours + 0.5);
    }
  });

  test("Prime-Cam's files are named after drone, time and sequence, and lie where rfsoc-streamer puts them", () => {
    const files = rowsIn('raw_data_file').filter(({ file_type }) => file_type === 'g3');
    const boards = new Map<string, unknown>();
    const wrong = files.filter(({ name, relative_path, created_at, instrument_module_id }) => {
      const [, stream = '', ctime] = /^(r\d\dd[1-4])_(\d{10})_00[01]\.g3$/.exec(String(name)) ?? [];
      const board = stream.slice(0, 3);
      const module = boards.get(board) ?? instrument_module_id;
      boards.set(board, module);
      // A file is closed after 600 s at the latest, and no board of one module is a board of another.
      const is_late = !(ms(created_at) - Number(ctime) * 1_000 < 610_000);
      return is_late || module !== instrument_module_id || relative_path !== `${ctime?.slice(0, 5)}/${stream}/${name}`;
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(files.length).toBeGreaterThan(10_000);
    expect(boards.size).toBe(3 * 5);
  });

  test('a package holds the files of its module and execution, is no larger than 50 GB, and is asked for when they are there', () => {
    const packages = byId('raw_data_package');
    const bytes = new Map<unknown, number>();
    const misplaced = rowsIn('raw_data_file').filter((file) => {
      if (file.raw_data_package_id === null) return false;
      const its = packages.get(file.raw_data_package_id);
      bytes.set(its?.id, (bytes.get(its?.id) ?? 0) + Number(file.size_bytes));
      const same = ['executed_obs_unit_id', 'instrument_module_id'].every((column) => file[column] === its?.[column]);
      return !same || ms(file.created_at) > ms(its?.created_at);
    });
    expect(misplaced.slice(0, 5)).toEqual([]);
    expect(bytes.size).toBe(packages.size);
    const described = byId('raw_data_package_metadata');
    const wrong = [...packages.values()].filter(({ id, status, size_bytes, checksum }) => {
      if (status !== 'completed') return size_bytes !== null || checksum !== null || described.has(id);
      const size = Number(size_bytes);
      return !(size > (bytes.get(id) ?? 0) && size < 50e9) || checksum === null || !described.has(id);
    });
    expect(wrong).toEqual([]);
  });
});
