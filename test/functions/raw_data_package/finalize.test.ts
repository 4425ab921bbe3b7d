import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const finalize = (at: At, id: string, body: unknown = {}) =>
  call(sites[at], 'PUT', `/raw_data_package/${id}/finalize`, { body });
const get = async (at: At, id: string) => (await call(sites[at], 'GET', `/raw_data_package/${id}`)).body;

async function begin(at: At): Promise<string> {
  const { id: executed_obs_unit_id } = await start(sites[at]);
  const body = { name: 'night', executed_obs_unit_id, instrument_module_id: 1 };
  return (await call(sites[at], 'POST', '/raw_data_package', { body })).body.id;
}

describe('PUT /raw_data_package/{id}/finalize', () => {
  describe('200', () => {
    test.each(AT)('at %s what was just recorded can be finished, and is so at both sites', async (at) => {
      const id = await begin(at);
      const facts = { size_bytes: 1_024, checksum: 'abcd', relative_path: 'night.tar' };
      expect(await finalize(at, id, facts)).toMatchObject({ status: 200, body: { id } });
      expect(await get(at, id)).toMatchObject({ ...facts, status: 'completed' });
      expect(await finalize(at, id, facts)).toMatchObject({ status: 200, body: { id } });
      await replicate(sites);
      for (const site of AT) expect(await get(site, id)).toMatchObject({ ...facts, status: 'completed' });
    });
  });

  describe('404', () => {
    test('at main there is no finishing what was never recorded', async () => {
      expectProblem(await nothingRecorded(sites, () => finalize('main', UNKNOWN)), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is finished stays as it was finished', async (at) => {
      const id = await begin(at);
      await finalize(at, id, { checksum: 'abcd' });
      const answer = await nothingRecorded(sites, () => finalize(at, id, { checksum: 'ef01' }));
      expectProblem(answer, 'record.conflict');
      expect(answer.body.record_status).toBe('completed');
      expect(await get(at, id)).toMatchObject({ checksum: 'abcd' });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await finalize(at, 'x', { size_bytes: -1, status: 'failed' }), [
        ...['path.id', 'body.size_bytes', 'body.status'],
      ]);
    });
  });
});
