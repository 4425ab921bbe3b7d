import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const byId = (at: (typeof AT)[number], id: string) =>
  call(sites[at], 'GET', `/observing_program/${id}`, { role: 'viewer' });

describe('GET /observing_program/{id}', () => {
  describe('200', () => {
    test('it is the same at both sites, with and without a trailing slash', async () => {
      const main = await byId('main', '1');
      expect(main).toMatchObject({
        status: 200,
        body: { id: 1, name: 'Galactic Ecology', short_name: 'GEco', allocated_time_hours: 3_000 },
      });
      expect((await byId('observatory', '1/')).body).toEqual(main.body);
    });

    test.each(AT)('at %s it is shown with those it is related to', async (at) => {
      const { body } = await byId(at, '1?expand=instrument,sub_observing_programs,obs_units');
      expect(body).toMatchObject({
        instrument: { name: 'CHAI' },
        sub_observing_programs_count: 4,
        obs_units_count: 4,
        obs_units: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
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
