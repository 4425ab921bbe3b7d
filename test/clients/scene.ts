import type { ServerUrls } from '../../infra/servers/stack.ts';
import { AT, nextTime, replicate } from '../functions/expect.ts';
import { startSiteServer } from '../support/site-server.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import type { DrivenClient, Opening, Outcome } from './client.ts';
import { type Fault, type FaultyProxy, type Passed, startFaultyProxy } from './faulty-proxy.ts';
import { openPythonClient } from './python.ts';
import { openTypeScriptClient } from './typescript.ts';

const OPEN = { python: openPythonClient, typescript: openTypeScriptClient };
const LIMITS = { timeout_s: 5, deadline_s: 30 };

/** The token every client has. */
export const TOKEN = TOKENS.service;

/** Each language at each site. */
export const CASES = (['python', 'typescript'] as const).flatMap((language) => AT.map((at) => ({ language, at })));

/** One client of one site, and what lies between them. */
export interface Stand {
  client: DrivenClient;
  /** Another client of the same kind, which is closed with the stand. */
  another(opening: Partial<Opening>): Promise<DrivenClient>;
  /** Begins an observation at a time of its own. */
  start(named?: object): Promise<Outcome>;
  /** Runs calls that meet these faults, and answers what came by. */
  passing<Result>(run: () => Promise<Result>, ...faults: Fault[]): Promise<{ result: Result; passed: Passed[] }>;
  /** Ids of what main has that began at a time, once everything has arrived there. */
  onMain(start_time: string): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Both sites, each served over HTTP behind a proxy that can fail. */
export interface Scene {
  sites: Sites;
  stand(place: (typeof CASES)[number]): Promise<Stand>;
  close(): Promise<void>;
}

/** Opens a scene on the servers of the tests. */
export async function openScene(urls: ServerUrls): Promise<Scene> {
  const sites = await openSites(urls);
  const servers: { close(): Promise<void> }[] = [];
  const proxies = {} as Record<(typeof AT)[number], FaultyProxy>;
  for (const at of AT) {
    const server = await startSiteServer();
    server.serve(sites[at]);
    proxies[at] = await startFaultyProxy(server.url);
    servers.push(proxies[at], server);
  }
  return {
    sites,
    stand: ({ language, at }) => openStand(sites, proxies[at], OPEN[language]),
    close: async () => {
      for (const server of servers) await server.close();
      await sites.close();
    },
  };
}

async function openStand(
  sites: Sites,
  proxy: FaultyProxy,
  open: (opening: Opening) => Promise<DrivenClient>,
): Promise<Stand> {
  const clients: DrivenClient[] = [];
  const another = async (opening: Partial<Opening>) => {
    const client = await open({ url: proxy.url, token: TOKEN, ...LIMITS, ...opening });
    clients.push(client);
    return client;
  };
  const client = await another({});
  return {
    client,
    another,
    start: (named = {}) =>
      client.call('executed_obs_units-start', { obs_unit_id: 1, start_time: nextTime(), ...named }),
    passing: async (run, ...faults) => {
      proxy.passed.length = 0;
      proxy.meet(...faults);
      const result = await run();
      return { result, passed: [...proxy.passed] };
    },
    onMain: async (start_time) => {
      await replicate(sites);
      const rows = await sites.sql('select id from executed_obs_unit where start_time = $1', [start_time]);
      return rows.map(({ id }) => id);
    },
    close: async () => {
      for (const one of clients) await one.close();
    },
  };
}
