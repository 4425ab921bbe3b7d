import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openPlaces, type Places } from '../access/places.ts';
import {
  expectAbsent,
  expectApplied,
  expectConditional,
  expectGuarded,
  expectTaken,
  LINKED,
  write,
} from '../catalogue.ts';
import { expectInvalid, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const path = (id: number) => `/obs_modes/${id}`;
const put = (id: number | string, body: unknown) => ({ method: 'PUT' as const, path: `/obs_modes/${id}`, body });

describe('PUT /obs_modes/{id}', () => {
  describe('200', () => {
    test.each(LINKED)('at %s what is named changes as a whole, and nothing else', async (place) => {
      await expectApplied(places, place, put(1, { scan_parameters: { told_at: place } }), {
        path,
        row: { name: 'daisy', description: 'Petals around one position', scan_parameters: { told_at: place } },
      });
    });
  });

  describe('412', () => {
    test.each(LINKED)('at %s under If-Match only what was read is changed', (place) =>
      expectConditional(
        places,
        place,
        path(2),
        put(2, { description: `Boxes at ${place}` }),
        put(2, { scan_parameters: { width_deg: place.length } }),
      ),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, put(1, { name: 'nobody' })));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, put('{id}', { name: 'nobody' })),
    );
  });

  describe('409', () => {
    test.each(LINKED)('at %s a name that is taken stays with whom it is, who is named', (place) =>
      expectTaken(places, place, put(3, { name: 'pong' }), 2),
    );
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named, and a change of nothing is none', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(1, {})), ['body.']);
        expectInvalid(await write(places, place, put(1, { name: null, id: 2, scan_parameters: 'wide' })), [
          ...['body.name', 'body.id', 'body.scan_parameters'],
        ]);
      });
    });
  });
});
