import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectApplied, expectGuarded, expectOnce, expectTaken, LINKED, write } from '../catalogue.ts';
import { expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const programme = (more: object = {}) => {
  number += 1;
  return { name: `Programme ${number}`, short_name: `P${number}`, ...more };
};
const post = (body: unknown) => ({ method: 'POST' as const, path: '/observing_program', body });
const path = (id: number) => `/observing_program/${id}`;
const create = (place: Place, body: unknown) =>
  expectApplied(places, place, post(body), { path, row: body as Record<string, unknown> });

describe('POST /observing_program', () => {
  describe('201', () => {
    test.each(LINKED)('at %s a programme is made on main and shows at once', async (place) => {
      const whole = { description: 'All of the sky', lead: 'A. Nobody', instrument_id: 1, allocated_time_hours: 12.5 };
      await create(place, programme(whole));
      await create(place, programme());
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one', async (place) => {
      await expectOnce(places, place, post(programme()));
    });
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, post(programme())));

  describe('409', () => {
    test.each(LINKED)('at %s each of its names is taken, and who has it is named', async (place) => {
      const one = programme();
      const id = await create(place, one);
      await expectTaken(places, place, post(programme({ short_name: one.short_name })), id);
      await expectTaken(places, place, post(programme({ name: one.name })), id);
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, post({})), ['body.name', 'body.short_name']);
        expectInvalid(
          await write(places, place, post(programme({ id: 7, deleted_at: null, allocated_time_hours: -1 }))),
          [...['body.id', 'body.deleted_at', 'body.allocated_time_hours']],
        );
        const unknown = await write(places, place, post(programme({ instrument_id: 999_999 })));
        expectProblem(unknown, 'reference.unknown');
        expectProblem(unknown, 'reference.unknown');
      });
    });
  });
});
