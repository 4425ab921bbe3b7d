import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import { archivingAt, change, get } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /api/transfer/long-term-archive-transfers', () => {
  describe('200', () => {
    test.each(AT)('archivings are listed, those of %s at once', async (at) => {
      const [one, other] = [await archivingAt(sites[at]), await archivingAt(sites[at])];
      await change(sites[at], `/api/transfer/long-term-archive-transfers/${other}`, { status: 'in_progress' });
      const listed = (query: string, site: (typeof AT)[number] = at) =>
        get(sites[site], `/api/transfer/long-term-archive-transfers?${query}`);
      const ids = async (query: string) => (await listed(query)).items.map(({ id }: { id: string }) => id);
      expect(await ids('order=-created_at&limit=2')).toEqual([one, other].sort().reverse());
      expect(await ids('status=in_progress')).toContain(other);
      expect(await ids('status=in_progress')).not.toContain(one);
      const { pending } = await listed('');
      expect(Object.keys(pending)).toEqual(at === 'main' ? [] : expect.arrayContaining([one, other]));
      await replicate(sites);
      expect(await listed('limit=500', 'observatory')).toEqual(await listed('limit=500', 'main'));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a filter it has not is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/api/transfer/long-term-archive-transfers?colour=x&limit=0'), [
        'query.colour',
        'query.limit',
      ]);
    });
  });
});
