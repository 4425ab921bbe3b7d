import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const list = (at: (typeof AT)[number], query = '') => call(sites[at], 'GET', `/sources${query}`, { role: 'viewer' });

describe('GET /sources', () => {
  describe('200', () => {
    test('both sites list the same, the latest first, and say that it is all', async () => {
      const main = await list('main');
      expect(main.body.items.map(({ id }: { id: number }) => id)).toEqual([6, 5, 4, 3, 2, 1]);
      expect(main.body).toMatchObject({ complete: true, next_cursor: null });
      expect((await list('observatory')).body).toEqual(main.body);
    });

    test.each(AT)('at %s it is filtered, and paged without skipping or repeating', async (at) => {
      const ids = async (query: string) => (await list(at, query)).body.items.map(({ id }: { id: number }) => id);
      expect(await ids('?type=solar_system_object')).toEqual([5, 4]);
      const first = (await list(at, '?limit=1&order=id')).body;
      expect(first.items).toMatchObject([{ id: 1, name: 'Orion-KL', type: 'fixed_source' }]);
      const next = (await list(at, `?limit=1&order=id&cursor=${first.next_cursor}`)).body;
      expect(next.items.map(({ id }: { id: number }) => id)).toEqual([2]);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a filter there is not is named', async (at) => {
      expectInvalid(await list(at, '?colour=red&limit=0'), ['query.colour', 'query.limit']);
    });
  });
});
