import { once } from 'node:events';
import { openSite } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { parseGatewayConfig } from './config.ts';
import { openGateway } from './gateway.ts';
import { openUpstream } from './open-upstream.ts';
import { Poke } from './poke.ts';
import { publishedFunctions } from './published.ts';
import { startTicks } from './ticks.ts';

// The gateway's process: settings from the environment, its own and the site's. SIGTERM and SIGINT stop it: it takes no more
// connections, what runs may end within GATEWAY_STOP_MS. Killed, it leaves nothing undone that the next one does not find.

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());

try {
  await run();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function run(): Promise<void> {
  const config = parseGatewayConfig(process.env);
  const site = openSite(parseConfig(process.env));
  const upstream = await openUpstream(config, site);
  const poke = new Poke(site, upstream.invoke);
  const endpoints = await publishedFunctions(config.GATEWAY_BUILD);
  const gateway = await openGateway({ config, site, upstream, endpoints, recorded: () => poke.ring() });
  const { GATEWAY_HOST: host, GATEWAY_PORT: port, GATEWAY_STOP_MS } = config;
  await gateway.listen({ host, port });
  site.log.info('gateway.listening', { host, port, upstream: config.GATEWAY_UPSTREAM });
  const stopTicks = startTicks(upstream.unscheduled, upstream.invoke, site.log);
  const poked = poke.run(stopping.signal);
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  setTimeout(() => {
    site.log.warn('gateway.cut_short', { after_ms: GATEWAY_STOP_MS });
    process.exit(0);
  }, GATEWAY_STOP_MS);
  stopTicks();
  await Promise.all([poked, gateway.close()]);
  await site.close();
}
