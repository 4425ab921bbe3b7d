import type { Site } from '../../lib/flow/site.ts';
import type { GatewayConfig } from './config.ts';
import { forwardOverHttp } from './forward-http.ts';
import { OF_HTTP } from './own-answers.ts';
import type { Invoke } from './poke.ts';
import type { Upstream } from './upstream.ts';

/** An invocation may take as long as an action may run, and a moment. */
const INVOKE_MS = 65_000;

/** Functions behind a server that knows their public paths: serverless-offline, which runs them by the clock as well. */
export function httpUpstream(config: GatewayConfig, site: Site): Upstream {
  const place = {
    urlOf: (_to: unknown, path: string) => config.GATEWAY_FUNCTIONS_URL + path,
    headers: {},
    own_answers: OF_HTTP,
  };
  return {
    unscheduled: [],
    ...forwardOverHttp(place, config, site),
    invoke: invokeAt(config.GATEWAY_INVOKE_URL ?? ''),
  };
}

/** Runs a function by its name: AWS Lambda's Invoke, where serverless makes the service and its stage part of the name. */
export function invokeAt(url: string): Invoke {
  return async (name) => {
    const answer = await fetch(`${url}/2015-03-31/functions/ops-db-local-${name}/invocations`, {
      method: 'POST',
      body: '{}',
      signal: AbortSignal.timeout(INVOKE_MS),
    });
    return answer.json();
  };
}
