import openwhisk from 'openwhisk';
import type { Site } from '../../lib/flow/site.ts';
import type { GatewayConfig } from './config.ts';
import { forwardOverHttp } from './forward-http.ts';
import { OF_OPENWHISK } from './own-answers.ts';
import type { PublishedFunction } from './published.ts';
import type { Upstream } from './upstream.ts';

/** Functions as web actions, each with a URL of its own, that answer only whom the shared secret is known to. */
export function openwhiskUpstream(config: GatewayConfig, site: Site): Upstream {
  const namespaces = {
    recording: config.GATEWAY_OPENWHISK_RECORDING_NAMESPACE,
    reading: config.GATEWAY_OPENWHISK_READING_NAMESPACE,
  };
  const actions = openwhisk({
    apihost: config.GATEWAY_OPENWHISK_URL ?? '',
    api_key: config.GATEWAY_OPENWHISK_KEY ?? '',
    ...(namespaces.recording === undefined ? {} : { namespace: namespaces.recording }),
  }).actions;
  const place = {
    urlOf: ({ name, group }: PublishedFunction, path: string) =>
      `${config.GATEWAY_OPENWHISK_URL}/api/v1/web/${namespaces[group]}/${config.GATEWAY_OPENWHISK_PACKAGE}/${name}${path}`,
    headers: { 'x-require-whisk-auth': config.GATEWAY_OPENWHISK_SECRET ?? '' },
    own_answers: OF_OPENWHISK,
  };
  return {
    // By alarm triggers.
    unscheduled: [],
    ...forwardOverHttp(place, config, site),
    invoke: (name) =>
      actions.invoke({ name: `${config.GATEWAY_OPENWHISK_PACKAGE}/${name}`, blocking: true, result: true }),
  };
}
