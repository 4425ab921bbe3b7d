import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectProblem, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /raw_data_files/{id}', () => {
  describe('200', () => {
    test('a file is the same while it is pending, when it has arrived, and at main; its size is a number', async () => {
      const body = {
        name: 'a',
        relative_path: 'a',
        source_location_id: 1,
        instrument_module_id: 2,
        size_bytes: 2_500_000_000,
      };
      const { id } = (await call(sites.observatory, 'POST', '/raw_data_files', { body })).body;
      const pending = await call(sites.observatory, 'GET', `/raw_data_files/${id}`);
      expect(pending).toMatchObject({ status: 200, body: { id, ...body, raw_data_package_id: null } });
      await replicate(sites);
      for (const at of AT) expect((await call(sites[at], 'GET', `/raw_data_files/${id}`)).body).toEqual(pending.body);
    });
  });

  describe('404', () => {
    test.each(AT)('at %s an id nobody recorded', async (at) => {
      expectProblem(await call(sites[at], 'GET', `/raw_data_files/${UNKNOWN}`), 'record.not_found');
    });
  });
});
