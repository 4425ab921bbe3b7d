import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';
import { get, make, newName } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/routes';

describe('GET /api/transfer/routes', () => {
  describe('200', () => {
    test.each(AT)('at %s routes are listed, one that was just made there included', async (at) => {
      const name = newName();
      const id = await make(sites[at], PATH, { name, origin_site_id: 2, destination_site_id: 1 });
      const listed = await get(sites[at], `${PATH}?origin_site_id=2&route_type=direct&active=true&limit=500`);
      expect(listed.items).toContainEqual(expect.objectContaining({ id, name }));
      expect((await get(sites[at], `${PATH}?name=ccat_to_cologne`)).items).toMatchObject([{ id: 1, method: 'bbcp' }]);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a type there is not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}?route_type=winding`), ['query.route_type']);
    });
  });
});
