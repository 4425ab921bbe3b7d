import type { Site } from '../../lib/flow/site.ts';
import type { GatewayConfig } from './config.ts';
import { httpUpstream } from './http-upstream.ts';
import { inProcessUpstream } from './in-process-upstream.ts';
import { openwhiskUpstream } from './openwhisk-upstream.ts';
import type { Upstream } from './upstream.ts';

const KINDS: Record<
  GatewayConfig['GATEWAY_UPSTREAM'],
  (config: GatewayConfig, site: Site) => Upstream | Promise<Upstream>
> = {
  http: httpUpstream,
  openwhisk: openwhiskUpstream,
  in_process: (_, site) => inProcessUpstream(site),
};

/** What runs the functions of the site, as configured. */
export async function openUpstream(config: GatewayConfig, site: Site): Promise<Upstream> {
  return KINDS[config.GATEWAY_UPSTREAM](config, site);
}
