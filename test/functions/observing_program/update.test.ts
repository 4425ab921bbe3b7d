import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Places } from '../access/places.ts';
import {
  expectAbsent,
  expectApplied,
  expectConditional,
  expectGuarded,
  expectTaken,
  LINKED,
  read,
  write,
} from '../catalogue.ts';
import { expectInvalid, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const path = (id: number) => `/observing_program/${id}`;
const put = (id: number | string, body: unknown) => ({
  method: 'PUT' as const,
  path: `/observing_program/${id}`,
  body,
});

describe('PUT /observing_program/{id}', () => {
  describe('200', () => {
    test.each(LINKED)('at %s what is named changes, and nothing else but the time of change', async (place) => {
      const before = await read(places, place, path(2));
      const row = { allocated_time_hours: before.allocated_time_hours + 1, lead: `Somebody at ${place}` };
      await expectApplied(places, place, put(2, row), { path, row });
      const { updated_at, ...after } = await read(places, place, path(2));
      expect(Date.parse(updated_at)).toBeGreaterThan(Date.parse(before.updated_at));
      expect(after).toEqual({ ...before, ...row, updated_at: undefined });
    });

    test.each(LINKED)('at %s what may be null can become so again', async (place) => {
      await expectApplied(places, place, put(2, { lead: null, instrument_id: null }), {
        path,
        row: { lead: null, instrument_id: null },
      });
    });
  });

  describe('412', () => {
    test.each(LINKED)('at %s under If-Match only what was read is changed', (place) =>
      expectConditional(places, place, path(1), put(1, { lead: 'one' }), put(1, { description: `at ${place}` })),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, put(1, { lead: 'nobody' })));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, put('{id}', { lead: 'nobody' })),
    );
  });

  describe('409', () => {
    test.each(LINKED)('at %s a name that is taken stays with whom it is, who is named', async (place) => {
      await expectTaken(places, place, put(1, { short_name: 'CMB' }), 2);
      await expectTaken(places, place, put(1, { name: 'CMB' }), 2);
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named, and a change of nothing is none', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(1, {})), ['body.']);
        expectInvalid(await write(places, place, put(1, { id: 2, created_at: null, name: null, instrument_id: 0 })), [
          ...['body.id', 'body.created_at', 'body.name', 'body.instrument_id'],
        ]);
      });
    });
  });
});
