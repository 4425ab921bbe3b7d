import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openwhisk from 'openwhisk';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { build } from '../../infra/build/build.ts';
import { openwhiskUpstream } from '../../infra/gateway/openwhisk-upstream.ts';
import { Poke } from '../../infra/gateway/poke.ts';
import { publishedFunctions } from '../../infra/gateway/published.ts';
import type { Upstream } from '../../infra/gateway/upstream.ts';
import { type OpenWhisk, startOpenWhisk } from '../../infra/openwhisk/start-openwhisk.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { environmentOf, gatewayConfig, startGateway, type TestGateway } from './support-gateway.ts';

const NAMESPACES = { 'ops-recording': 'rec:key-of-recording', 'ops-reading': 'read:key-of-reading' };
const SECRET = 'a-shared-secret-of-the-site';
const DEPLOYED = [
  ...['executed_obs_units-start', 'executed_obs_units-by-id', 'obs_unit-list', 'buffer-transaction'],
  ...['scheduled-drain-buffer', 'scheduled-track-replication'],
];
let dir: string;
let sites: Sites;
let whisk: OpenWhisk;
let gateway: TestGateway;
let upstream: Upstream;

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-gateway-'));
  sites = await openSites(inject('servers'));
  // Eight screens a minute are too many for the reading namespace, so that a test can use up its limit.
  const limits_of = { 'ops-reading': { invocations_per_minute: 8 }, 'ops-recording': { invocations_per_minute: 600 } };
  whisk = await startOpenWhisk({ dir: path.join(dir, 'whisk'), port: 0, namespaces: NAMESPACES, limits_of });
  const { manifest } = await build(path.join(dir, 'build'), DEPLOYED);
  for (const [namespace, api_key] of Object.entries(NAMESPACES)) {
    const client = openwhisk({ apihost: whisk.url, api_key, namespace });
    const settings = { ...environmentOf(sites.observatory), TRUSTED_PROXIES: '1', VOLATILE_TIMEOUT_MS: '20000' };
    const parameters = Object.entries(settings).map(([key, value]) => ({ key, value }));
    await client.packages.update({ name: 'ops-db', package: { parameters } as never });
    for (const one of manifest.functions.filter(({ group }) => `ops-${group}` === namespace))
      await client.actions.update({
        name: `ops-db/${one.name}`,
        action: readFileSync(path.join(dir, 'build', one.file)),
        kind: 'nodejs:20',
        annotations: { ...one.annotations, 'require-whisk-auth': SECRET },
      } as never);
  }
  const settings = {
    GATEWAY_UPSTREAM: 'openwhisk',
    GATEWAY_OPENWHISK_URL: whisk.url,
    GATEWAY_OPENWHISK_RECORDING_NAMESPACE: 'ops-recording',
    GATEWAY_OPENWHISK_READING_NAMESPACE: 'ops-reading',
    GATEWAY_OPENWHISK_SECRET: SECRET,
    GATEWAY_OPENWHISK_KEY: NAMESPACES['ops-recording'],
  };
  upstream = openwhiskUpstream(gatewayConfig(settings), sites.observatory);
  const endpoints = await publishedFunctions(path.join(dir, 'build'));
  gateway = await startGateway(sites.observatory, upstream, settings, endpoints);
});
afterAll(async () => {
  await gateway?.app.close();
  await whisk?.close();
  await sites?.close();
  rmSync(dir, { recursive: true, force: true });
});

const START = '/executed_obs_units/start';

test('what is recorded through the gateway is drained by actions the gateway invokes, and read back', async () => {
  const made = await gateway.call('POST', `${START}/`, { body: '{"obs_unit_id": 1}' });
  expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
  const stop = new AbortController();
  const poking = new Poke(sites.observatory, upstream.invoke).run(stop.signal);
  const { stats } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  await until(async () => {
    const { applied_total, applied } = await stats.counts();
    return applied_total === 1 && applied === 0;
  });
  stop.abort();
  await poking;
  const read = await gateway.call('GET', `/executed_obs_units/by-id/${made.body.id}`);
  expect(read).toMatchObject({ status: 200, body: { id: made.body.id } });
});

test('an action asked directly does not answer without the secret', async () => {
  const direct = `${whisk.url}/api/v1/web/ops-reading/ops-db/obs_unit-list/obs_unit`;
  for (const headers of [{}, { 'x-require-whisk-auth': 'guessed' }] as Record<string, string>[])
    expect((await fetch(direct, { headers })).status).toBe(401);
  expect((await gateway.call('GET', '/obs_unit')).status).toBe(200);
});

test('a function that is not deployed here is no path of this site', async () => {
  expect(await gateway.call('GET', '/site/info')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
});

test('busy screens use up their own limit and not that of recordings', async () => {
  let refused = await gateway.call('GET', '/obs_unit');
  for (let asked = 0; asked < 10 && refused.status === 200; asked++) refused = await gateway.call('GET', '/obs_unit');
  expect(refused).toMatchObject({ status: 503, body: { code: 'gateway.busy' } });
  const made = await gateway.call('POST', START, { body: '{"obs_unit_id": 2}' });
  expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
});
