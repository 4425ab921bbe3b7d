import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { start } from '../../support/record.ts';
import { openPlaces, type Places } from '../access/places.ts';
import { expectAbsent, expectGuarded, expectTaken, expectWithdrawn, LINKED, read } from '../catalogue.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const withdraw = (id: number | string) => ({ method: 'DELETE' as const, path: `/obs_unit/${id}` });

describe('DELETE /obs_unit/{id}', () => {
  describe('200', () => {
    test.each([
      ['main', 7],
      ['the observatory', 8],
    ] as const)('at %s a unit is withdrawn, and its name stays taken', async (place, id) => {
      const { name, observing_program_id, source_id, obs_mode_id } = await read(places, place, `/obs_unit/${id}`);
      const { id: execution } = await start(places.main, id);
      await expectWithdrawn(places, place, `/obs_unit/${id}`);
      const body = { name, observing_program_id, source_id, obs_mode_id };
      await expectTaken(places, place, { method: 'POST', path: '/obs_unit', body }, id);
      // What has been observed stays observed.
      for (const at of LINKED)
        expect(await read(places, at, `/obs_unit/${id}/executed`)).toMatchObject({ items: [{ id: execution }] });
    });
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, withdraw(1)));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be withdrawn', (place) =>
      expectAbsent(places, place, withdraw('{id}')),
    );
  });
});
