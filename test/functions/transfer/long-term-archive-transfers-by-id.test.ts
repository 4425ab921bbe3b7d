import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { archivingAt, get } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/long-term-archive-transfers';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /api/transfer/long-term-archive-transfers/{id}', () => {
  describe('200', () => {
    test.each(AT)('what is archived at %s answers there at once, with its package and places', async (at) => {
      const id = await archivingAt(sites[at]);
      const whole = `${PATH}/${id}?expand=raw_data_package,destination_location`;
      const shown = { id, raw_data_package: { state: 'waiting' }, destination_location: { id: 5 } };
      expect(await get(sites[at], whole)).toMatchObject(shown);
      await replicate(sites);
      expect(await get(sites.observatory, whole)).toEqual(await get(sites.main, whole));
    });
  });

  describe('404', () => {
    test.each(AT)('at %s there is none of an id nobody has', async (at) => {
      expectProblem(await call(sites[at], 'GET', `${PATH}/${UNKNOWN}`), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}/7`), ['path.id']);
    });
  });
});
