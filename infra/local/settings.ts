import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProcessLock } from '../servers/process-lock.ts';
import type { SecondDisk, StackPorts } from '../servers/stack.ts';

/** The top folder of this checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The ports of one site: its gateway's, which is its public one, and those of its functions behind: HTTP, invocation of single functions, web sockets. */
export interface SitePorts {
  gateway: number;
  http: number;
  invoke: number;
  websocket: number;
}

/** Where this checkout's local stack lives. */
export interface LocalSettings {
  dir: string;
  second_disk: SecondDisk | undefined;
  port_base: number;
  ports: StackPorts;
  main: SitePorts;
  observatory: SitePorts;
  /** The second secondary, where one runs: it has a folder and servers of its own. */
  institute: { dir: string; ports: StackPorts; site: SitePorts } | undefined;
}

/** How many sites a local stack can have: main and the observatory, and a second secondary. */
export type SiteCount = 2 | 3;

/** Main at the base, the observatory 100 above, the servers 200 above; the second secondary 300, its servers 400 above. */
const HIGHEST_OFFSET = { 2: 206, 3: 405 } as const;

/** The blocked ports above 1023 (WHATWG Fetch, 2.9 "Port blocking"): a site there would run and nobody could call it. */
const REFUSED_BY_FETCH = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061],
  ...[6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/**
 * The settings of the local stack from OPS_PORT_BASE (default 4000) and OPS_LOCAL_DIR (default `.local`, from the top of
 * the checkout) and OPS_SECOND_DISK (none by default). Throws when the base is not a port that leaves room for all.
 */
export function localSettings(env: NodeJS.ProcessEnv = process.env, sites: SiteCount = 2): LocalSettings {
  const base = Number(env.OPS_PORT_BASE || 4000);
  const highest = 65_535 - HIGHEST_OFFSET[sites];
  if (!Number.isInteger(base) || base < 1024 || base > highest)
    throw new Error(`OPS_PORT_BASE must be a number from 1024 to ${highest}, not ${env.OPS_PORT_BASE}`);
  const dir = path.resolve(ROOT, env.OPS_LOCAL_DIR || '.local');
  const ports = { main_database: base + 200, ...serverPorts(base + 201) };
  const settings: LocalSettings = {
    dir,
    second_disk: env.OPS_SECOND_DISK
      ? { dir: path.resolve(ROOT, env.OPS_SECOND_DISK), port: base + HIGHEST_OFFSET[2] }
      : undefined,
    port_base: base,
    ports,
    main: sitePorts(base),
    observatory: sitePorts(base + 100),
    institute:
      sites === 3
        ? {
            dir: instituteFolder(dir),
            ports: { main_database: ports.main_database, ...serverPorts(base + 401) },
            site: sitePorts(base + 300),
          }
        : undefined,
  };
  const { main, observatory, institute } = settings;
  const spoken = [main, observatory, institute?.site ?? {}]
    .flatMap((site) => Object.values<number>(site))
    .concat(ports.link_control, institute?.ports.link_control ?? []);
  const refused = spoken.find((port) => REFUSED_BY_FETCH.has(port));
  if (refused !== undefined)
    throw new Error(`OPS_PORT_BASE=${base} includes port ${refused}, which browsers and fetch refuse; take another`);
  return settings;
}

/** Held by whatever runs the stack of a local folder. */
export function launcherLock(dir: string): ProcessLock {
  return new ProcessLock(path.join(dir, 'launcher.json'));
}

/** Where the second secondary of a local folder keeps what is its own. */
export function instituteFolder(dir: string): string {
  return path.join(dir, 'institute');
}

/** The servers of one secondary. */
function serverPorts(first: number): Omit<StackPorts, 'main_database'> {
  return {
    replica_database: first,
    redis: first + 1,
    volatile_redis: first + 2,
    link: first + 3,
    link_control: first + 4,
  };
}

function sitePorts(gateway: number): SitePorts {
  return { gateway, http: gateway + 1, invoke: gateway + 2, websocket: gateway + 3 };
}
