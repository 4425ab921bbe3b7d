import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
}

/** Main at the base, the observatory 100 above, the servers 200 above; from 300 on there is room for more sites. */
const HIGHEST_OFFSET = 206;

/** The blocked ports above 1023 (WHATWG Fetch, 2.9 "Port blocking"): a site there would run and nobody could call it. */
const REFUSED_BY_FETCH = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061],
  ...[6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/**
 * The settings of the local stack from OPS_PORT_BASE (default 4000) and OPS_LOCAL_DIR (default `.local`, from the top of
 * the checkout) and OPS_SECOND_DISK (none by default). Throws when the base is not a port that leaves room for all.
 */
export function localSettings(env: NodeJS.ProcessEnv = process.env): LocalSettings {
  const base = Number(env.OPS_PORT_BASE || 4000);
  const highest = 65_535 - HIGHEST_OFFSET;
  if (!Number.isInteger(base) || base < 1024 || base > highest)
    throw new Error(`OPS_PORT_BASE must be a number from 1024 to ${highest}, not ${env.OPS_PORT_BASE}`);
  const settings: LocalSettings = {
    dir: path.resolve(ROOT, env.OPS_LOCAL_DIR || '.local'),
    second_disk: env.OPS_SECOND_DISK
      ? { dir: path.resolve(ROOT, env.OPS_SECOND_DISK), port: base + HIGHEST_OFFSET }
      : undefined,
    port_base: base,
    ports: {
      main_database: base + 200,
      replica_database: base + 201,
      redis: base + 202,
      volatile_redis: base + 203,
      link: base + 204,
      link_control: base + 205,
    },
    main: sitePorts(base),
    observatory: sitePorts(base + 100),
  };
  const { main, observatory, ports } = settings;
  const spoken = [...Object.values(main), ...Object.values(observatory), ports.link_control];
  const refused = spoken.find((port) => REFUSED_BY_FETCH.has(port));
  if (refused !== undefined)
    throw new Error(`OPS_PORT_BASE=${base} includes port ${refused}, which browsers and fetch refuse; take another`);
  return settings;
}

function sitePorts(gateway: number): SitePorts {
  return { gateway, http: gateway + 1, invoke: gateway + 2, websocket: gateway + 3 };
}
