import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { get, transferAt, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/data-transfers';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('POST /api/transfer/data-transfers/{id}/logs', () => {
  describe('201', () => {
    test.each(AT)('at %s the place of a log is filed with its transfer, once', async (at) => {
      const data_transfer_id = await transferAt(sites[at]);
      const body = { id: sites.main.clock.uuid(), status: 'completed', log_path: '/var/log/bbcp/1.log' };
      const file = () => call(sites[at], 'POST', `${PATH}/${data_transfer_id}/logs`, { body });
      const first = await file();
      expect(first).toMatchObject({ status: 201, body: { id: body.id } });
      expect((await nothingRecorded(sites, file)).body).toEqual(first.body);
      await replicate(sites);
      for (const site of AT)
        expect((await get(sites[site], `${PATH}/${data_transfer_id}/logs`)).items).toMatchObject([
          { ...body, data_transfer_id },
        ]);
    });

    test('at the mountain so it is while main is away', async () => {
      const id = await transferAt(sites.observatory);
      const away = withoutMain(sites.observatory);
      const body = { status: 'failed', log_path: '/1' };
      expect((await call(away, 'POST', `${PATH}/${id}/logs`, { body })).body.status).toBe('buffered');
      expect((await get(away, `${PATH}/${id}/logs`)).items).toMatchObject([body]);
      await away.close();
    });
  });

  describe('404', () => {
    test('at main there is no log of a transfer there is not', async () => {
      const body = { status: 'failed', log_path: '/1' };
      const file = () => call(sites.main, 'POST', `${PATH}/${UNKNOWN}/logs`, { body });
      expectProblem(await nothingRecorded(sites, file), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s the text of a log is not taken, and every wrong field is named', async (at) => {
      const id = await transferAt(sites[at]);
      const body = { status: 'gone', text: 'line', data_transfer_id: id };
      const file = () => call(sites[at], 'POST', `${PATH}/${id}/logs`, { body });
      expectInvalid(await nothingRecorded(sites, file), [
        ...['body.status', 'body.log_path', 'body.text', 'body.data_transfer_id'],
      ]);
    });
  });
});
