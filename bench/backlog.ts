import { executedObsUnit } from '../lib/entities/execution.ts';
import { drain } from '../lib/flow/drain.ts';
import { readById } from '../lib/flow/read.ts';
import { retire } from '../lib/flow/retire.ts';
import type { Buffer, Site } from '../lib/flow/site.ts';
import { fill, start } from './fill.ts';
import { type Benchmark, type BenchResult, figure, oneByOne, type Row, timed } from './measure.ts';
import { type BenchStack, startBench } from './stack.ts';

/** A thousand is an hour's worth, a hundred thousand three months'. */
const SIZES = [1_000, 10_000, 100_000];
/** Runs of the drain, 45 s each at most. */
const MOST_RUNS = 40;
/** What two totals of the same thing may differ by beyond the sizes, on a machine that also does other things. */
const NOISE = 1.1;

/** Row 5: what a backlog costs, and how that grows with it. */
export const backlog: Benchmark = {
  title: 'A backlog: memory for each pending transaction, and how every figure grows',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const stack = await startBench('short', say);
    const site = stack.openSite();
    try {
      const found: Figures[] = [];
      const sizes = quick ? SIZES.map((size) => size / 20) : SIZES;
      // Code and caches warm up first.
      await oneSize(stack, site, Math.min(...sizes), quick);
      for (const size of sizes) {
        say(`  ${size} pending`);
        const figures = await oneSize(stack, site, size, quick);
        for (const [what, { value, unit }] of Object.entries(figures.totals))
          say(`    ${what}: ${figure(value)} ${unit}`);
        found.push(figures);
      }
      const notes = [
        'Memory: used_memory of the durable Redis, filled less empty. JSON: the transactions as stored.',
        `Growth from the smallest backlog to the largest. Linear or better: totals in proportion (and ${NOISE} for noise), single calls at most as much more.`,
        'fsync is on everywhere; the drain runs over the local emulator without delay.',
      ];
      return { rows: rowsOf(found), versions: stack.servers.versions, notes };
    } finally {
      await site.close();
      await stack.stop();
    }
  },
};

interface Figures {
  size: number;
  memory_bytes: number;
  json_bytes: number;
  totals: Record<string, { value: number; unit: string }>;
  /** Medians. */
  calls_ms: Record<string, number>;
}

async function oneSize(stack: BenchStack, site: Site, size: number, quick: boolean): Promise<Figures> {
  const { buffer } = site;
  if (buffer === undefined) throw new TypeError('an observatory has a buffer');
  await buffer.durable.flushall();
  const empty_bytes = await usedMemory(buffer);
  const fill_ms = await timed(() => fill(site, size));
  const memory_bytes = (await usedMemory(buffer)) - empty_bytes;
  const { bytes: json_bytes } = await buffer.stats.counts();
  const calls_ms = await singleCalls(site, buffer, quick ? 20 : 100);
  const drain_ms = await timed(() => emptied(site));
  await stack.replayed();
  const retire_ms = await timed(() => retire(site));
  return {
    size,
    memory_bytes,
    json_bytes,
    calls_ms,
    totals: {
      memory: { value: memory_bytes / 1e6, unit: 'MB' },
      'recording all': { value: fill_ms / 1_000, unit: 's' },
      'draining all': { value: drain_ms / 1_000, unit: 's' },
      'retiring all': { value: retire_ms / 1_000, unit: 's' },
    },
  };
}

async function singleCalls(site: Site, buffer: Buffer, times: number): Promise<Record<string, number>> {
  const id = await start(site, 1);
  const median = async (run: () => Promise<unknown>) => (await oneByOne(times, run)).p50_ms;
  return {
    'one more recording': await median(() => start(site, 1)),
    'read of one record': await median(() => readById(site, executedObsUnit, id)),
    'statistics of the buffer': await median(() => buffer.stats.counts()),
    'a batch to send': await median(() => buffer.outbox.next(0, site.config.DRAIN_BATCH_SIZE, site.clock.now())),
  };
}

async function usedMemory({ durable }: Buffer): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await durable.info('memory'))?.[1]);
}

async function emptied(site: Site): Promise<void> {
  for (let runs = 0; runs < MOST_RUNS; runs++) if ((await drain(site)).pending === 0) return;
  throw new Error(`not empty after ${MOST_RUNS} runs of the drain`);
}

function rowsOf(found: readonly Figures[]): Row[] {
  const [least] = found;
  const most = found.at(-1);
  if (least === undefined || most === undefined) throw new TypeError('nothing was measured');
  const times = most.size / least.size;
  const memory = found.map(({ size, memory_bytes, json_bytes }): Row => {
    const ratio = memory_bytes / json_bytes;
    const measured = `${figure(memory_bytes / size)} bytes`;
    const beside = `${figure(json_bytes / size)} bytes of JSON`;
    return {
      what: `memory of one of ${figure(size)} pending`,
      measured,
      beside,
      ratio,
      bar: 'at most 3',
      holds: ratio <= 3,
    };
  });
  const growth = (what: string, few: number, many: number, unit: string, limit: number): Row => ({
    what: `${what}, ${figure(most.size)} pending`,
    measured: `${figure(many)} ${unit}`,
    beside: `${figure(few)} ${unit} with ${figure(least.size)}`,
    ratio: many / few,
    bar: `at most ${figure(limit)} (linear)`,
    holds: many / few <= limit,
  });
  return [
    ...memory,
    ...Object.entries(most.totals).map(([what, { value, unit }]) =>
      growth(what, least.totals[what]?.value ?? Number.NaN, value, unit, times * NOISE),
    ),
    ...Object.entries(most.calls_ms).map(([what, value]) =>
      growth(what, least.calls_ms[what] ?? Number.NaN, value, 'ms', times),
    ),
  ];
}
