import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { change, get, packageAt } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /raw_data_package/{id}/metadata', () => {
  describe('200', () => {
    test.each(AT)('at %s what is said of a package answers at once, and everywhere in the end', async (at) => {
      const id = await packageAt(sites[at]);
      const metadata = { 'obscore:dataproduct_type': 'cube', bands: [{ em_min: 0.35e-3, names: ['a', null] }] };
      await change(sites[at], `/raw_data_package/${id}/metadata`, { metadata });
      const answer = await get(sites[at], `/raw_data_package/${id}/metadata`);
      expect(answer).toEqual({ id, metadata, created_at: expect.any(String), updated_at: expect.any(String) });
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `/raw_data_package/${id}/metadata`)).toEqual(answer);
    });
  });

  describe('404', () => {
    test.each(AT)('at %s of a package nothing is said of there is none', async (at) => {
      const id = await packageAt(sites[at]);
      expectProblem(await call(sites[at], 'GET', `/raw_data_package/${id}/metadata`), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/raw_data_package/x/metadata'), ['path.id']);
    });
  });
});
