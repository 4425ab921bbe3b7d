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
const jobAt = async (at: At) =>
  make(sites[at], PATH, { raw_data_package_ids: [await packageAt(sites[at])], destination_location_id: REDUCTION });
const MOVES = [
  { status: 'in_progress', start_time: '2026-11-21T03:00:00Z' },
  { status: 'completed', end_time: '2026-11-21T04:00:00Z' },
  { active: false, comment: 'looked at' },
];
const ENDED = { ...MOVES[0], ...MOVES[1], ...MOVES[2] };

describe('PUT /staging/jobs/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a worker says how it stands, and when its files are no longer needed', async (at) => {
      const id = await jobAt(at);
      for (const body of MOVES) await change(sites[at], `${PATH}/${id}`, body);
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject(ENDED);
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject(ENDED);
    });

    test('at the mountain so he does while main is away', async () => {
      const id = await jobAt('observatory');
      const away = withoutMain(sites.observatory);
      for (const body of MOVES) await change(away, `${PATH}/${id}`, body);
      expect(await get(away, `${PATH}/${id}`)).toMatchObject(ENDED);
      await away.close();
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is completed stays so', async (at) => {
      const id = await jobAt(at);
      await change(sites[at], `${PATH}/${id}`, { status: 'completed' });
      const put = () => call(sites[at], 'PUT', `${PATH}/${id}`, { body: { status: 'pending' } });
      const answer = await nothingRecorded(sites, put);
      expectProblem(answer, 'record.conflict');
      expect(answer.body).toMatchObject({ record_status: 'completed', allowed: [] });
    });
  });

  describe('412', () => {
    test.each(AT)('at %s with If-Match it applies to what its GET answered, packages included', async (at) => {
      const id = await jobAt(at);
      const headers = { 'if-match': (await call(sites[at], 'GET', `${PATH}/${id}`)).headers.get('etag') ?? '' };
      const put = (comment: string) => call(sites[at], 'PUT', `${PATH}/${id}`, { body: { comment }, headers });
      expect((await put('first')).status).toBe(200);
      expectProblem(await nothingRecorded(sites, () => put('second')), 'record.changed');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what it asks for, and who did, does not change', async (at) => {
      const id = await jobAt(at);
      const body = { destination_location_id: 10, requested_by: 1, raw_data_package_ids: [], retry_count: -1 };
      const answer = await nothingRecorded(sites, () => call(sites[at], 'PUT', `${PATH}/${id}`, { body }));
      expectInvalid(
        answer,
        Object.keys(body).map((field) => `body.${field}`),
      );
    });
  });
});
