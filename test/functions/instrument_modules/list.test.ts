import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CATALOGUE } from '../../../infra/database/seed.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const seeded = (CATALOGUE.instrument_module ?? []).map(({ id }) => Number(id));
const list = (at: (typeof AT)[number], query = '') =>
  call(sites[at], 'GET', `/instrument_modules${query}`, { role: 'viewer' });
const ids = async (at: (typeof AT)[number], query: string): Promise<number[]> =>
  (await list(at, query)).body.items.map(({ id }: { id: number }) => id);

describe('GET /instrument_modules', () => {
  describe('200', () => {
    test('both sites list the same, the latest first, and say that it is all', async () => {
      const main = await list('main');
      expect(main.body.items.map(({ id }: { id: number }) => id)).toEqual(seeded.toSorted((a, b) => b - a));
      expect(main.body).toMatchObject({ complete: true, next_cursor: null, pending: {} });
      expect((await list('observatory')).body).toEqual(main.body);
    });

    test.each(AT)('at %s it is filtered, and paged without skipping or repeating', async (at) => {
      expect(await ids(at, '?order=id&instrument_id=2&available=true')).toEqual([5, 6, 7]);
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const { body } = await list(at, `?order=id&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
        seen.push(...body.items.map(({ id }: { id: number }) => id));
        cursor = body.next_cursor;
      } while (cursor !== null);
      expect(seen).toEqual(seeded.toSorted((a, b) => a - b));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a filter there is not is named', async (at) => {
      expectInvalid(await list(at, '?colour=red&limit=0'), ['query.colour', 'query.limit']);
    });
  });
});
