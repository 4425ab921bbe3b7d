import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const byId = (at: At, id: string) => call(sites[at], 'GET', `/raw_data_package/${id}`);

describe('GET /raw_data_package/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a package is there as soon as it is recorded', async (at) => {
      const { id: executed_obs_unit_id } = await start(sites[at]);
      const body = { name: 'night', executed_obs_unit_id, instrument_module_id: 1 };
      const { id } = (await call(sites[at], 'POST', '/raw_data_package', { body })).body;
      const answer = await byId(at, id);
      expect(answer).toMatchObject({ status: 200, body: { id, ...body, state: 'waiting', retry_count: 0 } });
      expect(answer.headers.get('opsdb-state')).toBe(at === 'main' ? null : 'buffered');
    });
  });

  describe('404', () => {
    test.each(AT)('at %s what was never recorded is not found', async (at) => {
      expectProblem(await byId(at, '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1'), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      expectInvalid(await byId(at, '1'), ['path.id']);
    });
  });
});
