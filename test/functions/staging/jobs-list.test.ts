import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import { change, get, make, packageAt, REDUCTION } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/staging/jobs';
const jobAt = async (at: At) =>
  make(sites[at], PATH, { raw_data_package_ids: [await packageAt(sites[at])], destination_location_id: REDUCTION });

describe('GET /staging/jobs', () => {
  describe('200', () => {
    test.each(AT)('at %s jobs are listed, by how they stand, with what they ask for', async (at) => {
      const [one, other] = [await jobAt(at), await jobAt(at)];
      await change(sites[at], `${PATH}/${other}`, { status: 'failed', active: false });
      const ids = async (query: string) =>
        (await get(sites[at], `${PATH}?${query}`)).items.map(({ id }: { id: string }) => id);
      expect(await ids('status=failed&active=false')).toContain(other);
      expect(await ids('active=true')).toContain(one);
      expect(await ids('active=true')).not.toContain(other);
      expect(await ids('limit=2')).toEqual([one, other].sort().reverse());
      const [shown] = (await get(sites[at], `${PATH}?id=${one}&expand=staging_job_packages`)).items;
      expect(shown.staging_job_packages).toMatchObject([{ staging_job_id: one }]);
      await replicate(sites);
      expect(await get(sites.observatory, `${PATH}?limit=500`)).toEqual(await get(sites.main, `${PATH}?limit=500`));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a status there is not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}?status=gone`), ['query.status']);
    });
  });
});
