import { readFileSync } from 'node:fs';
import type { ServerUrls } from '../../infra/servers/stack.ts';
import { openSite, type Site } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { UNLIMITED } from '../support/sites.ts';
import type { Hosts } from './server-pair.ts';

/** Which databases a site works with. */
export interface Placed {
  name: 'cologne' | 'observatory';
  main_port: number;
  local_port: number;
  /** That of ops_api. */
  password: string;
  /** Instead of the Redis all tests share. */
  durable_redis?: string;
}

/** A site with the settings of infra/production/sites, as far as they are about its databases. */
export function siteAt(hosts: Hosts, redis: ServerUrls, placed: Placed): Site {
  const { name, main_port, local_port, password, durable_redis = redis.redis } = placed;
  const database = (port: number) =>
    `postgres://ops_api:${password}@localhost:${port}/ops_db?sslmode=verify-full&sslnegotiation=direct`;
  const waits = ['REDIS_COMMAND_TIMEOUT_MS', 'VOLATILE_TIMEOUT_MS', 'LOCAL_TIMEOUT_MS', 'LINK_TIMEOUT_MS'];
  const patient = Object.fromEntries(waits.map((setting) => [setting, '20000']));
  // The Redis is shared with other tests, and one folder is one site pair.
  const own = hosts.dir
    .replaceAll(/[^a-z0-9]/gi, '')
    .slice(-8)
    .toLowerCase();
  const settings = {
    SITE_NAME: name === 'cologne' ? 'cologne' : `m_${own}`,
    SITE_TYPE: name === 'cologne' ? 'main' : 'secondary',
    MAIN_DATABASE_URL: database(main_port),
    LOCAL_DATABASE_URL: database(local_port),
    DURABLE_REDIS_URL: durable_redis,
    VOLATILE_REDIS_URL: redis.volatile_redis,
    CA_CERTIFICATE: readFileSync(hosts.tls('ca.crt'), 'utf8'),
    BREAKER_MS: '0',
    ...patient,
    ...UNLIMITED,
  };
  return openSite(parseConfig(settings), { log: silentLog });
}
