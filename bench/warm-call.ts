import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { build } from '../infra/build/build.ts';
import { bundleCode } from '../infra/build/bundle-code.ts';
import type { ActionProcess } from '../infra/openwhisk/action-process.ts';
import { executedObsUnit } from '../lib/entities/execution.ts';
import { readById } from '../lib/flow/read.ts';
import { HELLO, initAction, startAction, zipOf } from './actions.ts';
import { nextStart, OBSERVED } from './fill.ts';
import { type Benchmark, type BenchResult, figure, latencyOf, type Row, timed } from './measure.ts';
import { type BenchStack, startBench, TOKENS } from './stack.ts';

/** What our frame, a token and the way to the row may take, as a multiple of a call that does nothing. */
const BAR = 1.3;

/** One action, and what it is called with. */
interface Kind {
  name: string;
  zip: Buffer;
  value(): Record<string, unknown>;
}

/** How long each of several turns took, milliseconds, by what was timed. */
type Times = Map<string, number[]>;

/** What a function costs in a container of OpenWhisk, beside an action that does nothing. */
export const warmCall: Benchmark = {
  title: 'Init, first call and warm call in the OpenWhisk action host',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const busy = `Load of the machine (processes that want to run, over a minute) before it began: ${figure(loadavg()[0] ?? 0)}.`;
    const stack = await startBench('short', say);
    try {
      const row_id = await replicatedRow(stack);
      const kinds = await kindsOf(stack, row_id);
      say('  init and first call');
      const cold = await coldCalls(kinds, stack.dir, quick ? 2 : 7);
      say('  warm calls');
      const warm = await warmCalls(kinds, stack, row_id, quick ? 100 : 3_000);
      return { rows: rowsOf(kinds, cold, warm), versions: stack.servers.versions, notes: [...NOTES, busy] };
    } finally {
      await stack.stop();
    }
  },
};

const NOTES = [
  'The action host (infra/openwhisk/action-host.cjs) stands in for the real Node.js runtime; a process per action, one call at a time, JSON over a new connection each, no controller. Init and first call: medians over new processes.',
  'hello: an action that answers a constant. frame: GET /site/info, for which the volatile Redis counts the call and no other server is asked. read: an execution by id at the observatory with nothing pending, its token checked. recording: POST start, acknowledged after its fsync.',
  'bare: bench/bare.ts, the same row by the same packages and the same three questions to the same servers, with no caller known, nothing laid over and nothing checked.',
  'query: the statement of the same read by the same flow on the replica, without outbox, on an open connection in the measuring process. All are timed in turns: hello, frame, read, bare and query while nothing is pending, then hello and recording.',
];

const QUERY = 'query';

/** A row that is at the observatory and no longer pending there. */
async function replicatedRow(stack: BenchStack): Promise<string> {
  const main = await stack.main();
  const [row] =
    await main.query(`insert into executed_obs_unit (id, obs_unit_id, start_time, status, executed_by, site_name, created_at, updated_at)
    values (uuidv7(), 1, '2025-12-31', 'running', 'observer', 'observatory', now(), now()) returning id`);
  main.close();
  await stack.replayed();
  return String(row?.[0]);
}

async function kindsOf({ settings, dir }: BenchStack, row_id: string): Promise<Kind[]> {
  const dist = path.join(dir, 'dist');
  const { manifest } = await build(dist, ['site-info', 'executed_obs_units-by-id', 'executed_obs_units-start']);
  const built = (name: string) =>
    readFileSync(path.join(dist, manifest.functions.find((one) => one.name === name)?.file ?? ''));
  const raw = (method: string, path: string, body = '') => ({
    ...settings,
    // As many as the action takes calls at once.
    DATABASE_POOL_SIZE: '1',
    __ow_method: method,
    __ow_path: path,
    __ow_query: '',
    __ow_headers: { authorization: `Bearer ${TOKENS.service}`, 'content-type': 'application/json' },
    __ow_body: Buffer.from(body).toString('base64'),
  });
  const recording = () =>
    raw('post', '/executed_obs_units/start', JSON.stringify({ ...OBSERVED, obs_unit_id: 1, start_time: nextStart() }));
  return [
    { name: 'hello', zip: zipOf(HELLO), value: () => raw('get', '/') },
    { name: 'frame', zip: built('site-info'), value: () => raw('get', '/site/info') },
    {
      name: 'read',
      zip: built('executed_obs_units-by-id'),
      value: () => raw('get', `/executed_obs_units/by-id/${row_id}`),
    },
    { name: 'bare', zip: await bareAction(), value: () => raw('get', `/executed_obs_units/by-id/${row_id}`) },
    { name: 'recording', zip: built('executed_obs_units-start'), value: recording },
  ];
}

/** What reads without any of our own, built as functions are. */
async function bareAction(): Promise<Buffer> {
  const bundled = await bundleCode([{ name: 'bare', file: 'bench/bare', declared: undefined }]);
  return zipOf(bundled.get('bare')?.code ?? '');
}

/** Init and first call of new processes. */
async function coldCalls(kinds: readonly Kind[], dir: string, times: number): Promise<Times> {
  const taken: Times = new Map();
  for (let turn = 0; turn < times; turn++)
    for (const kind of kinds) {
      const host = await startAction(dir);
      note(taken, `${kind.name} init`, await timed(() => initAction(host, kind.name, kind.zip)));
      note(taken, `${kind.name} first`, await timed(() => run(host, kind)));
      await host.kill();
    }
  return taken;
}

async function warmCalls(kinds: readonly Kind[], stack: BenchStack, row_id: string, times: number): Promise<Times> {
  const [hello, frame, read, bare, recording] = await Promise.all(
    kinds.map(async (kind) => {
      const host = await startAction(stack.dir);
      await initAction(host, kind.name, kind.zip);
      return { name: kind.name, host, run: () => run(host, kind) };
    }),
  );
  if (!hello || !frame || !read || !bare || !recording) throw new TypeError('a kind is missing');
  const site = stack.openSite({ DATABASE_POOL_SIZE: '1' });
  const query = { name: QUERY, run: () => readById({ ...site, buffer: undefined }, executedObsUnit, row_id) };
  try {
    const quiet = await inTurns([hello, frame, read, bare, query], times);
    const recorded = await inTurns([{ ...hello, name: 'hello beside recording' }, recording], times);
    return new Map([...quiet, ...recorded]);
  } finally {
    await site.close();
    for (const { host } of [hello, frame, read, bare, recording]) await host.kill();
  }
}

/** The first tenth is not counted: code warms up. */
async function inTurns(runs: readonly { name: string; run(): Promise<unknown> }[], times: number): Promise<Times> {
  const taken: Times = new Map();
  for (let turn = -Math.ceil(times / 10); turn < times; turn++)
    for (const { name, run } of runs) {
      const took_ms = await timed(run);
      if (turn >= 0) note(taken, name, took_ms);
    }
  return taken;
}

function note(taken: Times, name: string, took_ms: number): void {
  taken.set(name, [...(taken.get(name) ?? []), took_ms]);
}

async function run(host: ActionProcess, { name, value }: Kind): Promise<void> {
  const { status, body } = await host.post('/run', JSON.stringify({ value: value() }));
  if (status !== 200 || !/^\{"statusCode":20[01]\b/.test(body))
    throw new Error(`${name} answered ${status} to /run: ${body.slice(0, 500)}`);
}

const median = (taken: Times, name: string) => latencyOf(taken.get(name) ?? []).p50_ms;

function rowsOf(kinds: readonly Kind[], cold: Times, warm: Times): Row[] {
  const cold_rows = kinds.flatMap(({ name, zip }) =>
    ['init', 'first'].map((step): Row => {
      const took_ms = median(cold, `${name} ${step}`);
      const hello_ms = median(cold, `hello ${step}`);
      const size = step === 'init' ? `, ${figure(zip.length / 1_000)} kB zip` : '';
      return {
        what: `${name}: ${step === 'init' ? 'init' : 'first call'}`,
        measured: `${figure(took_ms)} ms${size}`,
        beside: `${figure(hello_ms)} ms hello`,
        ratio: took_ms / hello_ms,
        bar: '',
        holds: null,
      };
    }),
  );
  const warm_row = (name: string, hello: string): Row => {
    const { p50_ms, p99_ms } = latencyOf(warm.get(name) ?? []);
    const hello_ms = median(warm, hello);
    const measured = `${figure(p50_ms)} ms (p99 ${figure(p99_ms)} ms)`;
    const beside = `${figure(hello_ms)} ms hello`;
    return { what: `${name}: warm call`, measured, beside, ratio: p50_ms / hello_ms, bar: '', holds: null };
  };
  const beyond = (name: string): Row => {
    const [took_ms, query_ms, hello_ms] = [median(warm, name), median(warm, QUERY), median(warm, 'hello')];
    const ratio = (took_ms - query_ms) / hello_ms;
    return {
      what: `${name}: warm call beyond the query`,
      measured: `${figure(took_ms - query_ms)} ms (${figure(took_ms)} ms without the query's ${figure(query_ms)} ms)`,
      beside: `${figure(hello_ms)} ms hello`,
      ratio,
      bar: name === 'read' ? `at most ${BAR} x hello` : '',
      holds: name === 'read' ? ratio <= BAR : null,
    };
  };
  const names = ['frame', 'read', 'bare'].map((name) => warm_row(name, 'hello'));
  return [...cold_rows, ...names, beyond('read'), beyond('bare'), warm_row('recording', 'hello beside recording')];
}
