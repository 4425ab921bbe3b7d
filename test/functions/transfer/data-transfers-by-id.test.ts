import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { get, make, transferAt } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/data-transfers';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /api/transfer/data-transfers/{id}', () => {
  describe('200', () => {
    test.each(AT)('a transfer made at %s answers there at once, with bundle, places, route and logs', async (at) => {
      const id = await transferAt(sites[at], { data_transfer_route_id: 1 });
      const log = await make(sites[at], `${PATH}/${id}/logs`, { status: 'failed', log_path: '/var/log/1' });
      const names = 'data_transfer_package,origin_location,destination_location,data_transfer_route,data_transfer_logs';
      const whole = `${PATH}/${id}?expand=${names}`;
      expect(await get(sites[at], whole)).toMatchObject({
        id,
        data_transfer_package: { status: 'pending' },
        origin_location: { id: 3 },
        destination_location: { id: 4 },
        data_transfer_route: { id: 1 },
        data_transfer_logs: [{ id: log, log_path: '/var/log/1' }],
      });
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
