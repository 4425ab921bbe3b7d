import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { get, make, packageAt, REDUCTION } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/staging/jobs';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /staging/jobs/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a job answers with what it asks for, the packages themselves on request', async (at) => {
      const packages = [await packageAt(sites[at], { size_bytes: 5 }), await packageAt(sites[at])].sort();
      const facts = { raw_data_package_ids: packages, destination_location_id: REDUCTION };
      const id = await make(sites[at], PATH, facts);
      const answer = await call(sites[at], 'GET', `${PATH}/${id}`);
      expect(answer.body).toMatchObject({ id, ...facts });
      expect(answer.body).not.toHaveProperty('raw_data_packages');
      expect(answer.headers.get('opsdb-state')).toBe(at === 'main' ? null : 'buffered');
      const whole = await get(sites[at], `${PATH}/${id}?expand=raw_data_packages`);
      const rows = await Promise.all(packages.map((one) => get(sites[at], `/raw_data_package/${one}`)));
      expect(whole).toEqual({ ...answer.body, raw_data_packages: rows });
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}?expand=raw_data_packages`)).toEqual(whole);
    });
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
