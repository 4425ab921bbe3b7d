import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';
import { ARCHIVE, get, INPUT_BUFFER, packageAt, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/long-term-archive-transfers';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const facts = { origin_location_id: INPUT_BUFFER, destination_location_id: ARCHIVE };

describe('POST /api/transfer/long-term-archive-transfers', () => {
  describe('201', () => {
    test.each(AT)('at %s it is recorded once, also of what is still buffered', async (at) => {
      const body = { ...facts, raw_data_package_id: await packageAt(sites[at]) };
      const sent = { body, headers: { 'idempotency-key': `archiving-${at}` } };
      const first = await call(sites[at], 'POST', PATH, sent);
      const status = at === 'main' ? 'applied' : 'buffered';
      expect(first).toMatchObject({ status: 201, body: { status, ...proofAt(at) } });
      expect((await call(sites[at], 'POST', PATH, sent)).body).toEqual(first.body);
      await replicate(sites);
      for (const site of AT)
        expect(await get(sites[site], `${PATH}/${first.body.id}`)).toMatchObject({
          ...body,
          status: 'pending',
          retry_count: 0,
          failure_error_message: null,
        });
    });

    test('at the mountain so it is while main is away', async () => {
      const body = { ...facts, raw_data_package_id: await packageAt(sites.observatory) };
      const away = withoutMain(sites.observatory);
      const made = await call(away, 'POST', PATH, { body });
      expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
      expect(await get(away, `${PATH}/${made.body.id}`)).toMatchObject(body);
      await away.close();
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong field is named', async (at) => {
      await nothingRecorded(sites, async () => {
        const wrong = { ...facts, raw_data_package_id: 'x', status: 'gone', retry_count: -1, colour: 'red' };
        expectInvalid(await call(sites[at], 'POST', PATH, { body: wrong }), [
          ...['body.raw_data_package_id', 'body.status', 'body.retry_count', 'body.colour'],
        ]);
      });
    });

    test('at main what refers to nothing is refused', async () => {
      const body = { ...facts, raw_data_package_id: UNKNOWN };
      const answer = await nothingRecorded(sites, () => call(sites.main, 'POST', PATH, { body }));
      expectProblem(answer, 'reference.unknown');
      expect(answer.body).toMatchObject({
        field: 'raw_data_package_id',
        detail: `There is no raw_data_package ${UNKNOWN}.`,
      });
    });
  });
});
