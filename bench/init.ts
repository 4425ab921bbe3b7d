import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { heaviest, initBudgetOf } from '../infra/build/budget.ts';
import { type Build, build } from '../infra/build/build.ts';
import { openTemporaryFolder } from '../infra/servers/stack.ts';
import { HELLO, initAction, startAction, zipOf } from './actions.ts';
import { type Benchmark, type BenchResult, figure, latencyOf, type Row, timed } from './measure.ts';

/** Every function is initialised so often, in a new process each time. */
const TURNS = 5;

/** What it takes until a container of OpenWhisk has loaded a function, for each of them. */
export const inits: Benchmark = {
  title: 'Init of every function in the OpenWhisk action host',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const folder = mkdtempSync(path.join(openTemporaryFolder(), 'ops-db-bench-'));
    try {
      const dist = path.join(folder, 'dist');
      const built = await build(dist, quick ? ['executed_obs_units-by-id', 'scheduled-drain-buffer'] : undefined);
      const zips = new Map(
        built.manifest.functions.map(({ name, file }) => [name, readFileSync(path.join(dist, file))] as const),
      );
      zips.set('hello', zipOf(HELLO));
      const taken = new Map([...zips.keys()].map((name) => [name, [] as number[]]));
      for (let turn = 0; turn < TURNS; turn++) {
        say(`  turn ${turn + 1} of ${TURNS}`);
        for (const [name, zip] of zips) {
          const host = await startAction(folder);
          taken.get(name)?.push(await timed(() => initAction(host, name, zip)));
          await host.kill();
        }
      }
      return { rows: rowsOf(built, taken), notes: NOTES };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const NOTES = [
  'Medians over new processes, each function beside all others in turns; one has to load its zip, which for hello holds one line.',
  'Of each kind the slowest function is shown, and every other that takes longer than its budget in docs/functions.md.',
];

function rowsOf({ manifest, parts }: Build, taken: ReadonlyMap<string, readonly number[]>): Row[] {
  const median = (name: string) => latencyOf(taken.get(name) ?? []).p50_ms;
  const hello_ms = median('hello');
  const all = manifest.functions.map((one) => {
    const took_ms = median(one.name);
    return { ...one, took_ms, ratio: took_ms / hello_ms, budget: initBudgetOf(one) };
  });
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const slowestOf = (kind: string) => all.filter((one) => one.kind === kind).toSorted((a, b) => b.ratio - a.ratio)[0];
  const slowest = kinds.map(slowestOf).filter((one) => one !== undefined);
  const shown = new Set([...slowest, ...all.filter(({ ratio, budget }) => ratio > budget)]);
  const count = (kind: string) => all.filter((one) => one.kind === kind).length;
  const typical = kinds.map((kind): Row => {
    const { p50_ms } = latencyOf(all.filter((one) => one.kind === kind).map(({ took_ms }) => took_ms));
    const measured = `${figure(p50_ms)} ms`;
    const beside = `${figure(hello_ms)} ms hello`;
    const what = `the median of ${count(kind)} ${kind} functions`;
    return { what, measured, beside, ratio: p50_ms / hello_ms, bar: '', holds: null };
  });
  const bound = [...shown].map((one): Row => {
    const { name, kind, took_ms, ratio, budget } = one;
    const holds = ratio <= budget;
    return {
      what: slowest.includes(one) ? `${name}, the slowest of ${count(kind)} ${kind} functions` : name,
      measured: `${figure(took_ms)} ms${holds ? '' : `; ${heaviest(parts.get(name) ?? {})}`}`,
      beside: `${figure(hello_ms)} ms hello`,
      ratio,
      bar: `at most ${budget} x hello`,
      holds,
    };
  });
  return [...typical, ...bound];
}
