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
  const patience = { REDIS_COMMAND_TIMEOUT_MS: '300', LOCAL_TIMEOUT_MS: '500', LINK_TIMEOUT_MS: '500' };
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
const BUFFER = /^ops_db_(buffer|drain|last_drain)/;
const names = (values: Record<string, number>, of: RegExp) => Object.keys(values).filter((name) => of.test(name));

test('without the durable Redis a scrape says so, and says nothing of the buffer', async () => {
  expect(names(await scraped(sites.observatory), BUFFER)).not.toEqual([]);
  await servers.redis.stop('kill');
  const values = await scraped(sites.observatory);
  expect(values).toMatchObject({ ops_db_redis_up: 0, ops_db_recording: 0, ops_db_local_database_up: 1 });
  expect(names(values, BUFFER)).toEqual([]);
  expect(values).not.toHaveProperty('ops_db_durable');
  await servers.redis.start();
  await until(async () => (await scraped(sites.observatory)).ops_db_redis_up === 1);
});

test('while the link is down a scrape says so, and not how far the replica is behind in bytes', async () => {
  await until(async () => (await scraped(sites.observatory)).ops_db_link_up === 1);
  servers.link.down();
  await until(async () => (await scraped(sites.observatory)).ops_db_link_up === 0);
  const values = await scraped(sites.observatory);
  expect(values).not.toHaveProperty('ops_db_replication_lag_bytes');
  expect(values).toMatchObject({ ops_db_recording: 1, ops_db_buffer_pending: 0 });
  servers.link.up();
});

test('without its database a site is still scraped', async () => {
  await servers.replica_database.stop('kill');
  const values = await scraped(sites.observatory);
  expect(values).toMatchObject({ ops_db_local_database_up: 0, ops_db_recording: 1, ops_db_redis_up: 1 });
  expect(values).not.toHaveProperty('ops_db_link_up');
  await servers.replica_database.start();
  await servers.main_database.stop('kill');
  expect(await scraped(sites.main)).toMatchObject({ ops_db_local_database_up: 0, ops_db_recording: 0 });
  await servers.main_database.start();
});
