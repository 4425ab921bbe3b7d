import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { metrics } from '../../infra/gateway/metrics.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import type { Site } from '../../lib/flow/site.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { parseExposition } from './exposition.ts';
import { gatewayConfig } from './support-gateway.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  const patience = { REDIS_COMMAND_TIMEOUT_MS: '1000', LOCAL_TIMEOUT_MS: '1500', LINK_TIMEOUT_MS: '500' };
  sites = await openSites(servers.urls, { ...patience, BREAKER_MS: '0' });
});
afterAll(async () => {
  servers.link.up();
  await sites.close();
  await servers.stop();
});

/** The values of a scrape that has nothing to remember, by name. */
async function scraped(site: Site): Promise<Record<string, number>> {
  const app = fastify();
  await app.register(metrics, { site, config: gatewayConfig() });
  try {
    const { statusCode, payload } = await app.inject('/metrics');
    expect(statusCode).toBe(200);
    const families = [...parseExposition(payload).values()].filter(({ name }) => !name.startsWith('ops_db_gateway'));
    return Object.fromEntries(families.flatMap(({ samples }) => samples.map(({ name, value }) => [name, value])));
  } finally {
    await app.close();
  }
}
/** The first scrape that has these values: one that comes while the machine is busy may not know everything in its time. */
async function scrapedWith(site: Site, wanted: Record<string, number>): Promise<Record<string, number>> {
  let values: Record<string, number> = {};
  await until(async () => {
    values = await scraped(site);
    return expect.objectContaining(wanted).asymmetricMatch(values);
  });
  return values;
}
const BUFFER = /^ops_db_(buffer|drain|last_drain)/;
const names = (values: Record<string, number>, of: RegExp) => Object.keys(values).filter((name) => of.test(name));

test('without the durable Redis a scrape says so, and says nothing of the buffer', async () => {
  expect(
    names(await scrapedWith(sites.observatory, { ops_db_redis_up: 1, ops_db_buffer_pending: 0 }), BUFFER),
  ).not.toEqual([]);
  await servers.redis.stop('kill');
  const wanted = { ops_db_redis_up: 0, ops_db_recording: 0, ops_db_local_database_up: 1 };
  const values = await scrapedWith(sites.observatory, wanted);
  expect(names(values, BUFFER)).toEqual([]);
  expect(values).not.toHaveProperty('ops_db_durable');
  await servers.redis.start();
  await scrapedWith(sites.observatory, { ops_db_redis_up: 1 });
});

test('while the link is down a scrape says so, and not how far the replica is behind in bytes', async () => {
  await scrapedWith(sites.observatory, { ops_db_link_up: 1 });
  servers.link.down();
  const wanted = { ops_db_link_up: 0, ops_db_recording: 1, ops_db_buffer_pending: 0 };
  expect(await scrapedWith(sites.observatory, wanted)).not.toHaveProperty('ops_db_replication_lag_bytes');
  servers.link.up();
});

test('without its database a site is still scraped', async () => {
  await servers.replica_database.stop('kill');
  const wanted = { ops_db_local_database_up: 0, ops_db_recording: 1, ops_db_redis_up: 1 };
  expect(await scrapedWith(sites.observatory, wanted)).not.toHaveProperty('ops_db_link_up');
  await servers.replica_database.start();
  await servers.main_database.stop('kill');
  await scrapedWith(sites.main, { ops_db_local_database_up: 0, ops_db_recording: 0 });
  await servers.main_database.start();
});
