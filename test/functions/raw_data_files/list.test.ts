import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /raw_data_files', () => {
  describe('200', () => {
    test('the files of an execution, page by page, pending ones among those that have arrived', async () => {
      const { id: executed_obs_unit_id } = await start(sites.observatory);
      const file = (name: string) => ({
        name,
        relative_path: name,
        source_location_id: 1,
        instrument_module_id: 1,
        executed_obs_unit_id,
      });
      const register = (names: string[]) =>
        call(sites.observatory, 'POST', '/raw_data_files/bulk', { body: names.map(file) });
      await register(['a', 'b']);
      await replicate(sites);
      await register(['c', 'd', 'e']);
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const path = `/raw_data_files?executed_obs_unit_id=${executed_obs_unit_id}&order=created_at&limit=2${query}`;
        const { body } = await call(sites.observatory, 'GET', path);
        seen.push(...body.items.map(({ name }: { name: string }) => name));
        cursor = body.next_cursor;
      }
      expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a field nobody can filter by', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/raw_data_files?colour=red'), ['query.colour']);
    });
  });
});
