import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openPlaces, type Places } from '../access/places.ts';
import { expectAbsent, expectGuarded, expectTaken, expectWithdrawn, LINKED } from '../catalogue.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const withdraw = (id: number | string) => ({ method: 'DELETE' as const, path: `/observing_program/${id}` });

describe('DELETE /observing_program/{id}', () => {
  describe('200', () => {
    // Programme 2 has units, which keep it.
    test.each([
      ['main', 2, 'CMB'],
      ['the observatory', 4, 'ENG'],
    ] as const)('at %s a programme is withdrawn, and its name stays taken', async (place, id, short_name) => {
      await expectWithdrawn(places, place, `/observing_program/${id}`);
      const body = { name: `Another ${short_name}`, short_name };
      await expectTaken(places, place, { method: 'POST', path: '/observing_program', body }, id);
    });
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, withdraw(1)));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be withdrawn', (place) =>
      expectAbsent(places, place, withdraw('{id}')),
    );
  });
});
