import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { bundleAt, get, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/data-transfer-packages';

describe('PUT /api/transfer/data-transfer-packages/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a worker says how putting it together stands, and what came of it', async (at) => {
      const id = await bundleAt(sites[at]);
      for (const body of [
        { status: 'in_progress' },
        { status: 'completed', size_bytes: 12_000_000_000_000, checksum: 'ab' },
      ])
        expect(await call(sites[at], 'PUT', `${PATH}/${id}`, { body })).toMatchObject({ status: 200, body: { id } });
      await replicate(sites);
      for (const site of AT)
        expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({
          status: 'completed',
          size_bytes: 12_000_000_000_000,
          checksum: 'ab',
        });
    });

    test('so he does at the mountain while main is away', async () => {
      const id = await bundleAt(sites.observatory);
      const away = withoutMain(sites.observatory);
      const answer = await call(away, 'PUT', `${PATH}/${id}`, { body: { status: 'failed' } });
      expect(answer).toMatchObject({ status: 200, body: { status: 'buffered' } });
      expect(await get(away, `${PATH}/${id}`)).toMatchObject({ status: 'failed' });
      await away.close();
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is completed stays so', async (at) => {
      const id = await bundleAt(sites[at]);
      await call(sites[at], 'PUT', `${PATH}/${id}`, { body: { status: 'completed' } });
      const put = () => call(sites[at], 'PUT', `${PATH}/${id}`, { body: { status: 'failed' } });
      const answer = await nothingRecorded(sites, put);
      expectProblem(answer, 'record.conflict');
      expect(answer.body).toMatchObject({ record_status: 'completed', allowed: [] });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s which bundle it is does not change', async (at) => {
      const id = await bundleAt(sites[at]);
      const body = { name: 'other', origin_location_id: 1, size_bytes: -1 };
      const answer = await nothingRecorded(sites, () => call(sites[at], 'PUT', `${PATH}/${id}`, { body }));
      expectInvalid(answer, ['body.name', 'body.origin_location_id', 'body.size_bytes']);
    });
  });
});
