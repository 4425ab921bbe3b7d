import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const byId = (at: (typeof AT)[number], id: string) => call(sites[at], 'GET', `/instruments/${id}`, { role: 'viewer' });

describe('GET /instruments/{id}', () => {
  describe('200', () => {
    test('it is the same at both sites, with and without a trailing slash', async () => {
      const main = await byId('main', '1');
      expect(main).toMatchObject({ status: 200, body: { id: 1, name: 'Prime-Cam', telescope_id: 1, available: true } });
      expect((await byId('observatory', '1/')).body).toEqual(main.body);
    });

    test.each(AT)('at %s it is shown with those it is related to', async (at) => {
      const { body } = await byId(at, '1?expand=telescope,instrument_modules');
      expect(body).toMatchObject({
        telescope: { name: 'FYST' },
        instrument_modules: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
        instrument_modules_count: 4,
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
