import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const record = (at: At, body: unknown, key?: string) =>
  call(sites[at], 'POST', '/raw_data_package', { body, headers: key === undefined ? {} : { 'idempotency-key': key } });
let number = 0;
async function packageOf(at: At, files = 0) {
  number += 1;
  const { id: executed_obs_unit_id } = await start(sites[at]);
  const file = (n: number) => ({
    name: `p${number}-${n}.g3`,
    relative_path: `p${number}/${n}.g3`,
    source_location_id: 1,
    instrument_module_id: 1,
  });
  const all = Array.from({ length: files }, (_, n) => file(n));
  return { name: `package ${number}`, executed_obs_unit_id, instrument_module_id: 1, ...(files > 0 && { files: all }) };
}

describe('POST /raw_data_package', () => {
  describe('201', () => {
    test.each(AT)('at %s a package and its files are recorded in one transaction, once', async (at) => {
      const { files = [], ...facts } = await packageOf(at, 3);
      const first = await record(at, { ...facts, files }, `package-${at}`);
      expect(first).toMatchObject({
        status: 201,
        body: {
          status: at === 'main' ? 'applied' : 'buffered',
          file_ids: [{}, {}, {}].map(() => expect.any(String)),
          ...proofAt(at),
        },
      });
      expect((await record(at, { ...facts, files }, `package-${at}`)).body).toEqual(first.body);
      const { id, file_ids } = first.body;
      const here = (await call(sites[at], 'GET', `/raw_data_files?raw_data_package_id=${id}&order=created_at`)).body;
      expect(here.items.map((row: { id: string }) => row.id).sort()).toEqual([...file_ids].sort());
      await replicate(sites);
      for (const site of AT) {
        expect((await call(sites[site], 'GET', `/raw_data_package/${id}`)).body).toMatchObject({
          ...facts,
          status: 'pending',
        });
        for (const [n, file_id] of file_ids.entries())
          expect((await call(sites[site], 'GET', `/raw_data_files/${file_id}`)).body).toMatchObject({
            ...files[n],
            raw_data_package_id: id,
            executed_obs_unit_id: facts.executed_obs_unit_id,
          });
      }
    });

    test.each(AT)('at %s a package without files is one, too', async (at) => {
      expect((await record(at, await packageOf(at))).body.file_ids).toEqual([]);
    });
  });

  describe('409', () => {
    test.each(AT)('at %s the same name of the same execution and module is the same package', async (at) => {
      const sent = await packageOf(at);
      const first = await record(at, sent);
      const again = await nothingRecorded(sites, () => record(at, sent));
      expectProblem(again, 'record.exists');
      expect(again.body.id).toBe(first.body.id);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong field is named by its place', async (at) => {
      const { files = [], ...facts } = await packageOf(at, 2);
      await nothingRecorded(sites, async () => {
        const wrong = [files[0], { ...files[1], size_bytes: -1, raw_data_package_id: 'x' }];
        expectInvalid(await record(at, { ...facts, state: 'gone', files: wrong }), [
          ...['body.state', 'body.files.1.size_bytes', 'body.files.1.raw_data_package_id'],
        ]);
        expectInvalid(await record(at, { ...facts, files: [files[0], files[0]] }), ['body.files.1.relative_path']);
      });
    });
  });
});
