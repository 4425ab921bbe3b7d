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
const cancel = (at: At, id: string) => call(sites[at], 'POST', `${PATH}/${id}/cancel`);

describe('POST /staging/jobs/{id}/cancel', () => {
  describe('200', () => {
    test.each(AT)('at %s a job that is not completed is withdrawn, and says how far it came', async (at) => {
      for (const status of ['pending', 'in_progress', 'failed']) {
        const id = await jobAt(at);
        await change(sites[at], `${PATH}/${id}`, { status });
        expect(await cancel(at, id)).toMatchObject({ status: 200, body: { id } });
        expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({ status, active: false });
        await replicate(sites);
        for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ status, active: false });
      }
    });

    test('at the mountain so it is while main is away, whatever main does with it meanwhile', async () => {
      const id = await jobAt('main');
      await sites.replayed();
      const away = withoutMain(sites.observatory);
      expect((await call(away, 'POST', `${PATH}/${id}/cancel`)).body.status).toBe('buffered');
      await away.close();
      await change(sites.main, `${PATH}/${id}`, { status: 'completed' });
      await replicate(sites);
      for (const site of AT)
        expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ status: 'completed', active: false });
    });
  });

  describe('404', () => {
    test('at main there is none of an id nobody has', async () => {
      expectProblem(await nothingRecorded(sites, () => cancel('main', UNKNOWN)), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is completed or cancelled is not cancelled', async (at) => {
      const [completed, cancelled] = [await jobAt(at), await jobAt(at)];
      await change(sites[at], `${PATH}/${completed}`, { status: 'completed' });
      await cancel(at, cancelled);
      const late = await nothingRecorded(sites, () => cancel(at, completed));
      expectProblem(late, 'record.conflict');
      expect(late.body).toMatchObject({ record_status: 'completed', active: true });
      const again = await nothingRecorded(sites, () => cancel(at, cancelled));
      expectProblem(again, 'record.conflict');
      expect(again.body).toMatchObject({ record_status: 'pending', active: false });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is named', async (at) => {
      expectInvalid(await cancel(at, 'x'), ['path.id']);
    });
  });
});
