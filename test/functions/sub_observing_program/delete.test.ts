import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openPlaces, type Places } from '../access/places.ts';
import { expectAbsent, expectGuarded, expectTaken, expectWithdrawn, LINKED } from '../catalogue.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const withdraw = (id: number | string) => ({ method: 'DELETE' as const, path: `/sub_observing_program/${id}` });

describe('DELETE /sub_observing_program/{id}', () => {
  describe('200', () => {
    // Part 1 has units, which keep it.
    test.each([
      ['main', 1, 'SFR'],
      ['the observatory', 4, 'GC'],
    ] as const)('at %s a part is withdrawn, and its name stays taken', async (place, id, short_name) => {
      await expectWithdrawn(places, place, `/sub_observing_program/${id}`);
      const body = { observing_program_id: 1, name: 'Another', short_name };
      await expectTaken(places, place, { method: 'POST', path: '/sub_observing_program', body }, id);
    });
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, withdraw(2)));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be withdrawn', (place) =>
      expectAbsent(places, place, withdraw('{id}')),
    );
  });
});
