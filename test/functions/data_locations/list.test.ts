import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import { get, make, newName } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/data_locations';

describe('GET /data_locations', () => {
  describe('200', () => {
    test.each(AT)('at %s places are listed by what they are for, one that was just made included', async (at) => {
      const body = {
        name: newName(),
        site_id: 1,
        location_type: 'buffer',
        storage_type: 'disk',
        host: 'h.ccat.example',
        path: '/data',
      };
      const id = await make(sites[at], PATH, body);
      const ids = async (query: string) =>
        (await get(sites[at], `${PATH}?${query}`)).items.map((row: { id: number }) => row.id);
      expect(await ids('location_type=buffer&site_id=1&limit=500')).toContain(id);
      expect(await ids('location_type=processing&limit=500')).not.toContain(id);
      const [shown] = (await get(sites[at], `${PATH}?name=${body.name}&expand=disk_data_location,site`)).items;
      expect(shown).toMatchObject({ id, disk_data_location: { host: 'h.ccat.example' }, site: { id: 1 } });
      await replicate(sites);
      expect(await get(sites.observatory, `${PATH}?limit=500`)).toEqual(await get(sites.main, `${PATH}?limit=500`));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a type there is not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}?location_type=sky`), ['query.location_type']);
    });
  });
});
