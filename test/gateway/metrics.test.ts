import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inProcessUpstream } from '../../infra/gateway/in-process-upstream.ts';
import { metrics } from '../../infra/gateway/metrics.ts';
import { refuse } from '../../infra/gateway/refuse.ts';
import { drain } from '../../lib/flow/drain.ts';
import type { Site } from '../../lib/flow/site.ts';
import { notFound } from '../../lib/http/problem.ts';
import { nextTime, replicate } from '../functions/expect.ts';
import { start, startMany } from '../support/record.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { type Family, parseExposition } from './exposition.ts';
import { refusal, Screen } from './live-client.ts';
import { gatewayConfig, startGateway } from './support-gateway.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'), { TRANSACTION_BUFFER_SIZE: '20' });
});
afterAll(() => sites.close());

/** An application with metrics and a few routes; who asks is at `address`. */
async function withMetrics<Result>(
  site: Site,
  use: (app: FastifyInstance, scrape: () => Promise<Map<string, Family>>) => Promise<Result>,
  allowed = '',
): Promise<Result> {
  const app = fastify();
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, site));
  app.setNotFoundHandler((request, reply) => refuse(notFound(request.method, request.url), request, reply, site));
  const config = gatewayConfig({ GATEWAY_METRICS_ALLOWED: allowed });
  await app.register(metrics, { site, config });
  app.get('/things/:id/parts/:part_id', async () => 'a part');
  app.post('/things', async (_, reply) => reply.code(201).send('made'));
  app.get('/broken', async () => {
    throw new Error('broken');
  });
  try {
    return await use(app, async () => {
      const { statusCode, payload, headers } = await app.inject('/metrics');
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
      return parseExposition(payload);
    });
  } finally {
    await app.close();
  }
}

/** The one value of a metric; undefined when it has none. */
function oneOf(families: Map<string, Family>, name: string): number | undefined {
  const { samples } = families.get(name) ?? expect.fail(name);
  expect(samples.length, name).toBeLessThanOrEqual(1);
  return samples[0]?.value;
}
/** A scrape of a site that nothing has been remembered of. */
const scraped = (site: Site) => withMetrics(site, (_, scrape) => scrape());

describe('what is scraped', () => {
  test('is text that Prometheus reads, every series with the name of the site', async () => {
    for (const site of [sites.main, sites.observatory]) {
      const families = await scraped(site);
      const samples = [...families.values()].flatMap((family) => family.samples);
      expect(samples.filter(({ labels }) => labels.site !== site.config.SITE_NAME)).toEqual([]);
      for (const { name, type, help } of families.values()) {
        expect(name).toMatch(/^ops_db_/);
        expect(help).toMatch(/^[A-Z1].*\.$|^[A-Z].*[a-z.]$/);
        // The gateway's own are named by the library.
        if (!name.startsWith('ops_db_gateway_'))
          expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
      }
      expect(families.has('ops_db_gateway_process_cpu_seconds_total')).toBe(true);
    }
  });

  test('at main nothing waits, everything is durable, and each slot has its headroom', async () => {
    const families = await scraped(sites.main);
    const values = ['buffer_pending', 'buffer_dead', 'replication_lag_bytes', 'durable', 'recording', 'link_up'];
    expect(values.map((name) => oneOf(families, `ops_db_${name}`))).toEqual([0, 0, 0, 1, 1, 1]);
    for (const name of ['redis_up', 'buffer_fill_ratio', 'drain_rate', 'last_drain_age_seconds'])
      expect([name, oneOf(families, `ops_db_${name}`)]).toEqual([name, undefined]);
    const { samples } = families.get('ops_db_replication_slot_headroom_bytes') ?? expect.fail();
    expect(samples.map(({ labels }) => labels.slot)).toEqual([expect.any(String)]);
    expect(samples[0]?.value).toBeGreaterThan(0);
  });

  test('at the mountain: what waits, then what was drained, then what main has refused', async () => {
    const { observatory } = sites;
    await startMany(observatory, 3);
    const before = await scraped(observatory);
    expect(oneOf(before, 'ops_db_buffer_pending')).toBe(3);
    expect(oneOf(before, 'ops_db_buffer_fill_ratio')).toBe(3 / 20);
    expect(oneOf(before, 'ops_db_buffer_oldest_age_seconds')).toBeGreaterThan(0);
    expect(oneOf(before, 'ops_db_buffer_applied_total')).toBe(0);
    expect(oneOf(before, 'ops_db_last_drain_age_seconds')).toBeUndefined();
    expect(before.get('ops_db_replication_slot_headroom_bytes')?.samples).toEqual([]);
    await replicate(sites);
    const drained = await scraped(observatory);
    expect(oneOf(drained, 'ops_db_buffer_pending')).toBe(0);
    expect(oneOf(drained, 'ops_db_buffer_oldest_age_seconds')).toBe(0);
    expect(oneOf(drained, 'ops_db_buffer_applied_total')).toBe(3);
    expect(oneOf(drained, 'ops_db_drain_rate')).toBeGreaterThan(0);
    expect(oneOf(drained, 'ops_db_last_drain_age_seconds')).toBeGreaterThanOrEqual(0);
    expect(oneOf(drained, 'ops_db_replication_lag_bytes')).toBeGreaterThanOrEqual(0);
    // Both sites record the same: main refuses the mountain's.
    const time = nextTime();
    await start(observatory, 1, time);
    await start(sites.main, 1, time);
    expect(await drain(observatory)).toMatchObject({ refused: 1 });
    const refused = await scraped(observatory);
    expect(oneOf(refused, 'ops_db_buffer_dead')).toBe(1);
    expect(oneOf(refused, 'ops_db_buffer_pending')).toBe(0);
    for (const name of ['durable', 'recording', 'local_database_up', 'redis_up'])
      expect([name, oneOf(refused, `ops_db_${name}`)]).toEqual([name, 1]);
  });

  test('scrapes within a second share one look', async () => {
    let looks = 0;
    const { local } = sites.main;
    const pipeline = local.pipeline;
    local.pipeline = (queries) => {
      looks += 1;
      return pipeline.call(local, queries);
    };
    try {
      await withMetrics(sites.main, (_, scrape) => Promise.all([scrape(), scrape(), scrape()]));
    } finally {
      local.pipeline = pipeline;
    }
    // One for the health, one for the replication.
    expect(looks).toBe(2);
  });
});

describe('requests', () => {
  test('are counted and timed by method, declared path and status, and a raw path never becomes a series', async () => {
    await withMetrics(sites.main, async (app, scrape) => {
      for (const id of [1, 2, 3]) await app.inject(`/things/${id}/parts/secret-${id}?token=secret`);
      await app.inject({ method: 'POST', url: '/things' });
      await app.inject('/broken');
      for (const path of ['/no', '/nor/this', '/things/1']) await app.inject(path);
      const families = await scrape();
      const counted = families
        .get('ops_db_http_requests_total')
        ?.samples.map(({ labels: { site: _, ...labels }, value }) => [labels, value]);
      expect(counted).toEqual([
        [{ method: 'GET', route: '/things/{id}/parts/{part_id}', status: '200' }, 3],
        [{ method: 'POST', route: '/things', status: '201' }, 1],
        [{ method: 'GET', route: '/broken', status: '500' }, 1],
        [{ method: 'GET', route: 'none', status: '404' }, 3],
      ]);
      const durations = families.get('ops_db_http_request_duration_seconds')?.samples ?? [];
      const parts = durations.filter(({ labels }) => labels.route === '/things/{id}/parts/{part_id}');
      expect(parts.find(({ name }) => name.endsWith('_count'))?.value).toBe(3);
      expect(parts.find(({ name }) => name.endsWith('_sum'))?.value).toBeGreaterThan(0);
      expect(JSON.stringify([...families])).not.toContain('secret');
    });
  });

  test('two applications of one process count for themselves', async () => {
    await withMetrics(sites.main, (app) => app.inject('/things/1/parts/1'));
    await withMetrics(sites.main, async (_, scrape) => {
      expect((await scrape()).get('ops_db_http_requests_total')?.samples).toEqual([]);
    });
  });
});

describe('who may read', () => {
  const answers = (remoteAddress: string, allowed = '', headers = {}) =>
    withMetrics(
      sites.main,
      async (app) => {
        const { statusCode, json } = await app.inject({ url: '/metrics', remoteAddress, headers });
        if (statusCode === 404) expect(json()).toMatchObject({ code: 'route.not_found' });
        return statusCode;
      },
      allowed,
    );
  const LIST = '10.1.2.3, 10.4.0.0/16, fd00:1::/32';

  test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('%s: this machine', async (address) => {
    expect(await answers(address)).toBe(200);
  });
  test.each(['10.1.2.3', '10.4.255.1', '::ffff:10.4.0.9', 'fd00:1:2::3'])('%s: allowed', async (address) => {
    expect(await answers(address, LIST)).toBe(200);
    expect(await answers(address)).toBe(404);
  });
  test.each(['10.1.2.4', '10.5.0.1', 'fd00:2::1', '192.0.2.1', '2001:db8::1'])('%s: not', async (address) => {
    expect(await answers(address, LIST)).toBe(404);
  });
  test.each(['x-forwarded-for', 'forwarded'])('nobody through a proxy of this machine (%s)', async (header) => {
    expect(await answers('127.0.0.1', LIST, { [header]: '127.0.0.1' })).toBe(404);
  });
  test('a setting that is no address is named, and its value is not', () => {
    for (const wrong of ['10.0.0.0/33', 'host.example', '10.0.0.1;10.0.0.2'])
      expect(() => gatewayConfig({ GATEWAY_METRICS_ALLOWED: wrong })).toThrow(
        /^gateway configuration: GATEWAY_METRICS_ALLOWED\.0: is no/,
      );
  });
});

test('in the gateway of a site: what its functions answered, by their declared paths, and its screens', async () => {
  const gateway = await startGateway(sites.observatory, await inProcessUpstream(sites.observatory));
  try {
    await gateway.call('GET', '/obs_unit/1');
    await gateway.call('GET', '/no/such/path');
    const screen = await Screen.open({ url: gateway.url.replace('http', 'ws') }, { token: TOKENS.viewer });
    await screen.first('snapshot');
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const families = parseExposition(text);
    expect(oneOf(families, 'ops_db_websocket_connections')).toBe(1);
    const counted = families.get('ops_db_http_requests_total')?.samples ?? [];
    expect(counted.map(({ labels }) => [labels.route, labels.status])).toEqual(
      expect.arrayContaining([
        ['/obs_unit/{id}', '200'],
        ['none', '404'],
      ]),
    );
    await screen.leave();
    await until(async () => gateway.app.websocketServer.clients.size === 0);
    expect((await refusal(`${gateway.url.replace('http', 'ws')}/no/websocket`)).status).toBe(404);
    const after = parseExposition(await (await fetch(`${gateway.url}/metrics`)).text());
    const routes = after.get('ops_db_http_requests_total')?.samples.map(({ labels }) => labels.route);
    // How long a screen was connected is not how long an answer took.
    expect(routes).not.toContain('/api/transfer/ws/overview');
    expect(routes).toContain('/api/transfer/overview');
  } finally {
    await gateway.app.close();
  }
});
