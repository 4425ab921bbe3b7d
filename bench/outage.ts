import { setTimeout as sleep } from 'node:timers/promises';
import { invokeAt } from '../infra/gateway/http-upstream.ts';
import { Poke } from '../infra/gateway/poke.ts';
import type { Site } from '../lib/flow/site.ts';
import { fill, fillFiles, start } from './fill.ts';
import { type Benchmark, type BenchResult, figure, latencyOf, type Row, timed, until } from './measure.ts';
import { startHost } from './processes.ts';
import { type BenchStack, startBench } from './stack.ts';

/** A round trip of 300 ms at 10 Mbit/s. */
const LINE = { delay_ms: 150, rate_mbit: 10 };
/** What an outage of 72 h leaves: 5,000 starts and 30,000 files, registered 30 at a time. */
const OUTAGE = { transactions: 5_000, records: 30_000 };
/** Longer than main and replica take to notice that the other is gone (5 s). */
const SHORTEST_OUTAGE_MS = 6_000;
/** Outages of different lengths meet the drain at different moments of its tries, which repeat about every 2.5 s. */
const OUTAGE_STEP_MS = 300;
const FIRST_LIMIT_MS = 60_000;
const ALL_LIMIT_MS = 600_000;

/** Row 4: the link is back. */
export const outage: Benchmark = {
  title: 'After an outage: link restored to first row applied, and to everything replicated',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const stack = await startBench('long', say);
    const site = stack.openSite();
    const stopping = new AbortController();
    const host = await startHost(stack.settings);
    await stack.link.become(LINE);
    const pumping = new Poke(site, invokeAt(`http://127.0.0.1:${host.port}`)).run(stopping.signal);
    try {
      say(`  link: ${stack.link.kind}`);
      const firsts_ms = await firstRows(stack, site, quick ? 3 : 10, say);
      const share = quick ? 0.04 : 1;
      const after = await everything(stack, site, share, say);
      const rows = [firstRow(firsts_ms), ...allRows(after, stack.link.real)];
      return { rows, versions: stack.servers.versions, notes: notesOf(stack) };
    } finally {
      stopping.abort();
      await pumping;
      await host.stop();
      await site.close();
      await stack.stop();
    }
  },
};

function notesOf({ link }: BenchStack): string[] {
  return [
    `Link: ${link.kind}, 300 ms round trip${link.real ? ', 10 Mbit/s each way' : '; the rate could not be set'}. The drain is invoked as by the gateway (infra/gateway/poke.ts).`,
    'Nothing is waited for but the link: the replica begins to catch up when its own tries to connect find it restored.',
    'Files are registered 30 per call, one transaction each call. Bytes: the JSON of the transactions as stored.',
  ];
}

/** From the link's return to the first row on main, after outages of different lengths. */
async function firstRows(stack: BenchStack, site: Site, times: number, say: (line: string) => void): Promise<number[]> {
  const main = await stack.main();
  const firsts_ms: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    await stack.link.down();
    const id = await start(site, 1 + (turn % 8));
    await sleep(SHORTEST_OUTAGE_MS + turn * OUTAGE_STEP_MS);
    await stack.link.up();
    firsts_ms.push(
      await timed(() =>
        until('the first row is on main', FIRST_LIMIT_MS, async () => {
          return (await main.query(`select from executed_obs_unit where id = '${id}'`)).length > 0;
        }),
      ),
    );
    say(`  first row after ${figure(firsts_ms.at(-1) ?? 0)} ms`);
    await replicated(site, FIRST_LIMIT_MS);
  }
  main.close();
  return firsts_ms;
}

function firstRow(firsts_ms: readonly number[]): Row {
  const allowed_ms = 3 * 2 * LINE.delay_ms + 1_000;
  const { p50_ms, max_ms, count } = latencyOf(firsts_ms);
  return {
    what: 'link restored to first row applied',
    measured: `${figure(p50_ms)} ms (slowest of ${count}: ${figure(max_ms)} ms)`,
    beside: `round trip ${2 * LINE.delay_ms} ms`,
    ratio: max_ms / allowed_ms,
    bar: `the slowest within 3 round trips + 1 s: ${allowed_ms} ms (ratio 1)`,
    holds: max_ms <= allowed_ms,
  };
}

interface After {
  count: number;
  body_bytes: number;
  applied_ms: number;
  replicated_ms: number;
  carried: { to_main: number; from_main: number };
}

/** An outage's worth of recordings, from the link's return until the observatory has all of them back. */
async function everything(stack: BenchStack, site: Site, share: number, say: (line: string) => void): Promise<After> {
  const [starts, files] = [Math.round(OUTAGE.transactions * share), Math.round(OUTAGE.records * share)];
  const count = starts + files;
  await stack.link.down();
  say(`  recording ${starts} starts and ${files} files during an outage`);
  await fill(site, starts);
  await fillFiles(site, files);
  await sleep(SHORTEST_OUTAGE_MS);
  const body_bytes = (await site.buffer?.stats.counts())?.bytes ?? 0;
  const before = await stack.link.bytes();
  say('  the link is back');
  const began = performance.now();
  await stack.link.up();
  await until('everything is applied', ALL_LIMIT_MS, async () => (await site.buffer?.stats.counts())?.queued === 0);
  const applied_ms = performance.now() - began;
  await replicated(site, ALL_LIMIT_MS);
  const replicated_ms = performance.now() - began;
  const { to_main, from_main } = await stack.link.bytes();
  const carried = { to_main: to_main - before.to_main, from_main: from_main - before.from_main };
  return { count, body_bytes, applied_ms, replicated_ms, carried };
}

function replicated(site: Site, limit_ms: number): Promise<void> {
  return until('everything is replicated', limit_ms, async () => {
    const counts = await site.buffer?.stats.counts();
    return counts?.queued === 0 && counts.applied === 0;
  });
}

function allRows({ count, body_bytes, applied_ms, replicated_ms, carried }: After, real: boolean): Row[] {
  const seconds = (bytes: number) => (bytes * 8) / (LINE.rate_mbit * 1e6);
  const at_rate = (bytes: number) =>
    `${figure(bytes / 1e6)} MB: ${figure(seconds(bytes))} s at ${LINE.rate_mbit} Mbit/s`;
  const busiest = Math.max(carried.to_main, carried.from_main);
  const ratio = (ms: number, bytes: number) => ms / 1_000 / seconds(bytes);
  const bar = (value: number) => (real ? { bar: 'at most 2', holds: value <= 2 } : { bar: '', holds: null });
  const plain = { bar: '', holds: null };
  return [
    {
      what: `${figure(count)} records to all replicated`,
      measured: `${figure(replicated_ms / 1_000)} s`,
      beside: at_rate(body_bytes),
      ratio: ratio(replicated_ms, body_bytes),
      ...bar(ratio(replicated_ms, body_bytes)),
    },
    {
      what: 'to all applied on main',
      measured: `${figure(applied_ms / 1_000)} s`,
      beside: at_rate(body_bytes),
      ratio: ratio(applied_ms, body_bytes),
      ...plain,
    },
    {
      what: 'to all replicated, beside all the link carried on its busier way',
      measured: `${figure(carried.to_main / 1e6)} MB to main, ${figure(carried.from_main / 1e6)} MB back (mostly WAL)`,
      beside: at_rate(busiest),
      ratio: ratio(replicated_ms, busiest),
      ...plain,
    },
  ];
}
