import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
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
import { expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const path = (id: number) => `/sub_observing_program/${id}`;
const put = (id: number | string, body: unknown) => ({
  method: 'PUT' as const,
  path: `/sub_observing_program/${id}`,
  body,
});

describe('PUT /sub_observing_program/{id}', () => {
  describe('200', () => {
    test.each(LINKED)('at %s what is named changes, and nothing else', async (place) => {
      await expectApplied(places, place, put(1, { description: `Told at ${place}` }), {
        path,
        row: { description: `Told at ${place}`, name: 'Star-forming regions', short_name: 'SFR' },
      });
    });
  });

  describe('412', () => {
    test.each(LINKED)('at %s under If-Match only what was read is changed', (place) =>
      expectConditional(places, place, path(2), put(2, { name: 'Old stars' }), put(2, { description: `at ${place}` })),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, put(1, { name: 'nobody' })));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, put('{id}', { name: 'nobody' })),
    );
  });

  describe('409', () => {
    test.each(LINKED)('at %s a short name that is taken stays with whom it is, who is named', (place) =>
      expectTaken(places, place, put(3, { short_name: 'GC' }), 4),
    );
  });

  describe('422', () => {
    test.each(LINKED)(
      'at %s every wrong field is named, a change of nothing is none, nor is a move to nowhere',
      async (place) => {
        await nothingRecorded(places, async () => {
          expectInvalid(await write(places, place, put(1, {})), ['body.']);
          expectInvalid(await write(places, place, put(1, { name: 7, deleted_at: null })), [
            'body.name',
            'body.deleted_at',
          ]);
          expectProblem(await write(places, place, put(1, { observing_program_id: 999_999 })), 'reference.unknown');
        });
        expect((await write(places, place, put(1, { name: 'x'.repeat(10_001) }))).body.field).toBe('name');
      },
    );
  });
});
