import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { killLeftovers, stopLeftovers } from '../../infra/servers/leftovers.ts';
import { openTemporaryFolder, startServers } from '../../infra/servers/stack.ts';
import { table, toReport } from './report.ts';
import { type Campaign, runCampaign } from './run-campaign.ts';
import { FAULT_KINDS } from './schedule.ts';
import { BASE_DELAY_MS } from './world.ts';

// npm run campaign -- --seed N --minutes M [--dir FOLDER] [--json FILE] [--faults all|none|NAME,...]: lets faults strike a
// real stack while it is used, and has independent checkers judge what happened. Exit code 0 without violations, 1 with
// some, 2 when it could not run. With violations the history is kept; with --dir the data and logs of all processes are.

const USAGE = `usage: npm run campaign -- --seed N --minutes M [--dir FOLDER] [--json FILE] [--faults all|none|NAME,...]
faults: ${FAULT_KINDS.map(({ name }) => name).join(', ')}`;

const { seed, minutes, dir, json, faults, again } = readArguments();
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
    const campaign = await runCampaign(servers, { seed, lasts_ms: minutes * 60_000, faults, say: console.log });
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
      faults: { type: 'string', default: 'all' },
    },
  });
  const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
  const names = values.faults === 'none' ? [] : values.faults.split(',');
  const faults = FAULT_KINDS.filter(({ name }) => values.faults === 'all' || names.includes(name));
  const known = values.faults === 'all' || names.every((name) => faults.some((kind) => kind.name === name));
  if (!Number.isSafeInteger(seed) || !(minutes > 0 && minutes <= 600) || !known) {
    console.error(USAGE);
    process.exit(2);
  }
  const at = (file: string | undefined) => (file === undefined ? undefined : path.resolve(file));
  const again = `npm run campaign -- --seed ${seed} --minutes ${minutes}`;
  return {
    seed,
    minutes,
    dir: at(values.dir),
    json: at(values.json),
    faults,
    again: values.faults === 'all' ? again : `${again} --faults '${values.faults}'`,
  };
}
