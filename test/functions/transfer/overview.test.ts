import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import {
  ARCHIVE,
  archivingAt,
  bundleAt,
  change,
  copyAt,
  get,
  make,
  packageAt,
  REDUCTION,
  transferAt,
  withoutMain,
} from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/overview';
const overview = (at: At) => get(sites[at], PATH);
const ZERO = { pending: 0, scheduled: 0, in_progress: 0, completed: 0, failed: 0 };

/** One of everything, each in a state of its own: what the overview must count. */
async function workday(at: At): Promise<{ failed: string; broken: string }> {
  const site = sites[at];
  const [waiting, archived] = [await packageAt(site, { size_bytes: 40e9 }), await packageAt(site, { size_bytes: 7 })];
  await change(site, `/raw_data_package/${archived}`, { state: 'archived', status: 'completed' });
  await bundleAt(site, [await packageAt(site, { size_bytes: 5 })]);
  const [moving, failed] = [await transferAt(site), await transferAt(site)];
  await change(site, `/api/transfer/data-transfers/${moving}`, { status: 'in_progress' });
  await change(site, `/api/transfer/data-transfers/${failed}`, { status: 'failed', failure_error_message: 'no route' });
  await archivingAt(site, { status: 'scheduled' });
  const jobs = [1, 2].map(() => ({ raw_data_package_ids: [waiting], destination_location_id: REDUCTION }));
  const [first] = await Promise.all(jobs.map((body) => make(site, '/staging/jobs', body)));
  await change(site, `/staging/jobs/${first}`, { active: false });
  const broken = await copyAt(site, { data_location_id: ARCHIVE });
  const gone = await copyAt(site, { data_location_id: ARCHIVE, status: 'staged' });
  for (const status of ['deletion_scheduled', 'deletion_in_progress', 'deleted'])
    await change(site, `/api/transfer/physical-copies/${gone}`, { status });
  for (const status of ['deletion_scheduled', 'deletion_in_progress', 'deletion_failed'])
    await change(site, `/api/transfer/physical-copies/${broken}`, { status });
  return { failed, broken };
}

describe('GET /api/transfer/overview', () => {
  describe('200', () => {
    test('of nothing it counts nothing, and names every state there is', async () => {
      expect(await overview('observatory')).toEqual(await overview('main'));
      expect(await overview('main')).toEqual({
        total_packages: 0,
        active_transfers: 0,
        bytes_waiting: 0,
        raw_data_packages: {
          total: 0,
          by_status: ZERO,
          by_state: { waiting: 0, transferring: 0, archived: 0, failed: 0 },
        },
        data_transfer_packages: { total: 0, by_status: ZERO },
        data_transfers: { total: 0, by_status: ZERO, by_unpack_status: ZERO },
        long_term_archive_transfers: { total: 0, by_status: ZERO },
        staging_jobs: { total: 0, active: 0, by_status: ZERO },
        physical_copies: [],
        newest_failures: [],
      });
    });

    test('at the mountain it counts what is only pending there as main will, one moment for all of it', async () => {
      const { failed, broken } = await workday('observatory');
      const answer = await call(sites.observatory, 'GET', PATH);
      expect(Number(answer.headers.get('opsdb-overlay'))).toBeGreaterThan(10);
      expect(answer.body).toEqual({
        // Those of the archiving and of the copies are packages, too.
        total_packages: 6,
        active_transfers: 1,
        bytes_waiting: 40e9,
        raw_data_packages: {
          total: 6,
          by_status: { ...ZERO, pending: 5, completed: 1 },
          by_state: { waiting: 4, transferring: 1, archived: 1, failed: 0 },
        },
        data_transfer_packages: { total: 3, by_status: { ...ZERO, pending: 3 } },
        data_transfers: {
          total: 2,
          by_status: { ...ZERO, in_progress: 1, failed: 1 },
          by_unpack_status: { ...ZERO, pending: 2 },
        },
        long_term_archive_transfers: { total: 1, by_status: { ...ZERO, scheduled: 1 } },
        staging_jobs: { total: 2, active: 1, by_status: { ...ZERO, pending: 2 } },
        physical_copies: [
          {
            data_location_id: ARCHIVE,
            data_location: 'tape_archive',
            location_type: 'long_term_archive',
            total: 1,
            by_status: {
              present: 0,
              staged: 0,
              deletion_possible: 0,
              deletion_scheduled: 0,
              deletion_in_progress: 0,
              deletion_failed: 1,
            },
          },
        ],
        newest_failures: [
          { kind: 'physical_copy', id: broken, what: 'deleting', name: null, why: null, since: expect.any(String) },
          {
            kind: 'data_transfer',
            id: failed,
            what: 'moving',
            name: null,
            why: 'no route',
            since: (await get(sites.observatory, `/api/transfer/data-transfers/${failed}`)).updated_at,
          },
        ],
      });
      const away = withoutMain(sites.observatory);
      expect(await get(away, PATH)).toEqual(answer.body);
      await away.close();
      await replicate(sites);
      for (const site of AT) expect(await overview(site)).toEqual(answer.body);
    });

    test('what main and the mountain do at the same moment is counted together where both are known', async () => {
      const before = await overview('main');
      await workday('main');
      await sites.replayed();
      await workday('observatory');
      expect((await overview('main')).total_packages).toBe(before.total_packages + 6);
      const here = await overview('observatory');
      expect(here).toMatchObject({ total_packages: before.total_packages + 12, bytes_waiting: 3 * 40e9 });
      expect(here.newest_failures).toHaveLength(6);
      await replicate(sites);
      expect(await overview('main')).toEqual(here);
    });

    test('it shows the ten newest failures', async () => {
      const ids: string[] = [];
      while (ids.length < 12) ids.push(await transferAt(sites.main, { status: 'failed' }));
      const { newest_failures } = await overview('main');
      const newest = newest_failures.map(({ id }: { id: string }) => id);
      expect(newest).toHaveLength(10);
      expect(ids).toEqual(expect.arrayContaining(newest));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s it takes no filter', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}?status=failed`), ['query.status']);
    });
  });
});
