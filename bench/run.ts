import { parseArgs } from 'node:util';
import { backlog } from './backlog.ts';
import { bufferedWrite } from './buffered-write.ts';
import { drained } from './drain.ts';
import { drainTick } from './drain-tick.ts';
import { inits } from './init.ts';
import type { Benchmark } from './measure.ts';
import { outage } from './outage.ts';
import { pendingRead } from './pending-read.ts';
import { printRows, saveResult, writeTable } from './report.ts';
import { warmCall } from './warm-call.ts';

const BENCHMARKS: Record<string, Benchmark> = {
  'buffered-write': bufferedWrite,
  drain: drained,
  'pending-read': pendingRead,
  outage,
  backlog,
  init: inits,
  'warm-call': warmCall,
  'drain-tick': drainTick,
};

// Ends in the way that takes servers, namespaces and folders along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, profile: { type: 'string' } },
});
const names = positionals.length === 0 ? Object.keys(BENCHMARKS) : positionals;
for (const name of names) {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined) {
    console.error(`There is no benchmark ${name}; there are ${Object.keys(BENCHMARKS).join(', ')}.`);
    process.exit(2);
  }
  console.log(`${name}: ${benchmark.title}`);
  const say = (line: string) => console.log(line);
  const result = await benchmark.run({ quick: values.quick, profile_dir: values.profile, say });
  printRows(result);
  if (values.quick) continue;
  saveResult(name, benchmark.title, result);
  writeTable(Object.keys(BENCHMARKS));
}
if (values.quick) console.log('Quick: the sizes are small, nothing was written to bench/results.');
