import { changeLink } from '../servers/link-control.ts';
import type { Server } from '../servers/server.ts';
import { describeServers, type ServerSet, startReplica } from '../servers/stack.ts';
import type { SessionKeys } from '../session-keys.ts';
import { functionsProgram, gatewayProgram, instituteSettings, linkProgram } from './programs.ts';
import type { LocalSettings } from './settings.ts';
import type { Stack } from './stack-file.ts';

/** The second secondary of a local stack. */
export interface Institute {
  /** What it says it is in stack.json. */
  site: NonNullable<Stack['sites']['institute']>;
  functions: Server;
  gateway: Server;
  /** Starts everything, each server by `start`; main must be up and seeded. */
  startAll(start: (server: Server, how?: () => Promise<void>) => Promise<void>): Promise<void>;
  /** Stops everything in order, while main is still up. */
  stopAll(): Promise<void>;
  /** All its processes by their names in stack.json; undefined while one of them has none. */
  pids(): Record<string, number> | undefined;
}

/**
 * Describes it: the same as the observatory is, in a folder of its own, with a replica, both Redis servers, a link, functions and a
 * gateway of its own. Undefined when the stack has two sites only.
 */
export function describeInstitute(
  { institute }: LocalSettings,
  { main, main_database }: ServerSet,
  keys: SessionKeys,
  say: (line: string) => void,
): Institute | undefined {
  if (institute === undefined) return undefined;
  const set = {
    ...describeServers({ ...institute, fsync: 'on', replica_name: 'institute', say }),
    main,
    main_database,
  };
  const { replica_database, redis, volatile_redis, urls } = set;
  const link = linkProgram(institute, urls);
  const settings = instituteSettings(institute, urls, keys);
  const functions = functionsProgram('institute_functions', institute.dir, institute.site, settings);
  const gateway = gatewayProgram('institute_gateway', institute.dir, institute.site, settings);
  const processes = { replica_database, redis, volatile_redis, link };
  return {
    site: {
      url: `http://127.0.0.1:${institute.site.gateway}`,
      database_url: urls.replica_database,
      redis_url: urls.redis,
      link_control_url: urls.link_control,
    },
    functions,
    gateway,
    startAll: async (start) => {
      await start(link);
      await start(replica_database, () => startReplica(set));
      await Promise.all([start(redis), start(volatile_redis)]);
      await start(functions);
      await start(gateway);
    },
    stopAll: async () => {
      await gateway.stop('fast');
      await functions.stop('fast');
      await replica_database.stop('fast');
      // As for the observatory's: main would wait for a replica it cannot hear.
      await changeLink(urls.link_control, { connections: 'reset' }).catch(() => {});
      await Promise.all([redis.stop('fast'), volatile_redis.stop('fast')]);
      await link.stop('fast');
    },
    pids: () => {
      const own = Object.entries(processes).map(([name, server]) => [`institute_${name}`, server.pid] as const);
      const all = [...own, [functions.name, functions.pid] as const, [gateway.name, gateway.pid] as const];
      const known = all.filter((entry): entry is [string, number] => entry[1] !== undefined);
      return known.length === all.length ? Object.fromEntries(known) : undefined;
    },
  };
}
