import { type FastifyInstance, type FastifyPluginAsync, type FastifyRequest, fastify } from 'fastify';
import type { Site } from '../../lib/flow/site.ts';
import { notFound } from '../../lib/http/problem.ts';
import { logWhenDone } from './access-log.ts';
import { addCompression } from './compression.ts';
import type { GatewayConfig } from './config.ts';
import { InFlight } from './in-flight.ts';
import { liveOverview } from './live-overview.ts';
import { metrics } from './metrics.ts';
import { originFor } from './origin.ts';
import type { PublishedFunction } from './published.ts';
import { refuse, refuseUnreadable } from './refuse.ts';
import type { Upstream } from './upstream.ts';

/** What a gateway is made of. */
export interface GatewayParts {
  config: GatewayConfig;
  site: Site;
  upstream: Upstream;
  endpoints: readonly PublishedFunction[];
  /** Called when a recording has been answered: there may be something to drain. */
  recorded(): void;
}

/** Slow clients are looked for this often; Node's own 30 s would make longer times of those configured. */
const CHECK_MS = 1_000;

/** What the gateway answers by itself: one Fastify plugin each, with the open site and the upstream at hand. */
const OWN: readonly FastifyPluginAsync<GatewayParts>[] = [metrics, liveOverview];

/**
 * The public face of a site: every public path of its functions on one server, which passes each call to the function of that
 * method and path. It answers by itself, as a problem, only what no function could: see docs/operations.md.
 */
export async function openGateway(parts: GatewayParts): Promise<FastifyInstance> {
  const { config, site, upstream } = parts;
  const app = createApp(config, site);
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onRequest', async (request, reply) => logWhenDone(request, reply, site));
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', originFor(_request.raw, site).request_id);
    // Else the client would send its next call to nobody.
    if (stopping) reply.header('connection', 'close');
    return payload;
  });
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, site));
  app.setNotFoundHandler((request, reply) => refuse(notFound(request.method, pathOf(request)), request, reply, site));
  // The functions read bodies; here they are bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  await addCompression(app, config.GATEWAY_COMPRESS_BYTES);
  await upstream.prepare(app);
  for (const plugin of OWN) await app.register(plugin, parts);
  addFunctions(app, parts);
  return app;
}

function createApp(config: GatewayConfig, site: Site): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: site.config.REQUEST_BODY_LIMIT_BYTES,
    connectionTimeout: config.GATEWAY_SILENT_MS,
    keepAliveTimeout: config.GATEWAY_KEEP_ALIVE_MS,
    requestTimeout: config.GATEWAY_REQUEST_MS,
    http: {
      maxHeaderSize: config.GATEWAY_HEADER_BYTES,
      headersTimeout: config.GATEWAY_HEADERS_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // A request line may name a whole URL (RFC 9112, section 3.2.2): who we are is not the client's to say.
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?]*(?=(.?))/i, (_, next) => (next === '/' ? '' : '/')),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: config.GATEWAY_HEADER_BYTES },
    frameworkErrors: (error, request, reply) => {
      logWhenDone(request, reply, site);
      return refuse(error, request, reply, site);
    },
    clientErrorHandler: (error, socket) => void refuseUnreadable(error, socket, site),
  });
  app.server.maxConnections = config.GATEWAY_CONNECTIONS;
  return app;
}

/** One route for each function, and on each path one for preflights, which every function of the path answers alike. */
function addFunctions(app: FastifyInstance, { config, site, upstream, endpoints, recorded }: GatewayParts): void {
  const in_flight = new InFlight({
    recording: config.GATEWAY_RECORDING_IN_FLIGHT,
    reading: config.GATEWAY_READING_IN_FLIGHT,
  });
  const add = (method: PublishedFunction['method'] | 'OPTIONS', to: PublishedFunction) =>
    app.route({
      method,
      url: to.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        reply.raw.once('close', in_flight.enter(to.group));
        if (to.group === 'recording') reply.raw.once('close', recorded);
        return upstream.forward({ request, reply, to, from: originFor(request.raw, site) });
      },
    });
  const paths = new Set<string>();
  for (const to of endpoints) {
    add(to.method, to);
    const path = to.path.replaceAll(/\{\w+\}/g, '{}');
    if (!paths.has(path)) add('OPTIONS', to);
    paths.add(path);
  }
}

function pathOf({ url }: FastifyRequest): string {
  return url.replace(/\?.*$/s, '');
}
