import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import { bundleAt, get, packageAt } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /api/transfer/raw-packages', () => {
  describe('200', () => {
    test.each(AT)('at %s packages are listed as /raw_data_package lists them, by bundle and by state', async (at) => {
      const [one, other] = [await packageAt(sites[at]), await packageAt(sites[at])];
      const bundle = await bundleAt(sites[at], [one]);
      const ids = async (query: string) =>
        (await get(sites[at], `/api/transfer/raw-packages?${query}`)).items.map(({ id }: { id: string }) => id);
      expect(await ids(`data_transfer_package_id=${bundle}`)).toEqual([one]);
      expect(await ids('state=transferring')).toContain(one);
      expect(await ids('state=waiting')).toContain(other);
      expect(await ids('state=waiting')).not.toContain(one);
      const [shown] = (await get(sites[at], `/api/transfer/raw-packages?id=${one}&expand=data_transfer_package`)).items;
      expect(shown.data_transfer_package).toMatchObject({ id: bundle, status: 'pending' });
      await replicate(sites);
      for (const site of AT)
        expect(await get(sites[site], '/api/transfer/raw-packages?limit=500')).toEqual(
          await get(sites.main, '/raw_data_package?limit=500'),
        );
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a state there is not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/api/transfer/raw-packages?state=gone'), ['query.state']);
    });
  });
});
