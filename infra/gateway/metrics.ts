import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Site } from '../../lib/flow/site.ts';
import type { GatewayConfig } from './config.ts';
import { SITE_METRICS } from './site-metrics.ts';
import { SiteState } from './site-state.ts';

/** What the plugin is told of its gateway. */
export interface MetricsOptions {
  site: Site;
  config: Pick<GatewayConfig, 'GATEWAY_METRICS_ALLOWED'>;
}

/** From an answer of the replica to a drain's worth of waiting (seconds): what a buffered write and a page take is well apart. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * A Fastify plugin: GET /metrics in Prometheus' text format, for this machine and the addresses allowed; for everybody else there
 * is no such path. It counts what the application has answered, and asks the site how it stands when it is scraped. It is to be
 * registered before the routes it is to count. Source: Prometheus, "Exposition formats" and "Metric and label naming".
 */
export async function metrics(app: FastifyInstance, { site, config }: MetricsOptions): Promise<void> {
  const registry = new Registry();
  registry.setDefaultLabels({ site: site.config.SITE_NAME });
  collectDefaultMetrics({ register: registry, prefix: 'ops_db_gateway_' });
  countRequests(app, registry);
  countConnections(app, registry);
  const refresh = describeSite(site, registry);
  const allowed = allowList(config.GATEWAY_METRICS_ALLOWED);
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, allowed)) return reply.callNotFound();
    await refresh();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

// Fastify, "Plugins: skip-override": the routes it counts are those of the whole application.
Object.assign(metrics, { [Symbol.for('skip-override')]: true });

/** Only who is at the other end of the connection counts: what a proxy passes on may come from anywhere. */
function mayRead({ raw: { socket, headers } }: FastifyRequest, allowed: BlockList): boolean {
  const { remoteAddress: address = '' } = socket;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return address !== '' && allowed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function allowList(entries: readonly string[]): BlockList {
  const allowed = new BlockList();
  for (const entry of ['127.0.0.0/8', '::1', ...entries]) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(bits), family);
  }
  return allowed;
}

/** Every answer by its method, declared path and status; a connection that became a WebSocket is none. */
function countRequests(app: FastifyInstance, registry: Registry): void {
  const labelNames = ['method', 'route', 'status'] as const;
  const answered = new Counter({
    name: 'ops_db_http_requests_total',
    help: 'Requests answered by the gateway, whichever function instance they went to.',
    labelNames,
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'ops_db_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer, as the gateway sees it.',
    labelNames,
    buckets: BUCKETS_S,
    registers: [registry],
  });
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const { statusCode: status, elapsedTime } = reply;
    // A raw path could be anything, and each would be a series for ever.
    const route = request.routeOptions.url?.replaceAll(/:(\w+)/g, '{$1}') ?? 'none';
    const labels = { method: request.method, route, status };
    answered.inc(labels);
    duration.observe(labels, elapsedTime / 1_000);
  });
}

/** @fastify/websocket knows its clients, where it is registered. */
function countConnections(app: FastifyInstance, registry: Registry): void {
  new Gauge({
    name: 'ops_db_websocket_connections',
    help: 'Open WebSocket connections.',
    registers: [registry],
    collect() {
      this.set(app.hasDecorator('websocketServer') ? app.websocketServer.clients.size : 0);
    },
  });
}

/** The gauges of the site's state, and what renews them: what is not known then is absent. */
function describeSite(site: Site, registry: Registry): () => Promise<void> {
  const state = new SiteState(site);
  const described = SITE_METRICS.map(({ name, help, kind, values }) => {
    const Kind = kind === 'counter' ? Counter : Gauge;
    // With a label of its own, a metric that has no value has no line either.
    return { metric: new Kind({ name, help, labelNames: ['site', 'slot'], registers: [registry] }), values };
  });
  return async () => {
    const known = await state.read();
    for (const { metric, values } of described) {
      metric.reset();
      for (const { value, ...labels } of values(known))
        if (value !== null) metric.inc({ site: site.config.SITE_NAME, ...labels }, value);
    }
  };
}
