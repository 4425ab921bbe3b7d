import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { prepareDatabase, type Tokens } from '../infra/database/prepare.ts';
import { killLeftovers } from '../infra/servers/leftovers.ts';
import { openTemporaryFolder, type Servers, startServers } from '../infra/servers/stack.ts';
import { openSite, type Site } from '../lib/flow/site.ts';
import { parseConfig } from '../lib/kernel/config.ts';
import { silentLog } from '../lib/kernel/log.ts';
import { emulated, type LongLink, openLongLink } from './link/long-link.ts';
import { until } from './measure.ts';
import { Wire } from './wire.ts';

/** Raw tokens the sites know. */
export const TOKENS: Tokens = {
  admin: `ops_api_token_${'a'.repeat(43)}`,
  observer: `ops_api_token_${'o'.repeat(43)}`,
  viewer: `ops_api_token_${'v'.repeat(43)}`,
  service: `ops_api_token_${'s'.repeat(43)}`,
};

/** The role the functions connect as. */
const FUNCTIONS_ROLE = 'ops_api';
/** A replica that has 400,000 rows to replay is behind for some seconds. */
const REPLAY_LIMIT_MS = 180_000;

/** Servers of one benchmark, every one of them waiting for its disk. */
export interface BenchStack {
  dir: string;
  servers: Servers;
  link: LongLink;
  /** The settings of an observatory site, as its functions get them. */
  settings: Record<string, string>;
  /** The observatory in this process, with further settings. */
  openSite(settings?: Record<string, string>): Site;
  /** A connection straight to main, as the owner. */
  main(): Promise<Wire>;
  /** A connection to main across the link, as the owner. */
  mainAcross(): Promise<Wire>;
  /** Waits until the replica has replayed all of main. */
  replayed(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts main, its replica through a link, and both Redis servers in a folder of their own, with the development
 * catalogue. `long`: the link carries packets where this machine allows it. Nothing is left behind, also after Ctrl-C.
 */
export async function startBench(kind: 'short' | 'long', say: (line: string) => void): Promise<BenchStack> {
  const dir = mkdtempSync(path.join(openTemporaryFolder(), 'ops-db-bench-'));
  chmodSync(dir, 0o755);
  const clear = () => {
    killLeftovers(dir);
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  };
  process.once('exit', clear);
  const servers = await startServers({ dir, fsync: 'on', delay_ms: 0, say });
  const { urls } = servers;
  const link = kind === 'long' ? await openLongLink(servers, dir) : emulated(servers.link);
  await prepareDatabase(urls.main_database, TOKENS);
  const settings = {
    SITE_NAME: 'observatory',
    SITE_TYPE: 'secondary',
    MAIN_DATABASE_URL: asFunctions(urls.main_through_link),
    LOCAL_DATABASE_URL: asFunctions(urls.replica_database),
    DURABLE_REDIS_URL: urls.redis,
    VOLATILE_REDIS_URL: urls.volatile_redis,
    // Benchmarks hold more than the three months a site is made for.
    TRANSACTION_BUFFER_SIZE: '1000000',
    // And one principal asks as fast as it can.
    RATE_LIMIT_PER_MINUTE: '100000000',
    ANONYMOUS_LIMIT_PER_MINUTE: '100000000',
  };
  const stack: BenchStack = {
    dir,
    servers,
    link,
    settings,
    openSite: (own = {}) => openSite(parseConfig({ ...settings, ...own }), { log: silentLog }),
    main: () => Wire.open(urls.main_database),
    mainAcross: () => Wire.open(urls.main_through_link),
    replayed: () => replayed(stack),
    stop: async () => {
      await link.close();
      await servers.stop();
      process.off('exit', clear);
      clear();
    },
  };
  await stack.replayed();
  return stack;
}

async function replayed(stack: BenchStack): Promise<void> {
  const [main, replica] = await Promise.all([stack.main(), Wire.open(stack.servers.urls.replica_database)]);
  const [[position] = []] = await main.query('select pg_current_wal_flush_lsn()');
  await until('the replica has replayed', REPLAY_LIMIT_MS, async () => {
    const [[reached] = []] = await replica.query(`select pg_last_wal_replay_lsn() >= '${position}'::pg_lsn`);
    return reached === 't';
  });
  main.close();
  replica.close();
}

/** The same database as the role the functions have. */
function asFunctions(url: string): string {
  const own = new URL(url);
  own.username = FUNCTIONS_ROLE;
  return own.href;
}
