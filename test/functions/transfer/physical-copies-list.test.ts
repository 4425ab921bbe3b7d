import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import { change, copyAt, get } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /api/transfer/physical-copies', () => {
  describe('200', () => {
    test.each(AT)('copies are listed, those of %s at once', async (at) => {
      const [one, other] = [await copyAt(sites[at]), await copyAt(sites[at])];
      await change(sites[at], `/api/transfer/physical-copies/${other}`, { status: 'staged' });
      const listed = (query: string, site: (typeof AT)[number] = at) =>
        get(sites[site], `/api/transfer/physical-copies?${query}`);
      const ids = async (query: string) => (await listed(query)).items.map(({ id }: { id: string }) => id);
      expect(await ids('order=-created_at&limit=2')).toEqual([one, other].sort().reverse());
      expect(await ids('status=staged&data_location_id=1')).toContain(other);
      expect(await ids('status=staged&data_location_id=1')).not.toContain(one);
      const [shown] = (await listed(`id=${one}&expand=raw_data_package_physical_copy,data_location`)).items;
      expect(shown).toMatchObject({ raw_data_package_physical_copy: { id: one }, data_location: { id: 1 } });
      const { pending } = await listed('');
      expect(Object.keys(pending)).toEqual(at === 'main' ? [] : expect.arrayContaining([one, other]));
      await replicate(sites);
      expect(await listed('limit=500', 'observatory')).toEqual(await listed('limit=500', 'main'));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a filter it has not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/api/transfer/physical-copies?colour=x&limit=0'), [
        'query.colour',
        'query.limit',
      ]);
    });
  });
});
