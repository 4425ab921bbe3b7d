import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { get } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/routes';

describe('GET /api/transfer/routes/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a route answers with the sites it joins', async (at) => {
      expect(await get(sites[at], `${PATH}/1?expand=origin_site,destination_site,relay_site`)).toMatchObject({
        id: 1,
        name: 'ccat_to_cologne',
        origin_site: { short_name: 'ccat' },
        destination_site: { short_name: 'cologne' },
        relay_site: null,
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s there is none of a number nobody has', async (at) => {
      expectProblem(await call(sites[at], 'GET', `${PATH}/999999`), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no number is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}/x`), ['path.id']);
    });
  });
});
