import type {
  Acknowledged,
  Checker,
  Fault,
  Happening,
  LookUp,
  Outcome,
  Read,
  Settlement,
  Shown,
  SiteName,
  Verdict,
  Write,
} from '../history.ts';

/** A night as it should be: what happened, each by its name, and what came of it. */
export interface Example {
  happened: ReturnType<typeof happened>;
  outcome: Outcome;
}

/** What a checker says of an example, with what happened besides. */
export function judge(checker: Checker, { happened, outcome }: Example, besides: readonly Happening[] = []): Verdict {
  return checker([...Object.values(happened), ...besides], outcome);
}

/** The violations of an example in which something has been made wrong. */
export function violations(checker: Checker, wrong: (example: Example) => readonly Happening[] | undefined): string[] {
  const it = example();
  return judge(checker, it, wrong(it)).violations;
}

/** An example of its own, to be changed at will. */
export function example(): Example {
  const main = [record('r4', 1, 4), record('r2', 2, 2), finished('r1', 1, 1)];
  return {
    happened: happened(),
    outcome: {
      ledger: ledger(),
      main,
      observatory: structuredClone(main),
      letters: [],
      audit: { sites: [{ site: 'observatory', missing: [], doubled: [], altered: [] }] },
    },
  };
}

const SERIES = 'series-1';

function happened() {
  const start = write('start', 'first', 'k1', 100, { obs_unit_id: 1, start_time: time(1) }, receipt('r1', 't1', 1));
  const finish = write(
    'finish',
    'second',
    'k2',
    300,
    { status: 'completed', end_time: time(31), comment: 'ended' },
    receipt('r1', 't2', 2),
  );
  const at_main = write(
    'start',
    'third',
    'k3',
    100,
    { obs_unit_id: 2, start_time: time(2) },
    { ...receipt('r2', 't3', null), site: 'cologne', series: null, state: 'applied' },
  );
  const body = { obs_unit_id: 1, start_time: time(4) };
  const late = write('start', 'fourth', 'k4', 27_000, body, receipt('r4', 't4', 3));
  const link: Fault = { kind: 'fault', name: 'link cut', from_ms: 700, to_ms: 900, detail: 'for 200 ms' };
  const redis: Fault = { ...link, name: 'redis killed', from_ms: 20_000, to_ms: 21_000 };
  return {
    start,
    repeat: { ...write('start', 'first', 'k1', 200, start.body, { ...receipt('r1', 't1', 1), replayed: true }) },
    other_body: {
      ...write('start', 'other', 'k1', 440, { ...start.body, comment: 'x' }),
      status: 409,
      code: 'idempotency.conflict',
    },
    finish: { ...finish, record: 'r1' },
    at_main: { ...at_main, site: 'main' as SiteName },
    unanswered: { ...write('start', 'fourth', 'k4', 20_100, body), answered_ms: 25_100 },
    refused: { ...write('start', 'fourth', 'k4', 26_000, body), status: 503, code: 'buffer.unavailable' },
    late,
    running: read(150, '/executed_obs_units/by-id/r1', [record('r1', 1, 1)]),
    finished: read(400, '/executed_obs_units/by-id/r1', [finished('r1', 1, 1)]),
    list: read(420, '/executed_obs_units/1', [finished('r1', 1, 1)]),
    running_list: read(170, '/executed_obs_units?status=running', [record('r1', 1, 1)]),
    look_up: lookUp(180, { t1: 'buffered' }),
    look_up_again: lookUp(500, { t1: 'replicated', t2: 'applied' }),
    link,
    redis,
    settlement: settlement(600),
  };
}

function ledger(): Outcome['ledger'] {
  const row = (transaction_id: string, record_id: string, sequence: number | null): Outcome['ledger'][number] => ({
    transaction_id,
    site: sequence === null ? 'cologne' : 'observatory',
    series: sequence === null ? null : SERIES,
    sequence,
    lane: `executed_obs_unit:${record_id}`,
    outcome: 'applied',
    fingerprint: 'f',
    digest: `digest of ${transaction_id}`,
  });
  return [row('t3', 'r2', null), row('t1', 'r1', 1), row('t2', 'r1', 2), row('t4', 'r4', 3)];
}

/** A time of that night, in the spelling of the API. */
export function time(minute: number): string {
  return `2026-11-21T03:${String(minute).padStart(2, '0')}:00Z`;
}

/** A running record. */
export function record(id: string, obs_unit_id: number, minute: number): Shown {
  return {
    id,
    obs_unit_id,
    start_time: time(minute),
    end_time: null,
    status: 'running',
    comment: null,
    updated_at: time(minute),
  };
}

/** The same, finished half an hour later. */
export function finished(id: string, obs_unit_id: number, minute: number): Shown {
  const end_time = time(minute + 30);
  return { ...record(id, obs_unit_id, minute), end_time, status: 'completed', comment: 'ended', updated_at: end_time };
}

/** A receipt of the observatory. */
export function receipt(id: string, transaction_id: string, sequence: number | null): Acknowledged {
  return {
    id,
    transaction_id,
    state: 'buffered',
    site: 'observatory',
    series: SERIES,
    sequence,
    digest: `digest of ${transaction_id}`,
    replayed: false,
  };
}

/** A write at the observatory that took 10 ms; unanswered without a receipt. */
export function write(
  operation: Write['operation'],
  intention: string,
  key: string | undefined,
  sent_ms: number,
  body: Write['body'],
  acknowledged?: Acknowledged,
): Write {
  return {
    kind: 'write',
    ...called(sent_ms),
    operation,
    intention,
    ...(key === undefined ? {} : { key }),
    body,
    ...(acknowledged === undefined ? { status: null } : { status: operation === 'start' ? 201 : 200, acknowledged }),
  };
}

/** A read at the observatory: by id when the path says so, else a complete list. */
export function read(sent_ms: number, path: string, shown: Shown[]): Read {
  const id = /by-id\/(.*)$/.exec(path)?.[1];
  return { kind: 'read', ...called(sent_ms), path, shown, ...(id === undefined ? { complete: true } : { record: id }) };
}

/** A look-up at the observatory. */
export function lookUp(sent_ms: number, states: Record<string, string>): LookUp {
  return { kind: 'lookup', ...called(sent_ms), states };
}

function called(sent_ms: number) {
  return { client: 'worker-1', site: 'observatory' as SiteName, sent_ms, answered_ms: sent_ms + 10, status: 200 };
}

function settlement(at_ms: number): Settlement {
  const rows = [finished('r5', 1, 5), finished('r1', 1, 1)];
  return {
    kind: 'settlement',
    at_ms,
    pending: 1,
    queries: [{ path: '/executed_obs_units/1', observatory: rows, main: structuredClone(rows) }],
  };
}
