import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CATALOGUE } from '../../../infra/database/seed.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const byId = (at: (typeof AT)[number], id: string) =>
  call(sites[at], 'GET', `/observation_configurations/${id}`, { role: 'viewer' });
const seeded = (table: string, id: number) =>
  (CATALOGUE[table] ?? []).filter((row) => row.chai_observation_configuration_id === id);

describe('GET /observation_configurations/{id}', () => {
  describe('200', () => {
    test('one of CHAI is shown with its line, its tiles in order and its parameters, the same at both sites', async () => {
      const main = await byId('main', '1');
      expect(main.body).toMatchObject({
        id: 1,
        name: 'Orion-KL CO(4-3)',
        type: 'chai_observation_configuration',
        ...CATALOGUE.chai_observation_configuration?.[0],
        chai_tilings: seeded('chai_tiling', 1),
        chai_inpar_parameters: seeded('chai_inpar_parameter', 1).toSorted((a, b) =>
          String(a.name) < String(b.name) ? -1 : 1,
        ),
      });
      expect(main.body.chai_tilings).toHaveLength(9);
      expect((await byId('observatory', '1/')).body).toEqual(main.body);
    });

    test.each(AT)('at %s its tiles are in their order, whatever their numbers', async (at) => {
      await sites.sql('update chai_tiling set position = -position where chai_observation_configuration_id = 2');
      const positions = (await byId(at, '2')).body.chai_tilings.map((row: { position: number }) => row.position);
      expect(positions).toHaveLength(9);
      expect(positions).toEqual(positions.toSorted((a: number, b: number) => a - b));
    });

    test.each(AT)('at %s one of another type has no more to say', async (at) => {
      const { body } = await byId(at, '5');
      expect(body).toEqual({
        ...CATALOGUE.observation_configuration?.[4],
        type: 'generic',
        chai_tilings: [],
        chai_inpar_parameters: [],
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s what nobody has declared is not found', async (at) => {
      expectProblem(await byId(at, '2147483647'), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      for (const id of ['0', '-1', 'x', '2147483648']) expectInvalid(await byId(at, id), ['path.id']);
    });
  });
});
