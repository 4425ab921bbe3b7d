import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Activation } from './activations.ts';
import { API, addressOf, asked } from './api-call.ts';
import type { Whisk } from './whisk.ts';
import { found } from './whisk-state.ts';

/** Records of what ran, the last thousand: our reading of Activations.scala. */
export function serveActivations(app: FastifyInstance, whisk: Whisk): void {
  const all = `${API}/namespaces/:namespace/activations`;
  app.get(all, async (request) => {
    const { namespace } = addressOf(whisk, request);
    const { skip, limit } = asked(request);
    const kept = whisk.activations.list(namespace).slice(skip, skip + (limit === 0 ? 200 : limit));
    return kept.map(({ response: _, logs: __, ...rest }) => rest);
  });
  app.get(`${all}/:name`, async (request) => activationOf(whisk, request));
  app.get(`${all}/:name/logs`, async (request) => ({ logs: activationOf(whisk, request).logs }));
  app.get(`${all}/:name/result`, async (request) => activationOf(whisk, request).response);
}

function activationOf(whisk: Whisk, request: FastifyRequest): Activation {
  const { namespace, name } = addressOf(whisk, request);
  const activation = whisk.activations.get(name);
  return found(activation?.namespace === namespace ? activation : undefined);
}
