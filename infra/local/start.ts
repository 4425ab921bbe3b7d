import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { prepareDatabase } from '../database/prepare.ts';
import { stopLeftovers } from '../servers/leftovers.ts';
import { changeLink } from '../servers/link-control.ts';
import { takenPorts } from '../servers/ports.ts';
import type { Server } from '../servers/server.ts';
import { describeServers, startMain, startReplica } from '../servers/stack.ts';
import { describeInstitute } from './institute.ts';
import { functionsProgram, gatewayProgram, linkProgram, siteSettings } from './programs.ts';
import { restartChanged } from './restart-changed.ts';
import { instituteFolder, type LocalSettings, launcherLock, localSettings, type SiteCount } from './settings.ts';
import { localSessionKeys, localTokens, removeStack, type Stack, writeStack } from './stack-file.ts';
import { supervise } from './supervise.ts';
import { table } from './table.ts';
import { tour } from './tour.ts';

// npm start: brings the local stack up, keeps it up, and takes it down in order on Ctrl-C (SIGINT) or SIGTERM. With --watch
// (npm run dev) functions and gateways whose code has changed are started again; with --sites 3 there is a second secondary, the
// institute. Exit code 0 after an ordered stop, 1 when it could not come up. Killed, it leaves servers running; the next start stops them first.

const say = (line: string) => console.log(line);
const stopping = new AbortController();
// Again and again: npm passes on the Ctrl-C that the terminal has sent to all of us already.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

try {
  const settings = localSettings(process.env, siteCount());
  mkdirSync(settings.dir, { recursive: true });
  const lock = launcherLock(settings.dir);
  lock.take(`the stack in ${settings.dir} is running`);
  try {
    await run(settings);
  } finally {
    lock.release();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

function options() {
  return parseArgs({ options: { sites: { type: 'string', default: '2' }, watch: { type: 'boolean' } } }).values;
}

function siteCount(): SiteCount {
  const { sites } = options();
  if (sites === '2') return 2;
  if (sites === '3') return 3;
  throw new Error(`--sites is 2, or 3 for a second secondary, not ${sites}`);
}

/** Runs the stack from the first step to the last stop. */
async function run(settings: LocalSettings): Promise<void> {
  const begin = Date.now();
  removeStack(settings.dir);
  const leftovers = await Promise.all([settings.dir, instituteFolder(settings.dir)].map(stopLeftovers));
  if (leftovers.flat().length > 0) say(`stopped what a killed launcher left: ${leftovers.flat().join(', ')}`);
  await checkPorts(settings);
  const stack = await step('find servers', () => describeStack(settings));
  say(`  ${stack.set.versions}`);
  try {
    await unlessStopped(startAll(settings, stack));
    if (stopping.signal.aborted) return;
    const ready = publish(settings, stack);
    say(
      `\nready in ${seconds(begin)}\n\n${table(ready)}\n\nA first look (paste it line by line):\n\n${tour(settings.dir, ready)}\n`,
    );
    const { functions, gateways, institute } = stack;
    const restartable = {
      functions: [...Object.values(functions), ...(institute ? [institute.functions] : [])],
      gateways: [...Object.values(gateways), ...(institute ? [institute.gateway] : [])],
    };
    if (options().watch) restartChanged(restartable, say, stopping.signal);
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  } finally {
    stopping.abort();
    removeStack(settings.dir);
    await stopAll(stack);
  }
}

type LocalStack = ReturnType<typeof describeStack>;

function describeStack(settings: LocalSettings) {
  const set = describeServers({ ...settings, fsync: 'on', say });
  const link = linkProgram(settings, set.urls);
  const { dir, main, observatory } = settings;
  const keys = localSessionKeys(dir);
  const site = siteSettings(settings, set.urls, keys);
  const functions = {
    main: functionsProgram('main_functions', dir, main, site.main),
    observatory: functionsProgram('observatory_functions', dir, observatory, site.observatory),
  };
  const gateways = {
    main: gatewayProgram('main_gateway', dir, main, site.main),
    observatory: gatewayProgram('observatory_gateway', dir, observatory, site.observatory),
  };
  const institute = describeInstitute(settings, set, keys, say);
  return { set, link, functions, gateways, institute, tokens: localTokens(dir), ready: false };
}

async function startAll(settings: LocalSettings, stack: LocalStack): Promise<void> {
  const { set, link, functions, gateways, institute, tokens } = stack;
  const supervised = async (server: Server, start: () => Promise<void> = () => server.start()) => {
    await start();
    // While another one restarts too, not all have a pid: the last one back publishes.
    const restarted = () => void (stack.ready && pids(stack) && publish(settings, stack));
    void supervise(server, { say, restarted, stopping: stopping.signal });
  };
  await step('main database', () => supervised(set.main_database, () => startMain(set)));
  await step('link', () => supervised(link));
  await step('replica', () => supervised(set.replica_database, () => startReplica(set)));
  await step('redis', () => Promise.all([supervised(set.redis), supervised(set.volatile_redis)]));
  const { redis_copy } = set;
  if (redis_copy !== undefined) await step('redis on the second disk', () => supervised(redis_copy));
  await step('migrate and seed', () => prepareDatabase(set.urls.main_database, tokens));
  await step('functions of both sites', () =>
    Promise.all([supervised(functions.main), supervised(functions.observatory)]),
  );
  await step('gateways of both sites', () =>
    Promise.all([supervised(gateways.main), supervised(gateways.observatory)]),
  );
  if (institute !== undefined) await step('a second secondary', () => institute.startAll(supervised));
}

/** Stops all in order: first those who use, then those who are used. */
async function stopAll({ set, link, functions, gateways, institute }: LocalStack): Promise<void> {
  say('\nstopping');
  await institute?.stopAll();
  await Promise.all([gateways.main.stop('fast'), gateways.observatory.stop('fast')]);
  await Promise.all([functions.main.stop('fast'), functions.observatory.stop('fast')]);
  await set.replica_database.stop('fast');
  // If the link is down main has not noticed, and would wait 5 s for the replica to confirm its last WAL.
  await changeLink(set.urls.link_control, { connections: 'reset' }).catch(() => {});
  await set.main_database.stop('fast');
  // The first before its copy, which then has everything the first had.
  await Promise.all([set.redis.stop('fast'), set.volatile_redis.stop('fast')]);
  await set.redis_copy?.stop('fast');
  await link.stop('fast');
  say('all stopped; the data is kept (npm run reset removes it)');
}

/** Writes stack.json: all are up. */
function publish(settings: LocalSettings, stack: LocalStack): Stack {
  const { urls } = stack.set;
  const processes = pids(stack);
  if (!processes) throw new Error('a process ended before the stack was ready; see the logs');
  const content: Stack = {
    sites: {
      main: { url: `http://127.0.0.1:${settings.main.gateway}`, database_url: urls.main_database },
      observatory: {
        url: `http://127.0.0.1:${settings.observatory.gateway}`,
        database_url: urls.replica_database,
        redis_url: urls.redis,
      },
      ...(stack.institute && { institute: stack.institute.site }),
    },
    tokens: stack.tokens,
    processes,
    link: { control_url: urls.link_control },
  };
  writeStack(settings.dir, content);
  stack.ready = true;
  return content;
}

/** The pids of all processes; undefined while one of them has none. */
function pids({ set, link, functions, gateways, institute }: LocalStack): Stack['processes'] | undefined {
  const [main_database, replica_database] = [set.main_database.pid, set.replica_database.pid];
  const [redis, volatile_redis, link_pid] = [set.redis.pid, set.volatile_redis.pid, link.pid];
  const [main_functions, observatory_functions] = [functions.main.pid, functions.observatory.pid];
  if (!main_database || !replica_database || !redis || !volatile_redis || !link_pid) return undefined;
  const [main_gateway, observatory_gateway] = [gateways.main.pid, gateways.observatory.pid];
  if (!main_functions || !observatory_functions || !main_gateway || !observatory_gateway) return undefined;
  const redis_copy = set.redis_copy?.pid;
  if (set.redis_copy && !redis_copy) return undefined;
  const second = institute?.pids();
  if (institute && !second) return undefined;
  return {
    main_database,
    replica_database,
    redis,
    volatile_redis,
    ...(redis_copy && { redis_copy }),
    link: link_pid,
    main_functions,
    observatory_functions,
    main_gateway,
    observatory_gateway,
    ...second,
  };
}

async function checkPorts(settings: LocalSettings): Promise<void> {
  const { ports, main, observatory, institute, second_disk, port_base } = settings;
  const groups = [main, observatory, ports, institute?.site, institute?.ports];
  const wanted = groups.flatMap((group) => Object.values<number>({ ...group })).concat(second_disk?.port ?? []);
  const taken = await takenPorts([...new Set(wanted)]);
  if (taken.length === 0) return;
  const advice = `Another stack may run here: give this one other ports, OPS_PORT_BASE=${port_base + 1000} npm start`;
  throw new Error(`port ${taken.join(', ')} taken (OPS_PORT_BASE is ${port_base}). ${advice}`);
}

/** Does one step and says how long it took; the name is shown while it lasts. */
async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const begin = Date.now();
  process.stdout.write(`  ${name.padEnd(26)}`);
  try {
    return await work();
  } finally {
    process.stdout.write(`${seconds(begin).padStart(7)}\n`);
  }
}

/** Waits for the work or for the order to stop, whichever comes first; work that fails because of the stop is no failure. */
async function unlessStopped(work: Promise<void>): Promise<void> {
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([work.catch((error) => (signal.aborted ? undefined : Promise.reject(error))), stopped]);
}

function seconds(begin: number): string {
  return `${((Date.now() - begin) / 1000).toFixed(1)} s`;
}
