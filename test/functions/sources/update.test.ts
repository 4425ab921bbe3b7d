import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isBefore } from '../../../lib/kernel/clock.ts';
import { openPlaces, type Place, type Places } from '../access/places.ts';
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

const path = (id: number) => `/sources/${id}`;
const put = (id: number | string, body: unknown) => ({ method: 'PUT' as const, path: `/sources/${id}`, body });
const change = (place: Place, id: number, body: object) =>
  expectApplied(places, place, put(id, body), { path, row: { ...body } });

describe('PUT /sources/{id}', () => {
  describe('200', () => {
    test.each(LINKED)('at %s fields of the source and of its type change together, and nothing else', async (place) => {
      const before = await read(places, place, path(2));
      const row = { name: `IRC10216 at ${place}`, dec_deg: 13.5, aliases: ['CW Leo', place] };
      await change(place, 2, row);
      const { updated_at, ...after } = await read(places, place, path(2));
      expect(isBefore(before.updated_at, updated_at)).toBe(true);
      expect(after).toEqual({ ...before, ...row, updated_at: undefined });
    });

    test.each(LINKED)('at %s a change of what its type says alone is a change of the source, too', async (place) => {
      for (const [id, row] of [
        [1, { vlsr_km_s: place.length }],
        [4, { naif_id: 500 + place.length }],
        [6, { elevation_deg: 40 + place.length }],
      ] as const) {
        const { updated_at } = await read(places, place, path(id));
        await change(place, id, row);
        expect(isBefore(updated_at, (await read(places, place, path(id))).updated_at)).toBe(true);
      }
    });

    test.each(LINKED)('at %s a change of the name alone is one', async (place) => {
      await change(place, 5, { name: `Uranus, ${place}` });
    });
  });

  test('a source of which nothing more was recorded can be renamed', async () => {
    await places.sql("insert into source (id, name, type) values (900, 'bare', 'fixed_source')");
    await expectApplied(places, 'main', put(900, { name: 'barer' }), { path, row: { name: 'barer' } });
  });

  describe('412', () => {
    test.each(LINKED)(
      'at %s under If-Match only what was read is changed, what its type says included',
      async (place) => {
        await expectConditional(places, place, path(3), put(3, { redshift: 0.1 }), put(3, { ra_deg: place.length }));
        await expectConditional(places, place, path(3), put(3, { name: 'N253' }), put(3, { aliases: [place] }));
      },
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, put(1, { ra_deg: 1 })));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, put('{id}', { name: 'nobody' })),
    );
  });

  describe('409', () => {
    test.each(LINKED)('at %s what is taken stays with whom it is, who is named', async (place) => {
      await expectTaken(places, place, put(1, { name: 'Deep field 56' }), 6);
      await expectTaken(places, place, put(5, { body: 'Jupiter' }), 4);
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s the type stays, and what it has not is named', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(1, {})), ['body.']);
        expectInvalid(await write(places, place, put(1, { type: 'solar_system_object', id: 2, ra_deg: 1 })), [
          'body.type',
          'body.id',
        ]);
        expectInvalid(await write(places, place, put(1, { body: 'Mars', ra_deg: 1, elevation_deg: 30 })), [
          ...['body.body', 'body.elevation_deg'],
        ]);
        expectInvalid(await write(places, place, put(4, { dec_deg: 1 })), ['body.dec_deg']);
        expectInvalid(await write(places, place, put(1, { ra_deg: -0.1, dec_deg: null })), [
          'body.ra_deg',
          'body.dec_deg',
        ]);
      });
    });

    test.each(LINKED)('at %s edges the wrong way round with what it has are refused', async (place) => {
      const { dec_min_deg, dec_max_deg } = await read(places, place, path(6));
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(6, { dec_max_deg: dec_min_deg - 1 })), ['body.dec_max_deg']);
        expectInvalid(await write(places, place, put(6, { dec_min_deg: dec_max_deg + 1 })), ['body.dec_max_deg']);
      });
    });
  });
});
