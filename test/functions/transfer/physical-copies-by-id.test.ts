import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { copyAt, get, packageAt } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/physical-copies';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /api/transfer/physical-copies/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a copy says where it lies and what it is a copy of, and nothing it is not', async (at) => {
      const raw_data_package_id = await packageAt(sites[at]);
      const id = await copyAt(sites[at], { raw_data_package_id });
      const answer = await call(sites[at], 'GET', `${PATH}/${id}`);
      expect(answer.body).toEqual({
        id,
        type: 'raw_data_package_physical_copy',
        data_location_id: 1,
        status: 'present',
        checksum: null,
        verified_at: null,
        gone_at: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
        raw_data_package_id,
      });
      expect(answer.headers.get('opsdb-state')).toBe(at === 'main' ? null : 'buffered');
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toEqual(answer.body);
    });
  });

  describe('404', () => {
    test.each(AT)('at %s there is none of an id nobody has', async (at) => {
      expectProblem(await call(sites[at], 'GET', `${PATH}/${UNKNOWN}`), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}/7?stale=yes`), ['path.id', 'query.stale']);
    });
  });
});
