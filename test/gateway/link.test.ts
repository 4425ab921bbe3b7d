import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inProcessUpstream } from '../../infra/gateway/in-process-upstream.ts';
import { Poke } from '../../infra/gateway/poke.ts';
import { changeLink } from '../../infra/servers/link-control.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { startGateway, type TestGateway } from './support-gateway.ts';

let servers: Servers;
let sites: Sites;
let gateway: TestGateway;
let poking: Promise<void>;
const stop = new AbortController();
const drains: unknown[] = [];

beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls);
  const upstream = await inProcessUpstream(sites.observatory);
  const poke = new Poke(sites.observatory, async (name) => {
    const report = await upstream.invoke(name);
    if (name === 'scheduled-drain-buffer') drains.push(report);
    return report;
  });
  gateway = await startGateway(sites.observatory, upstream);
  poking = poke.run(stop.signal);
});
afterAll(async () => {
  stop.abort();
  await poking;
  await gateway?.app.close();
  await sites?.close();
  await servers?.stop();
});

test('with the link cut it probes, and what was recorded is on main and back once the link is', async () => {
  await changeLink(servers.urls.link_control, { mode: 'down' });
  const made = await gateway.call('POST', '/executed_obs_units/start', { body: '{"obs_unit_id": 1}' });
  expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
  const down = () => drains.filter((report) => expect.objectContaining({ link: 'down' }).asymmetricMatch(report));
  await until(async () => down().length >= 2);
  expect((await gateway.call('GET', `/executed_obs_units/by-id/${made.body.id}`)).status).toBe(200);
  await changeLink(servers.urls.link_control, { mode: 'up' });
  const path = `/buffer/transactions/${made.body.transaction_id}?wait=replicated&timeout_s=50`;
  expect((await gateway.call('GET', path)).body).toMatchObject({ state: 'replicated' });
});
