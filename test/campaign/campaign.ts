import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { killLeftovers, stopLeftovers } from '../../infra/servers/leftovers.ts';
import { openTemporaryFolder, startServers } from '../../infra/servers/stack.ts';
import type { Bug } from './planted/bug.ts';
import { DELIVERY_BUGS } from './planted/delivery-bugs.ts';
import { RECORDING_BUGS } from './planted/recording-bugs.ts';
import { table, toReport } from './report.ts';
import { type Campaign, runCampaign } from './run-campaign.ts';
import { FAULT_KINDS } from './schedule.ts';
import { BASE_DELAY_MS } from './world.ts';

// npm run campaign -- --seed N --minutes M [--dir FOLDER] [--json FILE] [--faults all|none|NAME,...] [--planted BUG]: lets
// faults strike a real stack while it is used, and has independent checkers judge what happened. Exit code 0 without
// violations, 1 with some, 2 when it could not run. With violations the history is kept; with --dir the data and logs of
// all processes are. With --planted the code has a bug in it, and the faults are those under which the bug shows.

const BUGS: readonly Bug[] = [...RECORDING_BUGS, ...DELIVERY_BUGS];

const USAGE = `usage: npm run campaign -- --seed N --minutes M [--dir FOLDER] [--json FILE] [--faults all|none|NAME,...] [--planted BUG]
faults: ${FAULT_KINDS.map(({ name }) => name).join(', ')}
bugs:
${BUGS.map(({ name }) => `  ${name}`).join('\n')}`;

const { seed, minutes, dir, json, faults, planted, again } = readArguments();
const folder = dir ?? mkdtempSync(path.join(openTemporaryFolder(), 'ops-db-campaign-'));
mkdirSync(folder, { recursive: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    // No time to stop anything in order, nor need.
    killLeftovers(folder);
    if (dir === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
    process.exit(130);
  });
process.exit(await run());

async function run(): Promise<number> {
  await stopLeftovers(folder);
  for (const part of ['main_database', 'replica_database', 'redis', 'volatile_redis'])
    rmSync(path.join(folder, part), { recursive: true, force: true });
  const servers = await startServers({ dir: folder, fsync: 'off', delay_ms: BASE_DELAY_MS, say: console.log });
  try {
    console.log(`seed ${seed}, ${minutes} min, ${servers.versions}`);
    const how = planted && { planted, mean_pause_ms: planted.mean_pause_ms, longest_ms: planted.longest_ms };
    const campaign = await runCampaign(servers, { seed, lasts_ms: minutes * 60_000, faults, ...how, say: console.log });
    const report = toReport(campaign);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
    console.log(`\n${table(report)}`);
    if (report.violations.length === 0) return 0;
    const kept = writeHistory(campaign);
    console.log(`\nhistory: ${kept}\nagain: ${again}`);
    return 1;
  } catch (error) {
    console.error(error);
    return 2;
  } finally {
    await servers.stop();
    if (dir === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  }
}

/** Every happening on a line of its own and the outcome on the last, outside a folder that is about to be removed. */
function writeHistory({ history, outcome }: Campaign): string {
  const file = path.join(dir ?? openTemporaryFolder(), `campaign-${seed}.ndjson`);
  writeFileSync(file, [...history, outcome ?? null].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '1' },
      dir: { type: 'string' },
      json: { type: 'string' },
      faults: { type: 'string' },
      planted: { type: 'string' },
    },
  });
  const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
  const planted = BUGS.find(({ name }) => name === values.planted);
  const named = values.faults ?? planted?.faults.join(',') ?? 'all';
  const names = named === 'none' || named === '' ? [] : named.split(',');
  const faults = FAULT_KINDS.filter(({ name }) => named === 'all' || names.includes(name));
  const known = named === 'all' || names.every((name) => faults.some((kind) => kind.name === name));
  const is_bug = (planted === undefined) === (values.planted === undefined);
  if (!Number.isSafeInteger(seed) || !(minutes > 0 && minutes <= 600) || !known || !is_bug) {
    console.error(USAGE);
    process.exit(2);
  }
  const at = (file: string | undefined) => (file === undefined ? undefined : path.resolve(file));
  const chosen = [
    ...(values.faults === undefined || values.faults === 'all' ? [] : [`--faults '${values.faults}'`]),
    ...(planted === undefined ? [] : [`--planted '${planted.name}'`]),
  ];
  return {
    seed,
    minutes,
    dir: at(values.dir),
    json: at(values.json),
    faults,
    planted,
    again: [`npm run campaign -- --seed ${seed} --minutes ${minutes}`, ...chosen].join(' '),
  };
}
