import { executedObsUnit } from '../lib/entities/execution.ts';
import { list } from '../lib/flow/list.ts';
import { readById } from '../lib/flow/read.ts';
import type { Site } from '../lib/flow/site.ts';
import { listQuery } from '../lib/model/filter.ts';
import { fill, start } from './fill.ts';
import { type Benchmark, type BenchResult, figure, latencyOf, type Row, timed } from './measure.ts';
import { type BenchStack, startBench } from './stack.ts';

/** Pending rows under which lists are read; reads by id and by lane go on. */
const LISTED = [0, 1, 100, 1_000, 10_000];
const MOST = 100_000;
/** A read that takes long is repeated less often. */
const TURNS_LIMIT_MS = 15_000;
const FEWEST_TURNS = 5;
/** What two medians of one and the same thing may differ by on a machine that also does other things. */
const FLAT = 1.25;
/** What takes too long is to be measured, not given up. */
const PATIENT = { LOCAL_TIMEOUT_MS: '30000', REDIS_COMMAND_TIMEOUT_MS: '30000' };
/** How often a list is read right after a recording. */
const RECORDINGS = 40;
/** Observation units: the pending rows are spread over all but the last. */
const OBS_UNITS = 2_000;

/** Row 3: what pending rows cost a read. */
export const pendingRead: Benchmark = {
  title: 'Merged reads under pending rows, beside the plain query on the replica',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const stack = await startBench('short', say);
    const site = stack.openSite(PATIENT);
    try {
      const table_rows = quick ? 20_000 : 400_000;
      say(`  ${table_rows} rows`);
      await insertRows(stack, table_rows);
      const most = quick ? 5_000 : MOST;
      const found = await measured(site, most, quick ? 20 : 200, say);
      const notes = [
        `${figure(table_rows)} rows in the table; a page of 50, latest start first; the pending rows are the latest.`,
        'Plain: the same statement of the same flow on the replica, without outbox and without the replica position. Both are timed in turns, in one process, without HTTP.',
        `By lane: the page of one observation unit, with three pending rows of its own among all of them. Flat: within ${FLAT}, as multiples of the plain read.`,
        'Time limits are raised: a site answers 503 when its database takes longer than LOCAL_TIMEOUT_MS, 1.2 s.',
      ];
      return { rows: rowsOf(found), versions: stack.servers.versions, notes };
    } finally {
      await site.close();
      await stack.stop();
    }
  },
};

interface Found {
  pending: number;
  /** Medians, milliseconds. */
  list_ms: number;
  plain_ms: number;
  /** Each read behind a new recording; null where lists are not read or nothing is pending. */
  changed_list_ms: number | null;
  by_id_ms: number;
  plain_by_id_ms: number;
  by_lane_ms: number;
  plain_by_lane_ms: number;
}

async function measured(site: Site, most: number, times: number, say: (line: string) => void): Promise<Found[]> {
  const found: Found[] = [];
  let pending = 0;
  let id = '';
  for (const wanted of [...LISTED.filter((count) => count < most), most]) {
    say(`  ${wanted} pending`);
    if (wanted - pending > 0) id = await fill(site, wanted - pending, OBS_UNITS - 1);
    pending = wanted;
    // Three more, of the unit that is read by lane.
    if (wanted > 0 && found.length === 1) for (let more = 0; more < 3; more++) await start(site, OBS_UNITS);
    const looked = await look(site, id, times, LISTED.includes(wanted));
    const changing = wanted > 0 && LISTED.includes(wanted);
    found.push({ pending, ...looked, changed_list_ms: changing ? await lookAfterRecordings(site) : null });
    if (changing) pending += RECORDINGS;
  }
  return found;
}

async function look(
  site: Site,
  pending_id: string,
  times: number,
  with_list: boolean,
): Promise<Omit<Found, 'pending' | 'changed_list_ms'>> {
  const plain = { ...site, buffer: undefined };
  const page = listQuery(executedObsUnit).parse({});
  const lane = listQuery(executedObsUnit).parse({ obs_unit_id: String(OBS_UNITS) });
  const { list: answered } = await list(plain, executedObsUnit, page);
  const id = pending_id === '' ? String(answered.items[0]?.id) : pending_id;
  return inTurns(times, {
    list_ms: async () => (with_list ? list(site, executedObsUnit, page) : undefined),
    plain_ms: () => list(plain, executedObsUnit, page),
    by_id_ms: () => readById(site, executedObsUnit, id),
    plain_by_id_ms: () => readById(plain, executedObsUnit, id),
    by_lane_ms: () => list(site, executedObsUnit, lane),
    plain_by_lane_ms: () => list(plain, executedObsUnit, lane),
  });
}

async function lookAfterRecordings(site: Site): Promise<number> {
  const page = listQuery(executedObsUnit).parse({});
  const taken_ms: number[] = [];
  for (let recorded = 0; recorded < RECORDINGS; recorded++) {
    await start(site, 1);
    taken_ms.push(await timed(() => list(site, executedObsUnit, page)));
  }
  return latencyOf(taken_ms).p50_ms;
}

/** The medians of several reads, taken in turns so that whatever else happens on the machine happens to all of them. */
async function inTurns<Name extends string>(
  times: number,
  runs: Record<Name, () => Promise<unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(runs) as Name[];
  const taken_ms = new Map(names.map((name) => [name, [] as number[]]));
  const ends = performance.now() + TURNS_LIMIT_MS;
  for (let turn = -2; turn < times && (turn < FEWEST_TURNS || performance.now() < ends); turn++)
    for (const name of names) {
      const took_ms = await timed(runs[name]);
      if (turn >= 0) taken_ms.get(name)?.push(took_ms);
    }
  const medians = names.map((name) => [name, latencyOf(taken_ms.get(name) ?? []).p50_ms]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

function rowsOf(found: readonly Found[]): Row[] {
  const [none, one] = found;
  const last = found.at(-1);
  if (none === undefined || one === undefined || last === undefined) throw new TypeError('nothing was measured');
  const lists = found.slice(0, -1).map(({ pending, list_ms, plain_ms }): Row => {
    const added_ms = list_ms - plain_ms;
    const bars: Record<number, Pick<Row, 'bar' | 'holds'>> = {
      0: { bar: 'at most 1.1', holds: list_ms <= 1.1 * plain_ms },
      1000: { bar: 'at most 5 ms more', holds: added_ms <= 5 },
    };
    const each = pending > 0 ? `, ${figure((1_000 * added_ms) / pending)} us for each` : '';
    return {
      what: `list, ${figure(pending)} pending`,
      measured: `${figure(list_ms)} ms (${added_ms < 0 ? '' : '+'}${added_ms.toFixed(2)} ms${each})`,
      beside: `${figure(plain_ms)} ms plain`,
      ratio: list_ms / plain_ms,
      ...(bars[pending] ?? { bar: '', holds: null }),
    };
  });
  const changed = found.flatMap(({ pending, changed_list_ms, plain_ms }): Row[] => {
    if (changed_list_ms === null) return [];
    const measured = `${figure(changed_list_ms)} ms (+${(changed_list_ms - plain_ms).toFixed(2)} ms)`;
    const ratio = changed_list_ms / plain_ms;
    const what = `list behind a new recording, ${figure(pending)} pending`;
    return [{ what, measured, beside: `${figure(plain_ms)} ms plain`, ratio, bar: '', holds: null }];
  });
  // Beside the plain read of the same moment: the machine need not be as quiet at the end as at the beginning.
  const flat = (what: string, times: (at: Found) => number, ms: (at: Found) => number): Row => ({
    what: `${what}, ${figure(last.pending)} pending`,
    measured: `${figure(ms(last))} ms, ${figure(times(last))} x plain`,
    beside: `${figure(ms(one))} ms, ${figure(times(one))} x plain, with ${figure(one.pending)}`,
    ratio: times(last) / times(one),
    bar: `flat: at most ${FLAT}`,
    holds: times(last) <= FLAT * times(one),
  });
  return [
    ...lists,
    ...changed,
    flat(
      'by id',
      ({ by_id_ms, plain_by_id_ms }) => by_id_ms / plain_by_id_ms,
      ({ by_id_ms }) => by_id_ms,
    ),
    flat(
      'by lane',
      ({ by_lane_ms, plain_by_lane_ms }) => by_lane_ms / plain_by_lane_ms,
      ({ by_lane_ms }) => by_lane_ms,
    ),
  ];
}

/** Executions of the past, a minute apart, over all observation units. */
async function insertRows(stack: BenchStack, count: number): Promise<void> {
  const main = await stack.main();
  await main.query(`insert into obs_unit (id, name, observing_program_id, source_id, obs_mode_id)
    select n, 'unit ' || n, 1, 1, 1 from generate_series(10, ${OBS_UNITS}) as n`);
  await main.query(`insert into executed_obs_unit (id, obs_unit_id, start_time, end_time, status, mean_pwv_mm,
      mean_elevation_deg, comment, executed_by, site_name, created_at, updated_at)
    select uuidv7(), 1 + n % ${OBS_UNITS}, at, at + interval '50 s', 'completed', 0.63, 51.25,
      'Scan 12 of 40; light cirrus in the west.', 'observer', 'observatory', at, at
    from generate_series(1, ${count}) as n, lateral (select timestamptz '2025-12-31' - n * interval '1 min' as at) as t`);
  await main.query('vacuum analyze');
  main.close();
  await stack.replayed();
}
