import { inject } from 'vitest';
import { Link } from '../../infra/servers/link.ts';
import { freePorts } from '../../infra/servers/ports.ts';
import { openSite, type Site } from '../../lib/flow/site.ts';
import type { Config } from '../../lib/kernel/config.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { openSites, type Sites } from '../support/sites.ts';

/** Both sites as people use them: main keeps sessions, too, and the way to main is their own and can be cut. */
export interface LinkedSites extends Sites {
  link: Link;
}

/** Opens both sites on the shared servers. Cutting the link takes main from the observatory's functions; replication goes on. */
export async function openLinkedSites(
  settings: Record<string, string> = {},
  given: Parameters<typeof openSites>[2] = {},
): Promise<LinkedSites> {
  const urls = inject('servers');
  const [port = 0] = await freePorts(1);
  const main_through_link = new URL(urls.main_database);
  const link = new Link(Number(main_through_link.port), { mode: 'up', delay_ms: 0 });
  await link.listen(port);
  main_through_link.port = String(port);
  // As long as it is in service: this link is cut.
  const own = { VOLATILE_REDIS_URL: urls.volatile_redis, LINK_TIMEOUT_MS: '1800' };
  const all = { ...own, ...settings };
  const sites = await openSites({ ...urls, main_through_link: main_through_link.href }, all, given);
  const close = async () => {
    link.up();
    await sites.close();
    await link.close();
  };
  return { ...sites, link, close };
}

/** The same site in another process: it shares nothing but its servers. Settings given replace its own. */
export function opened({ config, clock }: Site, own: Partial<Config> = {}): Site {
  return openSite({ ...config, ...own }, { clock, log: silentLog });
}
