import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectApplied, expectGuarded, expectOnce, expectTaken, LINKED, write } from '../catalogue.ts';
import { expectInvalid, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const mode = (more: object = {}) => {
  number += 1;
  return { name: `mode ${number}`, ...more };
};
const post = (body: unknown) => ({ method: 'POST' as const, path: '/obs_modes', body });
const path = (id: number) => `/obs_modes/${id}`;
const create = (place: Place, body: Record<string, unknown>, row = body) =>
  expectApplied(places, place, post(body), { path, row });

describe('POST /obs_modes', () => {
  describe('201', () => {
    test.each(LINKED)('at %s a mode is made on main and shows at once, whatever its pattern needs', async (place) => {
      const scan_parameters = { radius_deg: 0.25, legs: [{ speed: 1e-7, ünit: 'deg/s' }], note: null };
      await create(place, mode({ description: 'A spiral', scan_parameters }));
      const plain = mode();
      await create(place, plain, { ...plain, description: null, scan_parameters: {} });
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one', (place) =>
      expectOnce(places, place, post(mode())),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, post(mode())));

  describe('409', () => {
    test.each(LINKED)('at %s its name is taken, and who has it is named', async (place) => {
      await expectTaken(places, place, post({ name: 'daisy' }), 1);
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named', async (place) => {
      await nothingRecorded(places, async () => {
        for (const scan_parameters of [[], 'wide', 7, null])
          expectInvalid(await write(places, place, post({ name: '', id: 1, scan_parameters, speed: 1 })), [
            ...['body.id', 'body.scan_parameters', 'body.speed'],
          ]);
      });
      expect((await write(places, place, post({}))).body.field).toBe('name');
    });
  });
});
