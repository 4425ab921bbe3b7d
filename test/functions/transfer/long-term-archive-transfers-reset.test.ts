import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { archivingAt, change, get, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/long-term-archive-transfers';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const FAILED = { status: 'failed', retry_count: 3, end_time: '2026-11-21T03:10:00Z', failure_error_message: 'tape' };
const AGAIN = { status: 'pending', retry_count: 0, start_time: null, end_time: null, failure_error_message: null };

describe('POST /api/transfer/long-term-archive-transfers/{id}/reset', () => {
  describe('200', () => {
    test.each(AT)('at %s what failed begins anew, each time it failed', async (at) => {
      const id = await archivingAt(sites[at]);
      for (const _ of [1, 2]) {
        await change(sites[at], `${PATH}/${id}`, FAILED);
        const answer = await call(sites[at], 'POST', `${PATH}/${id}/reset`);
        expect(answer).toMatchObject({ status: 200, body: { id } });
        expect(answer.headers.has('idempotency-replayed')).toBe(false);
        expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject(AGAIN);
      }
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject(AGAIN);
    });

    test('at the mountain so it does while main is away', async () => {
      const id = await archivingAt(sites.observatory);
      await change(sites.observatory, `${PATH}/${id}`, FAILED);
      const away = withoutMain(sites.observatory);
      expect((await call(away, 'POST', `${PATH}/${id}/reset`)).body.status).toBe('buffered');
      expect(await get(away, `${PATH}/${id}`)).toMatchObject(AGAIN);
      await away.close();
    });
  });

  describe('404', () => {
    test('at main there is none of an id nobody has', async () => {
      const reset = () => call(sites.main, 'POST', `${PATH}/${UNKNOWN}/reset`);
      expectProblem(await nothingRecorded(sites, reset), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what has not failed is left alone', async (at) => {
      const id = await archivingAt(sites[at], { status: 'in_progress' });
      const answer = await nothingRecorded(sites, () => call(sites[at], 'POST', `${PATH}/${id}/reset`));
      expectProblem(answer, 'record.conflict');
      expect(answer.body).toMatchObject({ id, record_status: 'in_progress' });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is named', async (at) => {
      expectInvalid(await call(sites[at], 'POST', `${PATH}/x/reset`), ['path.id']);
    });
  });
});
