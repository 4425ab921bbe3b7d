import path from 'node:path';
import { linkStatus } from '../servers/link-control.ts';
import { databaseUrl } from '../servers/postgres.ts';
import type { Server } from '../servers/server.ts';
import { SpawnedServer } from '../servers/spawned-server.ts';
import type { ServerUrls } from '../servers/stack.ts';
import type { SessionKeys } from '../session-keys.ts';
import { type LocalSettings, ROOT, type SitePorts } from './settings.ts';

/** The role the functions connect as; the migrations make it. */
const FUNCTIONS_ROLE = 'ops_api';
/** The first answer of a site loads its code; the next probe would only queue behind it. */
const PROBE_LIMIT_MS = 10_000;

/** The link between the sites as a process of its own, which keeps its mode and delay in `link.json`. */
export function linkProgram({ dir, ports }: LocalSettings, urls: ServerUrls): Server {
  const args = [ports.link, ports.main_database, ports.link_control, path.join(dir, 'link.json')];
  return new SpawnedServer({
    name: 'link',
    command: process.execPath,
    args: ['--import', 'tsx', path.join(ROOT, 'infra/local/run-link.ts'), ...args.map(String)],
    cwd: ROOT,
    dir,
    stop_signal: 'SIGTERM',
    probe: () => linkStatus(urls.link_control).then(() => undefined),
  });
}

/** The environment of a site's gateway and functions, by the name the launcher gives the site. */
export type SiteSettings = Record<'main' | 'observatory', Record<string, string>>;

/**
 * What the functions of both sites are told: main reads and writes main directly and buffers nothing; the observatory reaches
 * main across the link, reads the replica, and buffers in Redis.
 */
export function siteSettings(settings: LocalSettings, urls: ServerUrls, keys: SessionKeys): SiteSettings {
  const { ports, second_disk } = settings;
  const main = databaseUrl(ports.main_database, FUNCTIONS_ROLE);
  return {
    main: {
      SITE_NAME: 'cologne',
      SITE_TYPE: 'main',
      MAIN_DATABASE_URL: main,
      LOCAL_DATABASE_URL: main,
      // A database of its own in the one volatile Redis: the sites share a process here and nothing else.
      VOLATILE_REDIS_URL: `${urls.volatile_redis}/1`,
      ...development(keys.cologne, settings.main),
    },
    observatory: {
      SITE_NAME: 'observatory',
      SITE_TYPE: 'secondary',
      MAIN_DATABASE_URL: databaseUrl(ports.link, FUNCTIONS_ROLE),
      LOCAL_DATABASE_URL: databaseUrl(ports.replica_database, FUNCTIONS_ROLE),
      DURABLE_REDIS_URL: urls.redis,
      VOLATILE_REDIS_URL: urls.volatile_redis,
      EXPECT_SECOND_COPY: String(second_disk !== undefined),
      ...development(keys.observatory, settings.observatory),
    },
  };
}

const development = (keys = '', { gateway }: SitePorts) => ({
  SESSION_KEYS: keys,
  PUBLIC_URL: `http://127.0.0.1:${gateway}`,
  DEVELOPMENT: 'true',
});

/** The functions of main. */
export function mainFunctions({ dir, main }: LocalSettings, site: SiteSettings): Server {
  return functions('main_functions', dir, main, site.main);
}

/** The functions of the observatory. */
export function observatoryFunctions({ dir, observatory }: LocalSettings, site: SiteSettings): Server {
  return functions('observatory_functions', dir, observatory, site.observatory);
}

/** The public face of main. */
export function mainGateway({ dir, main }: LocalSettings, site: SiteSettings): Server {
  return gateway('main_gateway', dir, main, site.main);
}

/** The public face of the observatory, which runs its drain. */
export function observatoryGateway({ dir, observatory }: LocalSettings, site: SiteSettings): Server {
  return gateway('observatory_gateway', dir, observatory, site.observatory);
}

/** One site's functions behind serverless-offline; ready when /health answers what it is defined to answer, 200 or 503. */
function functions(name: string, dir: string, ports: SitePorts, site: Record<string, string>): Server {
  const options = ['--host', '127.0.0.1', '--useInProcess', '--noSponsor'];
  const numbers = ['--httpPort', ports.http, '--lambdaPort', ports.invoke, '--websocketPort', ports.websocket];
  return new SpawnedServer({
    name,
    command: process.execPath,
    args: [
      '--import',
      './infra/local/typescript-handlers.mjs',
      'node_modules/serverless/bin/serverless.js',
      'offline',
      'start',
      ...options,
      ...numbers.map(String),
    ],
    cwd: ROOT,
    // Their one proxy is the gateway.
    env: { ...site, TRUSTED_PROXIES: '1' },
    dir,
    stop_signal: 'SIGTERM',
    probe: async () => {
      const answer = await fetch(`http://127.0.0.1:${ports.http}/health`, {
        signal: AbortSignal.timeout(PROBE_LIMIT_MS),
      });
      const body = await answer.text();
      if (answer.status !== 200 && answer.status !== 503)
        throw new Error(`/health answers ${answer.status}: ${body.slice(0, 500)}`);
    },
  });
}

/** One site's gateway before its functions; ready when it answers anything, for the functions may be restarted meanwhile. */
function gateway(name: string, dir: string, ports: SitePorts, site: Record<string, string>): Server {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return new SpawnedServer({
    name,
    command: process.execPath,
    args: ['--import', 'tsx', path.join(ROOT, 'infra/gateway/run-gateway.ts')],
    cwd: ROOT,
    env: {
      ...site,
      GATEWAY_PORT: String(ports.gateway),
      GATEWAY_UPSTREAM: 'http',
      GATEWAY_FUNCTIONS_URL: at(ports.http),
      GATEWAY_INVOKE_URL: at(ports.invoke),
    },
    dir,
    stop_signal: 'SIGTERM',
    probe: async () => {
      await fetch(`${at(ports.gateway)}/health`, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    },
  });
}
