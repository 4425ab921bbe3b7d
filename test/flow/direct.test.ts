import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import type { Site } from '../../lib/flow/site.ts';
import { submit } from '../../lib/flow/submit.ts';
import { call } from '../support/api.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites } from '../support/sites.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls, {
    BREAKER_MS: '0',

    LINK_TIMEOUT_MS: '300',
  });
});
afterAll(async () => {
  servers.link.up();
  await sites.close();
  await servers.stop();
});

const prioritise = (site: Site, id: number, priority: number) =>
  submit(site, { user_id: 1, endpoint: 'test', fingerprint: 'test' }, async (draft) =>
    draft.update(await draft.find(obsUnit, id), { priority }),
  );
const priority = async (site: Site, id: number) => (await call(site, 'GET', `/obs_unit/${id}`)).body.priority;

test('a change made on main only is visible at the mountain at once, although the replica does not have it yet', async () => {
  servers.replica_database.pause();
  servers.replica_database.resume();
  await sites.sql('select 1');
  const { receipt } = await prioritise(sites.observatory, 1, 77);
  expect(receipt.status).toBe('applied');
  expect(await priority(sites.observatory, 1)).toBe(77);
  expect(await priority(sites.main, 1)).toBe(77);
  await sites.replayed();
  expect(await retire(sites.observatory)).toMatchObject({ unreplicated: 0 });
  expect(await priority(sites.observatory, 1)).toBe(77);
});

test('without the link such a change is refused with a time to try again, and nothing of it is kept', async () => {
  servers.link.down();
  await expect(prioritise(sites.observatory, 2, 78)).rejects.toMatchObject({ code: 'site.read_only', status: 503 });
  expect((await call(sites.observatory, 'GET', '/buffer/stats')).body).toMatchObject({ pending: 0, unreplicated: 0 });
  servers.link.up();
});

test('with buffering switched off a recording is applied on main before it is acknowledged', async () => {
  const unbuffered = {
    ...sites.observatory,
    config: { ...sites.observatory.config, CRITICAL_OPERATIONS_BUFFER: false },
  };
  const started = await call(unbuffered, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 1 } });
  expect(started).toMatchObject({ status: 201, body: { status: 'applied' } });
  expect(await sites.sql('select status from executed_obs_unit where id = $1', [started.body.id])).toEqual([
    { status: 'running' },
  ]);
});

test('a change of a record with pending changes is buffered behind them, whatever its entity says', async () => {
  const started = await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 1 } });
  const unbuffered = {
    ...sites.observatory,
    config: { ...sites.observatory.config, CRITICAL_OPERATIONS_BUFFER: false },
  };
  const finished = await call(unbuffered, 'PUT', `/executed_obs_units/${started.body.id}/finish`, {
    body: { status: 'aborted' },
  });
  expect(finished.body.status).toBe('buffered');
  expect(await drain(sites.observatory)).toMatchObject({ applied: 2 });
  expect(await sites.sql('select status from executed_obs_unit where id = $1', [started.body.id])).toEqual([
    { status: 'aborted' },
  ]);
});
