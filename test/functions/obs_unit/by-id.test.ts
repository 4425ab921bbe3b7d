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

const byId = (at: (typeof AT)[number], id: string) => call(sites[at], 'GET', `/obs_unit/${id}`);

describe('GET /obs_unit/{id}', () => {
  describe('200', () => {
    test('the unit is the same at both sites', async () => {
      const main = await byId('main', '1');
      expect(main.body).toEqual({
        ...CATALOGUE.obs_unit?.[0],
        available: true,
        max_elevation_deg: null,
        min_moon_distance_deg: null,
        created_at: expect.stringMatching(/Z$/),
        updated_at: main.body.created_at,
        deleted_at: null,
      });
      const observatory = await byId('observatory', '1/');
      expect(observatory.body).toEqual(main.body);
      expect(observatory.headers.get('opsdb-overlay')).toBe('0');
      expect(Number(observatory.headers.get('opsdb-replica-age'))).toBeGreaterThanOrEqual(0);
    });

    test.each(AT)('at %s it is shown with those it is related to', async (at) => {
      const { body } = await byId(
        at,
        '1?expand=observing_program,sub_observing_program,source,obs_mode,observation_configuration,obs_unit_module_configurations,executed_obs_units',
      );
      expect(body).toMatchObject({
        observing_program: { short_name: 'GEco' },
        sub_observing_program: { short_name: 'SFR' },
        source: { name: 'Orion-KL' },
        obs_mode: { name: 'pong' },
        observation_configuration: { name: 'Orion-KL CO(4-3)' },
        obs_unit_module_configurations: [
          { instrument_module_configuration_id: 4 },
          { instrument_module_configuration_id: 6 },
        ],
        executed_obs_units: [],
        executed_obs_units_count: 0,
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a unit nobody has declared is not found', async (at) => {
      const answer = await byId(at, '2147483647');
      expectProblem(answer, 'record.not_found');
      expect(answer.body).toMatchObject({ id: 2_147_483_647 });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      for (const id of ['0', '-1', '1.0', '1e1', '0x1', 'x', '%20', '%00', '2147483648', '9'.repeat(400)])
        expectInvalid(await byId(at, id), ['path.id']);
      expectInvalid(await byId(at, 'x?fields=name'), ['path.id', 'query.fields']);
    });
  });
});
