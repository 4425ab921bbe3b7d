import { setTimeout as sleep } from 'node:timers/promises';
import { openSite } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { parseGatewayConfig } from './config.ts';
import { openGateway } from './gateway.ts';
import { inProcessUpstream } from './in-process-upstream.ts';
import { declaredFunctions, readManifest } from './published.ts';

// The gateway's process: settings from the environment. SIGTERM and SIGINT stop it: no new connections, what runs may end.

const config = parseGatewayConfig(process.env);
const site = openSite(parseConfig(process.env));
const functions =
  config.GATEWAY_MANIFEST === undefined ? await declaredFunctions() : readManifest(config.GATEWAY_MANIFEST);
const upstream = await inProcessUpstream(site);
const gateway = await openGateway({ config, site, upstream, endpoints: functions.endpoints, recorded: () => {} });
await gateway.listen({ host: config.GATEWAY_HOST, port: config.GATEWAY_PORT });
site.log.info('gateway.listening', { host: config.GATEWAY_HOST, port: config.GATEWAY_PORT });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

async function stop(): Promise<void> {
  await Promise.race([gateway.close(), sleep(config.GATEWAY_STOP_MS)]);
  gateway.server.closeAllConnections();
  await site.close();
  process.exit(0);
}
