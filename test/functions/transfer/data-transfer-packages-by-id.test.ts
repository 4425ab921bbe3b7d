import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { bundleAt, get, packageAt } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/data-transfer-packages';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /api/transfer/data-transfer-packages/{id}', () => {
  describe('200', () => {
    test.each(AT)(
      'a bundle made at %s answers there at once, with what is in it, and everywhere in the end',
      async (at) => {
        const one = await packageAt(sites[at]);
        const id = await bundleAt(sites[at], [one]);
        const whole = `${PATH}/${id}?expand=raw_data_packages,origin_location,data_transfers`;
        const shown = {
          id,
          status: 'pending',
          origin_location: { id: 3 },
          raw_data_packages: [{ id: one, state: 'transferring', data_transfer_package_id: id }],
          raw_data_packages_count: 1,
          data_transfers: [],
        };
        expect(await get(sites[at], whole)).toMatchObject(shown);
        await replicate(sites);
        expect(await get(sites.main, whole)).toMatchObject(shown);
        expect(await get(sites.observatory, whole)).toEqual(await get(sites.main, whole));
      },
    );
  });

  describe('404', () => {
    test.each(AT)('at %s there is none of an id nobody has', async (at) => {
      expectProblem(await call(sites[at], 'GET', `${PATH}/${UNKNOWN}`), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id and no relation is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}/7?expand=stars`), ['path.id', 'query.expand']);
    });
  });
});
