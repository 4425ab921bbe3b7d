import { drain } from '../lib/flow/drain.ts';
import { retire } from '../lib/flow/retire.ts';
import type { Site } from '../lib/flow/site.ts';
import { fill } from './fill.ts';
import { type Benchmark, type BenchResult, figure, latencyOf, oneByOne, timed } from './measure.ts';
import { type BenchStack, startBench } from './stack.ts';
import type { Wire } from './wire.ts';

/** One way; a round trip of 300 ms. */
const DELAY_MS = 150;
/** The original's shape takes 1.2 s for each: its rate is known from a few. */
const ORIGINAL_TRANSACTIONS = 20;
/** Rounds of drain and COPY; the middle one counts. */
const ROUNDS = 3;
/** Runs of the drain: each takes up to 45 s of work. */
const MOST_RUNS = 20;

/** Row 2: an outbox emptied over a long line. */
export const drained: Benchmark = {
  title: 'Drain at 300 ms round trip, over a link',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const count = quick ? 1_000 : 10_000;
    const stack = await startBench('long', say);
    const site = stack.openSite();
    try {
      say(`  link: ${stack.link.kind}`);
      const rounds: Round[] = [];
      // The first round warms up code and caches of everybody and is not counted.
      for (let round = 0; round <= (quick ? 1 : ROUNDS); round++) {
        const found = await oneRound(stack, site, round === 0 ? count / 10 : count);
        say(`  drain ${figure(found.drain_ms)} ms, COPY ${figure(found.copy_ms)} ms`);
        if (round > 0) rounds.push(found);
      }
      await stack.link.become({ delay_ms: DELAY_MS, rate_mbit: 0 });
      const round_trip_ms = await roundTrip(stack);
      const original_ms = await oneAfterAnother(stack);
      const rates = {
        drain: count / (middle(rounds.map(({ drain_ms }) => drain_ms)) / 1_000),
        copy: count / (middle(rounds.map(({ copy_ms }) => copy_ms)) / 1_000),
        original: ORIGINAL_TRANSACTIONS / (original_ms / 1_000),
      };
      return {
        rows: rowsOf(count, rates),
        versions: stack.servers.versions,
        notes: notesOf(stack, rounds.length, round_trip_ms),
      };
    } finally {
      await site.close();
      await stack.stop();
    }
  },
};

interface Round {
  drain_ms: number;
  copy_ms: number;
}

/** Records over no distance, drains over the long line, and sends the same rows by COPY. */
async function oneRound(stack: BenchStack, site: Site, count: number): Promise<Round> {
  await stack.link.become({ delay_ms: 0, rate_mbit: 0 });
  await stack.replayed();
  await retire(site);
  await fill(site, count);
  await stack.link.become({ delay_ms: DELAY_MS, rate_mbit: 0 });
  const drain_ms = await timed(() => emptied(site));
  // What the drain has left on the link must not stand in COPY's way.
  await stack.replayed();
  return { drain_ms, copy_ms: await copied(stack, count) };
}

function middle(values: readonly number[]): number {
  return latencyOf(values).p50_ms;
}

function rowsOf(count: number, { drain: rate, copy, original }: Record<'drain' | 'copy' | 'original', number>) {
  const measured = `${figure(rate)}/s (${figure(count / rate)} s for ${figure(count)})`;
  return [
    {
      what: 'beside COPY',
      measured,
      beside: `${figure(copy)}/s (${figure(count / copy)} s) by COPY of the same rows`,
      ratio: rate / copy,
      bar: 'at least 0.25 of COPY',
      holds: rate >= 0.25 * copy,
    },
    {
      what: "beside the original's shape",
      measured,
      beside: `${figure(original)}/s by begin, select, insert, commit, each awaited`,
      ratio: rate / original,
      bar: 'at least 2,500 times',
      holds: rate >= 2_500 * original,
    },
  ];
}

function notesOf({ link }: BenchStack, rounds: number, round_trip_ms: number): string[] {
  return [
    `Link: ${link.kind}; a round trip took ${figure(round_trip_ms)} ms. The replica's stream shares it. Rounds: ${rounds}; the middle one counts.`,
    'Both the drain and COPY begin without a connection; fsync is on everywhere, and the drain commits every transaction by itself.',
    `The original's shape was measured with ${ORIGINAL_TRANSACTIONS} transactions on an open connection; its rate does not depend on their number.`,
  ];
}

/** Drains until nothing is left. */
async function emptied(site: Site): Promise<void> {
  for (let runs = 0; runs < MOST_RUNS; runs++) {
    const { pending, error } = await drain(site);
    if (error !== null) throw new Error(error);
    if (pending === 0) return;
  }
  throw new Error(`not empty after ${MOST_RUNS} runs`);
}

async function roundTrip(stack: BenchStack): Promise<number> {
  const wire = await stack.mainAcross();
  const { p50_ms } = await oneByOne(5, () => wire.query('select 1'));
  wire.close();
  return p50_ms;
}

/** The rows that have been drained, into a table just like theirs. */
async function copied(stack: BenchStack, count: number): Promise<number> {
  const main = await stack.main();
  const newest = `select * from executed_obs_unit order by start_time desc limit ${count}`;
  const rows = await main.copyOut(`copy (${newest}) to stdout`);
  if (rows.length !== count) throw new Error(`${rows.length} rows on main, not ${count}`);
  await main.query('drop table if exists copied');
  await main.query('create table copied (like executed_obs_unit including all)');
  main.close();
  return timed(async () => {
    const wire = await stack.mainAcross();
    await wire.copyIn('copy copied from stdin', rows);
    wire.close();
  });
}

async function oneAfterAnother(stack: BenchStack): Promise<number> {
  const main = await stack.main();
  await main.query('create table one_by_one (like executed_obs_unit including all)');
  const ids = await main.query(`select id from copied limit ${ORIGINAL_TRANSACTIONS}`);
  main.close();
  const wire = await stack.mainAcross();
  const took_ms = await timed(async () => {
    for (const [id] of ids) await asOriginally(wire, String(id));
  });
  wire.close();
  return took_ms;
}

async function asOriginally(wire: Wire, id: string): Promise<void> {
  await wire.query('begin');
  await wire.query(`select from one_by_one where id = '${id}'`);
  await wire.query(`insert into one_by_one select * from copied where id = '${id}'`);
  await wire.query('commit');
}
