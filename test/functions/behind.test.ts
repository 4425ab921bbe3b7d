import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { call } from '../support/api.ts';
import { whileReplayStands as replayStands } from '../support/replay.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openPlaces, type Places } from './access/places.ts';
import { read, write } from './catalogue.ts';
import { expectProblem, replicate } from './expect.ts';

let servers: Servers;
let places: Places;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  places = await openPlaces(servers.urls);
});
afterAll(async () => {
  await places.close();
  await servers.stop();
});

const whileReplayStands = (run: () => Promise<void>) => replayStands(servers.urls.replica_database, run);

test.each([
  ['/obs_unit/1', { priority: 3 }, { phase: 'another' }],
  ['/obs_unit/2', { instrument_module_configuration_ids: [1] }, { instrument_module_configuration_ids: [2] }],
  ['/sources/1', { vlsr_km_s: 1 }, { ra_deg: 2 }],
  ['/observation_configurations/1', { line: 'CO' }, { name: 'renamed' }],
])(
  'a change of %s under If-Match is refused when main has changed it and the observatory does not see that yet',
  async (path, body, other) => {
    await replicate(places);
    const tag = (await call(places.observatory, 'GET', path)).headers.get('etag') ?? '';
    await whileReplayStands(async () => {
      expect((await write(places, 'main', { method: 'PUT', path, body: other })).body.status).toBe('applied');
      const late = await write(places, 'the observatory', { method: 'PUT', path, body, headers: { 'if-match': tag } });
      expectProblem(late, 'record.changed');
    });
    await replicate(places);
    const after = await call(places.observatory, 'GET', path);
    expect(after.headers.get('etag')).toBe((await call(places.main, 'GET', path)).headers.get('etag'));
    const again = { method: 'PUT' as const, path, body, headers: { 'if-match': after.headers.get('etag') ?? '' } };
    expect((await write(places, 'the observatory', again)).status).toBe(200);
  },
);

test('who replaces the configurations of a unit has seen those there are, or is told', async () => {
  await replicate(places);
  const put = (ids: number[]) => ({
    method: 'PUT' as const,
    path: '/obs_unit/3',
    body: { instrument_module_configuration_ids: ids },
  });
  await whileReplayStands(async () => {
    expect((await write(places, 'main', put([1, 2, 3]))).status).toBe(200);
    expectProblem(await write(places, 'the observatory', put([4])), 'record.conflict');
  });
  await replicate(places);
  const { obs_unit_module_configurations: links } = await read(
    places,
    'main',
    '/obs_unit/3?expand=obs_unit_module_configurations',
  );
  expect(
    links.map((link: { instrument_module_configuration_id: number }) => link.instrument_module_configuration_id),
  ).toEqual([1, 2, 3]);
});

test('what was taken on main meanwhile is taken, at the observatory, too', async () => {
  await replicate(places);
  await whileReplayStands(async () => {
    const body = { name: 'Taken', type: 'fixed_source', ra_deg: 1, dec_deg: 1 };
    const first = await write(places, 'main', { method: 'POST', path: '/sources', body });
    expect(first.status).toBe(201);
    const second = await write(places, 'the observatory', { method: 'POST', path: '/sources', body });
    expectProblem(second, 'record.exists');
    expect(Number(second.body.id)).toBe(first.body.id);
  });
});
