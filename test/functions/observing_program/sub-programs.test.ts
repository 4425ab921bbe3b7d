import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const parts = (at: (typeof AT)[number], id: string, query = '') =>
  call(sites[at], 'GET', `/observing_program/${id}/sub_programs${query}`, { role: 'viewer' });
const names = ({ body }: Answered): string[] => body.items.map((row: { short_name: string }) => row.short_name);

describe('GET /observing_program/{id}/sub_programs', () => {
  describe('200', () => {
    test('both sites list the parts of this programme and of no other', async () => {
      await sites.sql(
        "insert into sub_observing_program (observing_program_id, name, short_name) values (2, 'Deep', 'D'), (2, 'Wide', 'W')",
      );
      const main = await parts('main', '2');
      expect(names(main)).toEqual(['W', 'D']);
      expect(main.body).toMatchObject({ complete: true, next_cursor: null });
      expect((await parts('observatory', '2')).body).toEqual(main.body);
      expect(names(await parts('main', '1'))).not.toContain('W');
    });

    test.each(AT)('at %s filters narrow it further, and never widen it', async (at) => {
      expect(names(await parts(at, '1', '?short_name=GC&short_name=W'))).toEqual(['GC']);
      expect(names(await parts(at, '1', '?observing_program_id=2'))).toEqual([]);
      expect(names(await parts(at, '1', '?order=short_name&limit=2'))).toEqual(['GC', 'NEAR']);
      expect(names(await parts(at, '999'))).toEqual([]);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      expectInvalid(await parts(at, 'x', '?colour=red'), ['path.id', 'query.colour']);
    });
  });
});
