import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openwhisk from 'openwhisk';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { build } from '../../infra/build/build.ts';
import { deploy } from '../../infra/deploy/deploy.ts';
import { openwhiskUpstream } from '../../infra/gateway/openwhisk-upstream.ts';
import { Poke } from '../../infra/gateway/poke.ts';
import { publishedFunctions } from '../../infra/gateway/published.ts';
import { type OpenWhisk, startOpenWhisk } from '../../infra/openwhisk/start-openwhisk.ts';
import { changeLink } from '../../infra/servers/link-control.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import type { Site } from '../../lib/flow/site.ts';
import { environmentOf, gatewayConfig, startGateway, type TestGateway } from '../gateway/support-gateway.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

// Both sites as they are at their places: functions deployed to an OpenWhisk each, a gateway before them, the link between.

const TOUR = [
  ...['executed_obs_units-start', 'executed_obs_units-finish', 'executed_obs_units-by-id', 'buffer-transaction'],
  ...['replication-status', 'scheduled-drain-buffer', 'scheduled-track-replication', 'site-health'],
];
const SECRETS = {
  RECORDING: 'recording:key-of-recording',
  READING: 'reading:key-of-reading',
  WEB: 'known-to-gateway-only',
};

interface Place {
  whisk: OpenWhisk;
  gateway: TestGateway;
  close(): Promise<void>;
}

let folder: string;
let servers: Servers;
let sites: Sites;
let cologne: Place;
let mountain: Place;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-two-sites-'));
  servers = await startPrivateServers(inject('servers').dir, 50);
  sites = await openSites(servers.urls);
  await build(path.join(folder, 'dist'), TOUR);
  cologne = await place('cologne', sites.main);
  mountain = await place('mountain', sites.observatory);
}, 300_000);
afterAll(async () => {
  await Promise.all([cologne?.close(), mountain?.close()]);
  await sites?.close();
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An OpenWhisk, everything the tour needs deployed to it, and a gateway that runs its drain. */
async function place(name: string, site: Site): Promise<Place> {
  const dist = path.join(folder, 'dist');
  const own = path.join(folder, name);
  mkdirSync(path.join(own, 'whisk'), { recursive: true });
  const namespaces = { recording: SECRETS.RECORDING, reading: SECRETS.READING };
  const limits = { invocations_per_minute: 100_000, containers: 6 };
  const whisk = await startOpenWhisk({ dir: path.join(own, 'whisk'), port: 0, namespaces, limits });
  const { SITE_NAME = '', SITE_TYPE = '', ...secret } = environmentOf(site);
  const parameters = { SITE_NAME, SITE_TYPE, DATABASE_POOL_SIZE: '1', TRUSTED_PROXIES: '1' };
  const patient = { VOLATILE_TIMEOUT_MS: '20000', LOCAL_TIMEOUT_MS: '20000', REDIS_COMMAND_TIMEOUT_MS: '20000' };
  const site_file = {
    api_host: whisk.url,
    namespaces: {
      recording: { name: 'recording', key: 'RECORDING' },
      reading: { name: 'reading', key: 'READING' },
    },
    package: 'ops-db',
    web_secret: 'WEB',
    parameters: { ...parameters, ...patient },
    secret_parameters: Object.keys(secret).filter((key) => secret[key] !== ''),
    store: path.join(own, 'store'),
  };
  writeFileSync(path.join(own, 'site.json'), JSON.stringify(site_file));
  const said: string[] = [];
  const surroundings = {
    dist,
    sites: own,
    environment: { ...SECRETS, ...secret },
    say: (line: string) => said.push(line),
  };
  const code = await deploy(['--site', path.join(own, 'site.json'), ...TOUR], surroundings);
  expect({ code, said }).toMatchObject({ code: 0 });

  const settings = {
    GATEWAY_UPSTREAM: 'openwhisk',
    GATEWAY_OPENWHISK_URL: whisk.url,
    GATEWAY_OPENWHISK_RECORDING_NAMESPACE: 'recording',
    GATEWAY_OPENWHISK_READING_NAMESPACE: 'reading',
    GATEWAY_OPENWHISK_SECRET: SECRETS.WEB,
    GATEWAY_OPENWHISK_KEY: SECRETS.RECORDING,
  };
  const upstream = openwhiskUpstream(gatewayConfig(settings), site);
  const gateway = await startGateway(site, upstream, settings, await publishedFunctions(dist));
  const stop = new AbortController();
  const poking = new Poke(site, upstream.invoke).run(stop.signal);
  return {
    whisk,
    gateway,
    close: async () => {
      stop.abort();
      await poking;
      await gateway.app.close();
      await whisk.close();
    },
  };
}

const START = '/executed_obs_units/start';
const start = (start_time: string) =>
  mountain.gateway.call('POST', START, { body: JSON.stringify({ obs_unit_id: 1, start_time }) });
const link = (mode: 'up' | 'down') => changeLink(servers.urls.link_control, { mode });
const ledgerOf = async (ids: string[]) => {
  const sql = 'select transaction_id as id from ledger where transaction_id = any($1::uuid[]) order by applied_at';
  return (await sites.sql(sql, [ids])).map(({ id }) => id);
};

describe('on OpenWhisk, through the gateways', () => {
  test('an observation recorded and finished while the link is cut is seen there at once, and in Cologne when it is back', async () => {
    await link('down');
    const begun = await start('2026-03-01T00:00:00Z');
    expect(begun).toMatchObject({ status: 201, body: { status: 'buffered' } });
    const { id, transaction_id } = begun.body;
    const finish = { body: '{"status": "completed", "mean_pwv_mm": 0.6}' };
    expect(await mountain.gateway.call('PUT', `/executed_obs_units/${id}/finish`, finish)).toMatchObject({
      status: 200,
      body: { status: 'buffered' },
    });
    const at = (one: Place) => one.gateway.call('GET', `/executed_obs_units/by-id/${id}`);
    const before = await at(mountain);
    expect(before).toMatchObject({ status: 200, body: { status: 'completed', mean_pwv_mm: 0.6 } });
    expect(before.headers.get('opsdb-overlay')).toBe('1');
    expect((await at(cologne)).status).toBe(404);
    expect((await mountain.gateway.call('GET', '/replication/status')).body).toMatchObject({ main_lsn: null });
    // An outage is no failure of the drain: the site shows runs that went well, and what they found.
    const { activations } = openwhisk({ apihost: mountain.whisk.url, api_key: SECRETS.RECORDING });
    await until(async () => {
      const drains = (await activations.list()).filter(({ name }) => name === 'scheduled-drain-buffer');
      const seen = await Promise.all(drains.map(({ activationId: name }) => activations.get({ name })));
      return seen.some(({ response }) =>
        expect
          .objectContaining({
            success: true,
            result: expect.objectContaining({ link: 'down', stopped_by: expect.any(String) }),
          })
          .asymmetricMatch(response),
      );
    });
    await link('up');
    const waited = await mountain.gateway.call(
      'GET',
      `/buffer/transactions/${transaction_id}?wait=replicated&timeout_s=50`,
    );
    expect(waited.body).toMatchObject({ state: 'replicated' });
    await until(async () => (await at(mountain)).headers.get('opsdb-overlay') === '0');
    expect((await at(mountain)).body).toEqual(before.body);
    expect((await at(cologne)).body).toEqual(before.body);
  });

  test('the host of the actions killed in the middle of a drain loses nothing, doubles nothing and keeps the order', async () => {
    await link('down');
    const ids: string[] = [];
    for (let second = 0; second < 60; second++) {
      const { status, body } = await start(new Date(Date.UTC(2026, 3, 1) + second * 1_000).toISOString());
      expect(status).toBe(201);
      ids.push(body.transaction_id);
    }
    await link('up');
    await until(async () => (await ledgerOf(ids)).length > 0);
    mountain.whisk.killContainers();
    await until(async () => (await ledgerOf(ids)).length === ids.length, 60_000);
    expect(await ledgerOf(ids)).toEqual(ids);
    const { stats } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
    await until(async () => {
      const { queued, applied } = await stats.counts();
      return queued === 0 && applied === 0;
    }, 60_000);
    expect(await stats.counts()).toMatchObject({ dead: 0, held: 0 });
  });
});
