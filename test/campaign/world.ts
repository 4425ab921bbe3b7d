import { readFileSync } from 'node:fs';
import path from 'node:path';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { SpawnedServer } from '../../infra/servers/spawned-server.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { awaitReplay, TOKENS, UNLIMITED } from '../support/sites.ts';
import type { SiteName } from './history.ts';
import { bundleHost } from './host-bundle.ts';
import type { Bug } from './planted/bug.ts';
import { plantInDatabase } from './planted/plant.ts';
import { WatchedServer } from './watched-server.ts';

/** A process that runs a site's code. */
export interface Host {
  server: WatchedServer;
  url: string;
}

/** Everything there is: servers, link, and the hosts of both sites' code. */
export interface World {
  servers: Servers;
  functions: Host;
  main_functions: Host;
  drainers: readonly [Host, Host];
  /** Where each site answers. */
  urls: Record<SiteName, string>;
  /** The data folder of the durable Redis. */
  redis_data: string;
  /** Hosts that ended though nobody had told them to, and why. */
  deaths: readonly string[];
  /** What the hosts have logged as errors. */
  errors(): string[];
  stop(): Promise<void>;
}

/** The link when nothing is wrong with it, one way: short, for a campaign has much to do. */
export const BASE_DELAY_MS = 20;

/**
 * Small batches, so that several calls are in flight; short leases, so that a lost drainer is succeeded soon and a frozen
 * one works beside its successor.
 */
const OBSERVATORY = {
  SITE_NAME: 'observatory',
  SITE_TYPE: 'secondary',
  DRAIN_BATCH_SIZE: '20',
  DRAIN_LEASE_MS: '1500',
  LINK_CALL_TIMEOUT_MS: '4000',
  ...UNLIMITED,
};

/** Prepares the database of running servers and starts the hosts of both sites on them, with a bug planted or without. */
export async function openWorld(servers: Servers, bug?: Bug): Promise<World> {
  const { urls, main } = servers;
  await prepareDatabase(urls.main_database, TOKENS);
  if (bug !== undefined) await plantInDatabase(urls.main_database, bug);
  await awaitReplay(urls);
  const [functions_port = 0, main_port = 0, first_port = 0, second_port = 0] = await freePorts(4);
  const observatory = {
    ...OBSERVATORY,
    MAIN_DATABASE_URL: asApi(urls.main_through_link),
    LOCAL_DATABASE_URL: asApi(urls.replica_database),
    DURABLE_REDIS_URL: urls.redis,
    VOLATILE_REDIS_URL: urls.volatile_redis,
  };
  const at_main = { MAIN_DATABASE_URL: asApi(urls.main_database), LOCAL_DATABASE_URL: asApi(urls.main_database) };
  const cologne = { SITE_NAME: 'cologne', SITE_TYPE: 'main', ...at_main, ...UNLIMITED };
  const bundle = await bundleHost(main.dir, bug);
  const deaths: string[] = [];
  const host = (name: string, role: string, port: number, env: Record<string, string>) =>
    describeHost({ dir: main.dir, args: [bundle, role, String(port)], name, port, env }, (reason) =>
      deaths.push(reason),
    );
  const functions = host('functions', 'functions', functions_port, observatory);
  const main_functions = host('main_functions', 'functions', main_port, cologne);
  const drainers = [
    host('first_drainer', 'drainer', first_port, observatory),
    host('second_drainer', 'drainer', second_port, observatory),
  ] as const;
  const hosts = [functions, main_functions, ...drainers];
  const stop = async () => {
    await Promise.all(hosts.map(({ server }) => server.end()));
  };
  try {
    await Promise.all(hosts.map(({ server }) => server.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    servers,
    functions,
    main_functions,
    drainers,
    urls: { observatory: functions.url, main: main_functions.url },
    redis_data: path.join(main.dir, 'redis'),
    deaths,
    errors: () => hosts.flatMap(({ server: { name } }) => loggedErrors(path.join(main.dir, 'logs', `${name}.log`))),
    stop,
  };
}

function loggedErrors(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
}

/** Moves the clock of a host; a host that is just being restarted has the machine's anyway. */
export async function moveClockOf({ url }: Host, by_ms: number): Promise<void> {
  await fetch(`${url}/clock`, { method: 'PUT', body: String(by_ms), signal: AbortSignal.timeout(2_000) }).catch(
    () => {},
  );
}

interface HostOptions {
  dir: string;
  /** The file it runs; its arguments. */
  args: string[];
  name: string;
  port: number;
  env: Record<string, string>;
}

function describeHost({ dir, args, name, port, env }: HostOptions, died: (reason: string) => void): Host {
  const url = `http://127.0.0.1:${port}`;
  const server = new SpawnedServer({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', ...args],
    cwd: dir,
    env,
    dir,
    stop_signal: 'SIGTERM',
    probe: async () => {
      await fetch(`${url}/clock`, { signal: AbortSignal.timeout(1_000) });
    },
  });
  return { server: new WatchedServer(server, died), url };
}

function asApi(url: string): string {
  const own = new URL(url);
  own.username = 'ops_api';
  return own.href;
}
