import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectApplied, expectGuarded, expectOnce, expectTaken, LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const source = (more: object) => {
  number += 1;
  return { name: `Source ${number}`, ...more };
};
const FIXED = { type: 'fixed_source', ra_deg: 10.5, dec_deg: -20.25 } as const;
const AREA = {
  type: 'constant_elevation_source',
  ra_min_deg: 350,
  ra_max_deg: 20,
  dec_min_deg: -10,
  dec_max_deg: 5,
  elevation_deg: 45,
} as const;
const post = (body: unknown) => ({ method: 'POST' as const, path: '/sources', body });
const path = (id: number) => `/sources/${id}`;
const create = (place: Place, body: object, row: object = body) =>
  expectApplied(places, place, post(body), { path, row: { ...row } });

describe('POST /sources', () => {
  describe('201', () => {
    test.each(LINKED)(
      'at %s a source of each type is made with what its type says, and shows at once',
      async (place) => {
        await create(place, source({ ...FIXED, frame: 'fk5', vlsr_km_s: -26.5, redshift: null, aliases: ['A', 'ß'] }));
        const plain = source({ type: 'fixed_source', ra_deg: 0, dec_deg: 90 });
        await create(place, plain, { ...plain, frame: 'icrs', aliases: [], vlsr_km_s: null });
        await create(place, source({ type: 'solar_system_object', body: `Body of ${place}`, naif_id: 399 }));
        await create(place, source(AREA));
        await create(place, source({ ...AREA, dec_min_deg: 5 }));
      },
    );

    test.each(LINKED)('at %s it has one record of its type, of the same id, and none of another', async (place) => {
      const id = await create(place, source(FIXED));
      const rows = await places.sql(
        `select (select count(*)::int from fixed_source where id = $1) as fixed,
          (select count(*)::int from solar_system_object where id = $1) as body,
          (select count(*)::int from constant_elevation_source where id = $1) as area`,
        [id],
      );
      expect(rows).toEqual([{ fixed: 1, body: 0, area: 0 }]);
      const { items } = await read(places, place, `/sources?id=${id}`);
      expect(items).toMatchObject([{ id, type: 'fixed_source' }]);
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one', (place) =>
      expectOnce(places, place, post(source(FIXED))),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, post(source(FIXED))));

  describe('409', () => {
    test.each(LINKED)('at %s its name is taken, whatever its type, and who has it is named', async (place) => {
      await expectTaken(places, place, post({ name: 'Orion-KL', ...FIXED }), 1);
      await expectTaken(places, place, post({ name: 'Jupiter', ...AREA }), 4);
    });

    test.each(LINKED)('at %s there is one source for a body, which is named', (place) =>
      expectTaken(places, place, post(source({ type: 'solar_system_object', body: 'Uranus' })), 5),
    );
  });

  describe('422', () => {
    test.each(LINKED)('at %s what a type needs is named', async (place) => {
      const needed = async (type: string, fields: string[]) =>
        expectInvalid(
          await write(places, place, post({ type })),
          ['name', ...fields].map((field) => `body.${field}`),
        );
      await nothingRecorded(places, async () => {
        await needed('fixed_source', ['ra_deg', 'dec_deg']);
        await needed('solar_system_object', ['body']);
        const area = ['ra_min_deg', 'ra_max_deg', 'dec_min_deg', 'dec_max_deg', 'elevation_deg'];
        await needed('constant_elevation_source', area);
        for (const type of ['galaxy', null, 7, undefined])
          expectInvalid(await write(places, place, post(source({ type, ra_deg: 1 }))), ['body.type']);
      });
    });

    test.each(LINKED)('at %s what a type has not, and what it cannot be, is named', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, post(source({ ...FIXED, body: 'Mars', id: 7 }))), [
          'body.body',
          'body.id',
        ]);
        expectInvalid(
          await write(places, place, post(source({ ...FIXED, ra_deg: 360, dec_deg: 90.1, aliases: [''] }))),
          [...['body.ra_deg', 'body.dec_deg', 'body.aliases.0']],
        );
        expectInvalid(await write(places, place, post(source({ ...AREA, elevation_deg: 19 }))), ['body.elevation_deg']);
        expectInvalid(await write(places, place, post(source({ ...AREA, dec_min_deg: 6 }))), ['body.dec_max_deg']);
        for (const body of [[], '"x"', 7, null]) expectInvalid(await write(places, place, post(body)), ['body.']);
      });
    });
  });
});
