import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectApplied, expectGuarded, expectOnce, expectTaken, LINKED, write } from '../catalogue.ts';
import { expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const part = (more: object = {}) => {
  number += 1;
  return { observing_program_id: 2, name: `Part ${number}`, short_name: `S${number}`, ...more };
};
const post = (body: unknown) => ({ method: 'POST' as const, path: '/sub_observing_program', body });
const path = (id: number) => `/sub_observing_program/${id}`;
const create = (place: Place, body: Record<string, unknown>) =>
  expectApplied(places, place, post(body), { path, row: body });

describe('POST /sub_observing_program', () => {
  describe('201', () => {
    test.each(LINKED)('at %s a part of a programme is made on main and shows at once', async (place) => {
      await create(place, part({ description: 'One half of the sky' }));
    });

    test.each(LINKED)('at %s another programme may have a part of the same name', async (place) => {
      const one = part();
      await create(place, one);
      await create(place, { ...one, observing_program_id: 3 });
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one', (place) =>
      expectOnce(places, place, post(part())),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, post(part())));

  describe('409', () => {
    test.each(LINKED)('at %s its short name is taken within the programme, and who has it is named', async (place) => {
      const one = part();
      await expectTaken(places, place, post({ ...one, name: 'Another' }), await create(place, one));
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named, and a programme there is not', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, post({ observing_program_id: 0, colour: 'red' })), [
          ...['body.observing_program_id', 'body.colour', 'body.name', 'body.short_name'],
        ]);
        const unknown = await write(places, place, post(part({ observing_program_id: 999_999 })));
        expectProblem(unknown, 'reference.unknown');
        expect(unknown.body.field).toBe('observing_program_id');
      });
    });
  });
});
