import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const byId = (at: (typeof AT)[number], id: string) => call(sites[at], 'GET', `/obs_modes/${id}`, { role: 'viewer' });

describe('GET /obs_modes/{id}', () => {
  describe('200', () => {
    test('it is the same at both sites, with and without a trailing slash', async () => {
      const main = await byId('main', '1');
      expect(main).toMatchObject({
        status: 200,
        body: { id: 1, name: 'daisy', scan_parameters: { radius_deg: 0.3, speed_deg_s: 0.3 } },
      });
      expect((await byId('observatory', '1/')).body).toEqual(main.body);
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
      expectInvalid(await byId(at, '1?expand=obs_units'), ['query.expand']);
    });
  });
});
