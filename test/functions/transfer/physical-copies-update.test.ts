import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import {
  ARCHIVE,
  AT_SOURCE,
  bundleAt,
  change,
  copyAt,
  get,
  INPUT_BUFFER,
  make,
  newName,
  packageAt,
  withoutMain,
} from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/physical-copies';
const VERIFIED = '2026-11-21T05:00:00Z';
const put = (at: At, id: string, body: object, headers = {}) =>
  call(sites[at], 'PUT', `${PATH}/${id}`, { body, headers });
const schedule = (at: At, id: string) => put(at, id, { status: 'deletion_scheduled' });

/** A copy at a source of a package of its own, and of a file in it. */
async function atSource(at: At): Promise<{ raw_data_package_id: string; whole: string; part: string }> {
  const raw_data_package_id = await packageAt(sites[at]);
  const whole = await copyAt(sites[at], { raw_data_package_id });
  const name = newName();
  const place = { relative_path: name, source_location_id: AT_SOURCE, instrument_module_id: 1 };
  const raw_data_file_id = await make(sites[at], '/raw_data_files', { name, ...place, raw_data_package_id });
  const part = await copyAt(sites[at], { type: 'raw_data_file_physical_copy', raw_data_file_id });
  return { raw_data_package_id, whole, part };
}

async function archive(at: At, raw_data_package_id: string): Promise<string> {
  await change(sites[at], `/raw_data_package/${raw_data_package_id}`, { state: 'archived' });
  const verified_at = VERIFIED;
  return copyAt(sites[at], { raw_data_package_id, data_location_id: ARCHIVE, verified_at });
}

describe('PUT /api/transfer/physical-copies/{id}', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s a copy that is not at a source goes its way to deletion, and says when it went',
      async (at) => {
        const id = await copyAt(sites[at], { data_location_id: INPUT_BUFFER });
        for (const status of ['deletion_scheduled', 'deletion_in_progress', 'deletion_failed', 'deletion_scheduled'])
          expect((await put(at, id, { status })).status).toBe(200);
        for (const status of ['deletion_in_progress', 'deleted']) await change(sites[at], `${PATH}/${id}`, { status });
        expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({ status: 'deleted', gone_at: expect.any(String) });
        await replicate(sites);
        for (const site of AT) expect((await get(sites[site], `${PATH}/${id}`)).status).toBe('deleted');
      },
    );

    test('what is safe in an archive may go at the source, the package and each file of it', async () => {
      const { raw_data_package_id, whole, part } = await atSource('main');
      await archive('main', raw_data_package_id);
      for (const id of [whole, part]) expect((await schedule('main', id)).status).toBe(200);
      const at = { gone_at: '2026-11-21T06:00:00Z' };
      for (const more of [{ status: 'deletion_in_progress' }, { status: 'deleted', ...at }])
        expect((await put('main', part, more)).status).toBe(200);
      expect(await get(sites.main, `${PATH}/${part}`)).toMatchObject({ status: 'deleted', ...at });
    });

    test('at the mountain so it may once it is known there that main has it so, also while main is away', async () => {
      const { raw_data_package_id, whole } = await atSource('observatory');
      await replicate(sites);
      await archive('main', raw_data_package_id);
      await sites.replayed();
      const away = withoutMain(sites.observatory);
      const body = { status: 'deletion_scheduled' };
      expect((await call(away, 'PUT', `${PATH}/${whole}`, { body })).body.status).toBe('buffered');
      expect((await get(away, `${PATH}/${whole}`)).status).toBe('deletion_scheduled');
      await away.close();
    });

    test('a bundle may go when each package of it is safe', async () => {
      const packages = [await packageAt(sites.main), await packageAt(sites.main)];
      const data_transfer_package_id = await bundleAt(sites.main, packages);
      const type = 'data_transfer_package_physical_copy';
      const id = await copyAt(sites.main, { type, data_transfer_package_id });
      await archive('main', packages[0] ?? '');
      const refused = await nothingRecorded(sites, () => schedule('main', id));
      expectProblem(refused, 'record.conflict');
      expect(refused.body.detail).not.toContain(packages[0]);
      expect(refused.body.missing).toEqual([
        `raw_data_package ${packages[1]} is transferring, not archived`,
        `raw_data_package ${packages[1]} has no verified copy that is present at a long_term_archive`,
      ]);
      await archive('main', packages[1] ?? '');
      expect((await schedule('main', id)).status).toBe(200);
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is not archived stays at its source, and is told what is missing', async (at) => {
      const { raw_data_package_id, whole, part } = await atSource(at);
      for (const id of [whole, part]) {
        const refused = await nothingRecorded(sites, () => schedule(at, id));
        expectProblem(refused, 'record.conflict');
        expect(refused.body).toMatchObject({
          id,
          record_status: 'present',
          missing: [
            `raw_data_package ${raw_data_package_id} is waiting, not archived`,
            `raw_data_package ${raw_data_package_id} has no verified copy that is present at a long_term_archive`,
          ],
        });
      }
      expect((await get(sites[at], `${PATH}/${whole}`)).status).toBe('present');
    });

    test('a copy in an archive counts only while it is there and has been verified', async () => {
      const { raw_data_package_id, whole } = await atSource('main');
      await change(sites.main, `/raw_data_package/${raw_data_package_id}`, { state: 'archived' });
      const elsewhere = { raw_data_package_id, data_location_id: INPUT_BUFFER, verified_at: VERIFIED };
      await copyAt(sites.main, elsewhere);
      const copy = await copyAt(sites.main, { raw_data_package_id, data_location_id: ARCHIVE });
      const missing = [
        `raw_data_package ${raw_data_package_id} has no verified copy that is present at a long_term_archive`,
      ];
      expect((await schedule('main', whole)).body.missing).toEqual(missing);
      await change(sites.main, `${PATH}/${copy}`, { verified_at: VERIFIED });
      expect((await schedule('main', whole)).status).toBe(200);
      // What was scheduled is looked at once more before it goes.
      await change(sites.main, `${PATH}/${copy}`, { status: 'deletion_scheduled' });
      const late = await nothingRecorded(sites, () => put('main', whole, { status: 'deletion_in_progress' }));
      expect(late.body.missing).toEqual(missing);
    });

    test('at the mountain what is only pending there is not safe yet', async () => {
      const { raw_data_package_id, whole } = await atSource('observatory');
      await archive('observatory', raw_data_package_id);
      const early = await nothingRecorded(sites, () => schedule('observatory', whole));
      expectProblem(early, 'record.conflict');
      expect(early.body.missing).toEqual([
        `raw_data_package ${raw_data_package_id} is archived here only, which main has not confirmed`,
        `raw_data_package ${raw_data_package_id} has no verified copy that is present at a long_term_archive`,
      ]);
      await replicate(sites);
      expect((await schedule('observatory', whole)).status).toBe(200);
    });

    test('a file that is in no package stays', async () => {
      const name = newName();
      const place = { relative_path: name, source_location_id: AT_SOURCE, instrument_module_id: 1 };
      const raw_data_file_id = await make(sites.main, '/raw_data_files', { name, ...place });
      const id = await copyAt(sites.main, { type: 'raw_data_file_physical_copy', raw_data_file_id });
      expect((await schedule('main', id)).body.missing).toEqual(['its data are in no raw_data_package']);
    });

    test.each(AT)('at %s what is deleted stays deleted', async (at) => {
      const id = await copyAt(sites[at], { data_location_id: INPUT_BUFFER });
      for (const status of ['deletion_scheduled', 'deletion_in_progress', 'deleted'])
        await change(sites[at], `${PATH}/${id}`, { status });
      const answer = await nothingRecorded(sites, () => put(at, id, { status: 'present' }));
      expectProblem(answer, 'record.conflict');
      expect(answer.body).toMatchObject({ record_status: 'deleted', allowed: [] });
    });
  });

  describe('412', () => {
    test.each(AT)('at %s with If-Match it applies to what its GET answered', async (at) => {
      const id = await copyAt(sites[at]);
      const headers = { 'if-match': (await call(sites[at], 'GET', `${PATH}/${id}`)).headers.get('etag') };
      expect((await put(at, id, { checksum: 'ab' }, headers)).status).toBe(200);
      expectProblem(await nothingRecorded(sites, () => put(at, id, { checksum: 'cd' }, headers)), 'record.changed');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what it is a copy of, and where, does not change', async (at) => {
      const id = await copyAt(sites[at]);
      const body = {
        type: 'raw_data_file_physical_copy',
        data_location_id: 2,
        raw_data_package_id: id,
        status: 'gone',
      };
      expectInvalid(await nothingRecorded(sites, () => put(at, id, body)), [
        ...['body.type', 'body.data_location_id', 'body.raw_data_package_id', 'body.status'],
      ]);
    });
  });
});
