import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const modules = (at: (typeof AT)[number], id: string, query = '') =>
  call(sites[at], 'GET', `/instruments/${id}/modules${query}`, { role: 'viewer' });

describe('GET /instruments/{id}/modules', () => {
  describe('200', () => {
    test('both sites list the modules of this instrument and of no other', async () => {
      const main = await modules('main', '2');
      expect(main.body.items.map(({ name }: { name: string }) => name)).toEqual(['Mini-CHAI', 'HFA', 'LFA']);
      expect(main.body).toMatchObject({ complete: true, next_cursor: null });
      expect((await modules('observatory', '2')).body).toEqual(main.body);
    });

    test.each(AT)('at %s filters narrow it further, and never widen it', async (at) => {
      const ids = async (id: string, query: string) =>
        (await modules(at, id, query)).body.items.map((row: { id: number }) => row.id);
      expect(await ids('1', '?available=false')).toEqual([3]);
      expect(await ids('1', '?instrument_id=2')).toEqual([]);
      expect(await ids('999', '')).toEqual([]);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      expectInvalid(await modules(at, 'x', '?colour=red'), ['path.id', 'query.colour']);
    });
  });
});
