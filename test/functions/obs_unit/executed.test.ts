import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, call } from '../../support/api.ts';
import { finish, start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, nextTime, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const executed = (at: (typeof AT)[number], id: string, query = '') =>
  call(sites[at], 'GET', `/obs_unit/${id}/executed${query}`, { role: 'viewer' });
const ids = ({ body }: Answered): string[] => body.items.map((row: { id: string }) => row.id);

describe('GET /obs_unit/{id}/executed', () => {
  describe('200', () => {
    test('the executions of this unit and of no other, latest first, on their way and when they have arrived', async () => {
      const first = await start(sites.main, 1, nextTime());
      await start(sites.main, 2, nextTime());
      await sites.replayed();
      const second = await start(sites.observatory, 1, nextTime());
      await start(sites.observatory, 2, nextTime());
      await finish(sites.observatory, first.id, 'aborted');
      const buffered = await executed('observatory', '1');
      expect(ids(buffered)).toEqual([second.id, first.id]);
      expect(buffered.body).toMatchObject({
        complete: true,
        next_cursor: null,
        pending: { [second.id]: 'buffered', [first.id]: 'buffered' },
      });
      expect(ids(await executed('observatory', '1', '?status=aborted'))).toEqual([first.id]);
      expect(ids(await executed('main', '1'))).toEqual([first.id]);
      await replicate(sites);
      for (const at of AT) expect((await executed(at, '1')).body.items).toEqual(buffered.body.items);
    });

    test.each(AT)('at %s filters narrow it further, never widen it, and pages neither skip nor repeat', async (at) => {
      const made = [];
      for (let n = 0; n < 5; n++) made.unshift((await start(sites[at], 3, nextTime())).id);
      expect(ids(await executed(at, '3', '?obs_unit_id=1'))).toEqual([]);
      let page = await executed(at, '3', '?limit=2');
      const seen = ids(page);
      while (page.body.next_cursor !== null) {
        page = await executed(at, '3', `?limit=2&cursor=${page.body.next_cursor}`);
        seen.push(...ids(page));
      }
      expect(seen.slice(0, 5)).toEqual(made);
      expect(new Set(seen).size).toBe(seen.length);
      expect(ids(await executed(at, '999999'))).toEqual([]);
      await replicate(sites);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id and no filter is refused', async (at) => {
      expectInvalid(await executed(at, 'x', '?colour=red'), ['path.id', 'query.colour']);
    });
  });
});
