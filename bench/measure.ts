/** One line of the result table. Figures in words with their unit; the ratio is what the bar is about. */
export interface Row {
  what: string;
  measured: string;
  beside: string;
  ratio: number | null;
  bar: string;
  /** Null: there is no bar, the line is for understanding. */
  holds: boolean | null;
}

/** What a benchmark is given. */
export interface BenchOptions {
  /** Small enough for a look; the figures mean little. */
  quick: boolean;
  /** Where processes under load write a CPU profile; undefined: they are not profiled. */
  profile_dir: string | undefined;
  say(line: string): void;
}

/** What a benchmark came to; notes say how it was made and what is special. */
export interface BenchResult {
  rows: Row[];
  notes: string[];
  /** Of the servers; absent where none were asked. */
  versions?: string;
}

/** One row of the table. */
export interface Benchmark {
  title: string;
  run(options: BenchOptions): Promise<BenchResult>;
}

/** Latencies of one kind of call, milliseconds. */
export interface Latency {
  count: number;
  p50_ms: number;
  p99_ms: number;
  max_ms: number;
}

/** The latency of some calls from the time each took. */
export function latencyOf(times_ms: readonly number[]): Latency {
  const sorted = Float64Array.from(times_ms).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) };
}

/** How long one run takes, milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** The latency of runs one after the other; the first tenth is not counted, for connections open and code warms up. */
export async function oneByOne(count: number, run: () => Promise<unknown>): Promise<Latency> {
  const times_ms: number[] = [];
  const warm_up = Math.ceil(count / 10);
  for (let done = -warm_up; done < count; done++) {
    const took_ms = await timed(run);
    if (done >= 0) times_ms.push(took_ms);
  }
  return latencyOf(times_ms);
}

/** The latency and rate of calls by `clients` at once, each sending its next as soon as its last is answered. */
export async function sideBySide(
  clients: number,
  duration_ms: number,
  run: (client: number) => Promise<unknown>,
): Promise<Latency & { per_s: number }> {
  const times_ms: number[] = [];
  const began = performance.now();
  const counts_from = began + duration_ms / 5;
  const ends = counts_from + duration_ms;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < ends) {
        const took_ms = await timed(() => run(client));
        if (performance.now() >= counts_from) times_ms.push(took_ms);
      }
    }),
  );
  return { ...latencyOf(times_ms), per_s: times_ms.length / ((performance.now() - counts_from) / 1_000) };
}

/** Waits until something is so, looking every few milliseconds; throws when it is not after `limit_ms`. */
export async function until(what: string, limit_ms: number, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + limit_ms;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not after ${limit_ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A number as it stands in a table: three digits that mean something. */
export function figure(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
