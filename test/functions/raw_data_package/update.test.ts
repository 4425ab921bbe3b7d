import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { bundleAt, change, get, packageAt, withoutMain } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/raw_data_package';
const MOVES = [
  { status: 'in_progress' },
  { status: 'completed', size_bytes: 42, checksum: 'ab', relative_path: 'a.tar' },
  { state: 'transferring' },
  { state: 'failed', retry_count: 1 },
  { state: 'waiting', data_transfer_package_id: null },
];
const ENDED = { ...MOVES[1], ...MOVES[3], ...MOVES[4] };

describe('PUT /raw_data_package/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a worker says how building it and moving it stand', async (at) => {
      const id = await packageAt(sites[at]);
      await bundleAt(sites[at], [id]);
      for (const body of MOVES) await change(sites[at], `${PATH}/${id}`, body);
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject(ENDED);
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject(ENDED);
    });

    test('at the mountain so he does while main is away', async () => {
      const id = await packageAt(sites.observatory);
      const away = withoutMain(sites.observatory);
      for (const body of MOVES) await change(away, `${PATH}/${id}`, body);
      expect(await get(away, `${PATH}/${id}`)).toMatchObject(ENDED);
      await away.close();
    });
  });

  describe('404', () => {
    test('at main there is none of an id nobody has', async () => {
      const put = () => call(sites.main, 'PUT', `${PATH}/${sites.main.clock.uuid()}`, { body: { checksum: 'a' } });
      expectProblem(await nothingRecorded(sites, put), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is archived stays so, and is told so', async (at) => {
      const id = await packageAt(sites[at], { state: 'archived' });
      const put = () => call(sites[at], 'PUT', `${PATH}/${id}`, { body: { state: 'waiting' } });
      const answer = await nothingRecorded(sites, put);
      expectProblem(answer, 'record.conflict');
      expect(answer.body).toMatchObject({ column: 'state', record_status: 'archived', allowed: [] });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s whose files it holds does not change', async (at) => {
      const id = await packageAt(sites[at]);
      const body = { name: 'other', executed_obs_unit_id: id, instrument_module_id: 2, size_bytes: -1 };
      const answer = await nothingRecorded(sites, () => call(sites[at], 'PUT', `${PATH}/${id}`, { body }));
      expectInvalid(
        answer,
        Object.keys(body).map((field) => `body.${field}`),
      );
    });
  });
});
