import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import { get, make, transferAt } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/data-transfers';

describe('GET /api/transfer/data-transfers/{id}/logs', () => {
  describe('200', () => {
    test.each(AT)('at %s the logs of one transfer are listed, newest first, and no others', async (at) => {
      const [one, other] = [await transferAt(sites[at]), await transferAt(sites[at])];
      const file = (id: string, log_path: string) =>
        make(sites[at], `${PATH}/${id}/logs`, { status: 'failed', log_path });
      const first = await file(one, '/1');
      const second = await file(one, '/2');
      await file(other, '/3');
      const ids = async (site: (typeof AT)[number], query = '') =>
        (await get(sites[site], `${PATH}/${one}/logs${query}`)).items.map(({ id }: { id: string }) => id);
      expect((await ids(at)).sort()).toEqual([first, second].sort());
      expect(await ids(at, '?limit=1')).toHaveLength(1);
      expect(await ids(at, '?status=completed')).toEqual([]);
      await replicate(sites);
      for (const site of AT) expect((await ids(site)).sort()).toEqual([first, second].sort());
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id and no filter is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}/x/logs?text=a`), ['path.id', 'query.text']);
    });
  });
});
