import type { Site } from '../../../lib/flow/site.ts';
import { silentLog } from '../../../lib/kernel/log.ts';
import { connectRedis } from '../../../lib/redis/connect.ts';

/** Runs something at a site whose volatile Redis is away: nobody listens there. */
export async function withoutCache<Result>(site: Site, run: (site: Site) => Promise<Result>): Promise<Result> {
  const options = { name: 'volatile', command_timeout_ms: 500, log: silentLog } as const;
  const volatile = connectRedis({ ...options, url: 'redis://127.0.0.1:1' });
  try {
    return await run({ ...site, volatile });
  } finally {
    volatile.disconnect();
  }
}
