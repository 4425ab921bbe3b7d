import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openPlaces, type Places } from '../access/places.ts';
import { expectAbsent, expectApplied, expectConditional, expectGuarded, LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const path = (id: number) => `/obs_unit/${id}`;
const patch = (id: number | string, body: unknown) => ({
  method: 'PATCH' as const,
  path: `/obs_unit/${id}/availability`,
  body,
});

describe('PATCH /obs_unit/{id}/availability', () => {
  describe('200', () => {
    test.each(LINKED)('at %s a unit goes away and comes back, and nothing else of it changes', async (place) => {
      const { available: _a, updated_at: _u, ...rest } = await read(places, place, path(3));
      for (const available of [false, true])
        await expectApplied(places, place, patch(3, { available }), { path, row: { ...rest, available } });
    });
  });

  describe('412', () => {
    test.each(LINKED)('at %s under If-Match only what was read is changed', (place) =>
      expectConditional(places, place, path(3), patch(3, { available: true }), patch(3, { available: false })),
    );
  });

  test('who may not, and nobody without the link', () =>
    expectGuarded(places, patch(3, { available: false }), 'write:programs'));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, patch('{id}', { available: false })),
    );
  });

  describe('422', () => {
    test.each(LINKED)('at %s nothing but available can be said', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, patch(3, { available: 'no', name: 'x' })), [
          ...['body.available', 'body.name'],
        ]);
        expectInvalid(await write(places, place, patch(3, { available: null })), ['body.available']);
        expectInvalid(await write(places, place, patch(3, {})), ['body.']);
      });
    });
  });
});
