import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];

describe('GET /raw_data_package', () => {
  describe('200', () => {
    test('the packages of an execution are listed while they are buffered and when they have arrived', async () => {
      const { id: executed_obs_unit_id } = await start(sites.observatory);
      const ids: string[] = [];
      for (const name of ['one', 'two']) {
        const body = { name, executed_obs_unit_id, instrument_module_id: 1 };
        ids.push((await call(sites.observatory, 'POST', '/raw_data_package', { body })).body.id);
      }
      const list = async (at: At, query = '') =>
        (await call(sites[at], 'GET', `/raw_data_package?executed_obs_unit_id=${executed_obs_unit_id}${query}`)).body;
      const buffered = await list('observatory');
      expect(buffered.items.map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
      expect(buffered).toMatchObject({
        complete: true,
        pending: Object.fromEntries(ids.map((id) => [id, 'buffered'])),
      });
      expect((await list('observatory', '&name=one')).items).toHaveLength(1);
      expect((await list('main')).items).toEqual([]);
      await replicate(sites);
      for (const at of AT) expect((await list(at)).items).toEqual(buffered.items);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a filter there is not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/raw_data_package?colour=red'), ['query.colour']);
    });
  });
});
