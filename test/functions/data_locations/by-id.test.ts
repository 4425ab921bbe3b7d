import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { get, make, newName } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/data_locations';

describe('GET /data_locations/{id}', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s a place answers with what its kind of storage has, and nothing other kinds have',
      async (at) => {
        const place = () => ({ name: newName(), site_id: 2, location_type: 'long_term_archive' });
        const shared = { priority: 0, active: true };
        for (const body of [
          { ...place(), storage_type: 'disk', host: 'h.example', path: '/data', user: null },
          {
            ...place(),
            storage_type: 's3',
            bucket: 'raw',
            endpoint_url: 'https://s3.example/v1',
            region: null,
            credentials_prefix: 'CCAT_S3',
          },
          { ...place(), storage_type: 'tape', library: 'one', pool: 'raw' },
        ]) {
          const id = await make(sites[at], PATH, body);
          expect(await get(sites[at], `${PATH}/${id}`)).toEqual({ id, ...shared, ...body });
          await replicate(sites);
          for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toEqual({ id, ...shared, ...body });
        }
      },
    );
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
