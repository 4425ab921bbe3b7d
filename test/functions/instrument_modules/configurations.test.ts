import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const configurations = (at: (typeof AT)[number], id: string, query = '') =>
  call(sites[at], 'GET', `/instrument_modules/${id}/configurations${query}`, { role: 'viewer' });
const ids = ({ body }: Answered): number[] => body.items.map((row: { id: number }) => row.id);

describe('GET /instrument_modules/{id}/configurations', () => {
  describe('200', () => {
    test('both sites list the configurations of this module and of no other', async () => {
      const main = await configurations('main', '5');
      expect(ids(main)).toEqual([5, 4]);
      expect(main.body).toMatchObject({ complete: true, next_cursor: null });
      expect((await configurations('observatory', '5')).body).toEqual(main.body);
    });

    test.each(AT)('at %s filters narrow it further, and never widen it', async (at) => {
      expect(ids(await configurations(at, '5', '?name=CO(4-3)'))).toEqual([4]);
      expect(ids(await configurations(at, '5', '?type=generic'))).toEqual([]);
      expect(ids(await configurations(at, '5', '?instrument_module_id=1'))).toEqual([]);
      expect(ids(await configurations(at, '999'))).toEqual([]);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      expectInvalid(await configurations(at, 'x', '?colour=red'), ['path.id', 'query.colour']);
    });
  });
});
