import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Places } from '../access/places.ts';
import { expectAbsent, expectGuarded, expectTaken, expectWithdrawn, LINKED, read } from '../catalogue.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const withdraw = (id: number | string) => ({ method: 'DELETE' as const, path: `/sources/${id}` });

describe('DELETE /sources/{id}', () => {
  describe('200', () => {
    test.each([
      ['main', 1, 'Orion-KL'],
      ['the observatory', 4, 'Jupiter'],
    ] as const)('at %s a source is withdrawn, its name stays taken, and its units keep it', async (place, id, name) => {
      await expectWithdrawn(places, place, `/sources/${id}`);
      const body = { name, type: 'fixed_source', ra_deg: 1, dec_deg: 1 };
      await expectTaken(places, place, { method: 'POST', path: '/sources', body }, id);
      for (const at of LINKED) {
        const { items } = await read(places, at, `/obs_unit?source_id=${id}`);
        expect(items.length).toBeGreaterThan(0);
      }
    });
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, withdraw(2)));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be withdrawn', (place) =>
      expectAbsent(places, place, withdraw('{id}')),
    );
  });
});
