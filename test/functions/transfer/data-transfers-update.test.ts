import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { change, get, transferAt, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/data-transfers';
const MOVES = [
  { status: 'in_progress', start_time: '2026-11-21T03:00:00Z' },
  { status: 'completed', end_time: '2026-11-21T04:00:00Z' },
  { unpack_status: 'failed', unpack_retry_count: 3, failure_error_message: 'checksum' },
];

describe('PUT /api/transfer/data-transfers/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a worker says how it stands, step by step', async (at) => {
      const id = await transferAt(sites[at]);
      for (const body of MOVES) await change(sites[at], `${PATH}/${id}`, body);
      const ended = {
        status: 'completed',
        start_time: '2026-11-21T03:00:00Z',
        end_time: '2026-11-21T04:00:00Z',
        unpack_status: 'failed',
        unpack_retry_count: 3,
        failure_error_message: 'checksum',
      };
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject(ended);
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject(ended);
    });

    test('at the mountain so he does while main is away', async () => {
      const id = await transferAt(sites.observatory);
      const away = withoutMain(sites.observatory);
      for (const body of MOVES) await change(away, `${PATH}/${id}`, body);
      expect(await get(away, `${PATH}/${id}`)).toMatchObject({ status: 'completed' });
      await away.close();
      await replicate(sites);
      expect(await get(sites.main, `${PATH}/${id}`)).toMatchObject({ status: 'completed' });
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what has failed is only tried again from the beginning', async (at) => {
      const id = await transferAt(sites[at]);
      await change(sites[at], `${PATH}/${id}`, { status: 'failed' });
      const put = () => call(sites[at], 'PUT', `${PATH}/${id}`, { body: { status: 'completed' } });
      const answer = await nothingRecorded(sites, put);
      expectProblem(answer, 'record.conflict');
      expect(answer.body).toMatchObject({ record_status: 'failed', allowed: ['pending'] });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what it moves and whither does not change', async (at) => {
      const id = await transferAt(sites[at]);
      const body = { data_transfer_package_id: id, destination_location_id: 1, retry_count: -1 };
      const answer = await nothingRecorded(sites, () => call(sites[at], 'PUT', `${PATH}/${id}`, { body }));
      expectInvalid(answer, ['body.data_transfer_package_id', 'body.destination_location_id', 'body.retry_count']);
    });
  });
});
