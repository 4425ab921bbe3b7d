import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { change, get, make, packageAt, REDUCTION, withoutMain } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/staging/jobs';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const jobAt = async (at: At) =>
  make(sites[at], PATH, { raw_data_package_ids: [await packageAt(sites[at])], destination_location_id: REDUCTION });
const retry = (at: At, id: string, headers = {}) => call(sites[at], 'POST', `${PATH}/${id}/retry`, { headers });
const FAILED = { status: 'failed', end_time: '2026-11-21T04:00:00Z', failure_error_message: 'disk full' };
const AGAIN = { status: 'pending', active: true, start_time: null, end_time: null, failure_error_message: null };

describe('POST /staging/jobs/{id}/retry', () => {
  describe('200', () => {
    test.each(AT)('at %s a failed job begins anew each time it fails, and counts how often', async (at) => {
      const id = await jobAt(at);
      for (const retry_count of [1, 2, 3]) {
        await change(sites[at], `${PATH}/${id}`, FAILED);
        const answer = await retry(at, id);
        expect(answer).toMatchObject({ status: 200, body: { id } });
        expect(answer.headers.has('idempotency-replayed')).toBe(false);
        expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({ ...AGAIN, retry_count });
      }
      await replicate(sites);
      for (const site of AT)
        expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ ...AGAIN, retry_count: 3 });
    });

    test.each(AT)('at %s with a key it counts once, and what was cancelled is active again', async (at) => {
      const id = await jobAt(at);
      await change(sites[at], `${PATH}/${id}`, { ...FAILED, active: false });
      const first = await retry(at, id, { 'idempotency-key': `retry-${at}` });
      const again = await nothingRecorded(sites, () => retry(at, id, { 'idempotency-key': `retry-${at}` }));
      expect(again.body).toEqual(first.body);
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({ ...AGAIN, retry_count: 1 });
    });

    test('at the mountain so it is while main is away', async () => {
      const id = await jobAt('observatory');
      await change(sites.observatory, `${PATH}/${id}`, FAILED);
      const away = withoutMain(sites.observatory);
      expect((await call(away, 'POST', `${PATH}/${id}/retry`)).body.status).toBe('buffered');
      expect(await get(away, `${PATH}/${id}`)).toMatchObject({ ...AGAIN, retry_count: 1 });
      await away.close();
    });
  });

  describe('404', () => {
    test('at main there is none of an id nobody has', async () => {
      expectProblem(await nothingRecorded(sites, () => retry('main', UNKNOWN)), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what has not failed is left alone, whatever was retried before', async (at) => {
      const id = await jobAt(at);
      await change(sites[at], `${PATH}/${id}`, FAILED);
      await retry(at, id);
      for (const status of ['pending', 'in_progress', 'completed']) {
        await change(sites[at], `${PATH}/${id}`, { status });
        const answer = await nothingRecorded(sites, () => retry(at, id));
        expectProblem(answer, 'record.conflict');
        expect(answer.body).toMatchObject({ id, record_status: status });
      }
      expect((await get(sites[at], `${PATH}/${id}`)).retry_count).toBe(1);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is named', async (at) => {
      expectInvalid(await retry(at, 'x'), ['path.id']);
    });
  });
});
