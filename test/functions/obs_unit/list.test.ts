import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CATALOGUE } from '../../../infra/database/seed.ts';
import { type Answered, call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const list = (at: (typeof AT)[number], query = '') => call(sites[at], 'GET', `/obs_unit${query}`);
const ids = ({ body }: Answered): number[] => body.items.map(({ id }: { id: number }) => id);

describe('GET /obs_unit', () => {
  describe('200', () => {
    test('the seeded catalogue is listed whole and the same at both sites', async () => {
      const main = await list('main');
      expect(main.body).toMatchObject({ next_cursor: null, complete: true, pending: {} });
      expect(ids(main)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
      for (const row of CATALOGUE.obs_unit ?? []) expect(main.body.items).toContainEqual(expect.objectContaining(row));
      const observatory = await list('observatory', '/');
      expect(observatory.body).toEqual(main.body);
      expect(observatory.headers.get('opsdb-overlay')).toBe('0');
    });

    test.each([
      ['source_id=1', [1, 2]],
      ['observing_program_id=2&available=true', [5, 6]],
      ['available=false', [9]],
      ['available=false&available=true&id_lt=2', [1]],
      ['obs_mode_id=1&obs_mode_id=4', [3, 4, 7, 8]],
      [`name=${encodeURIComponent('Orion-KL [CI] map')}`, [2]],
      ['id=3&id=5&id=99', [3, 5]],
      ['id_gte=4&id_lt=6', [4, 5]],
    ])('%s', async (query, found) => {
      for (const at of AT) expect(ids(await list(at, `?order=id&${query}`))).toEqual(found);
    });

    test.each(['id', '-id', 'name', '-name', 'created_at', '-created_at'])(
      'pages ordered by %s neither skip nor repeat a unit',
      async (order) => {
        for (const at of AT) {
          const whole = ids(await list(at, `?order=${order}`));
          let page = await list(at, `?order=${order}&limit=2`);
          const seen = ids(page);
          while (page.body.next_cursor !== null) {
            page = await list(at, `?order=${order}&limit=2&cursor=${page.body.next_cursor}`);
            seen.push(...ids(page));
          }
          expect(seen).toEqual(whole);
        }
      },
    );
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong parameter is named', async (at) => {
      expectInvalid(await list(at, '?available=yes&id=x&requested_time_s=1&order=priority&limit=1000'), [
        'query.available',
        'query.id',
        'query.requested_time_s',
        'query.order',
        'query.limit',
      ]);
      const { next_cursor } = (await list(at, '?limit=2')).body;
      expectInvalid(await list(at, `?order=name&cursor=${next_cursor}`), ['query.cursor']);
    });
  });
});
