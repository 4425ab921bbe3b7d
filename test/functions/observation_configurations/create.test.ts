import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectApplied, expectGuarded, expectOnce, expectTaken, LINKED, write } from '../catalogue.ts';
import { expectInvalid, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const configuration = (more: object = {}) => {
  number += 1;
  return { name: `Configuration ${number}`, ...more };
};
const CHAI = { type: 'chai_observation_configuration', line: 'CO(4-3)', rest_frequency_ghz: 461.0407682 } as const;
const TILES = [
  { offset_x_arcsec: 120, offset_y_arcsec: -60, angle_deg: 30 },
  { offset_x_arcsec: -120, offset_y_arcsec: 0 },
  { offset_x_arcsec: 0.5, offset_y_arcsec: 60 },
];
const PARAMETERS = [
  { name: 'dump_time', value: '0.1', unit: 's' },
  { name: 'baseline', value: 'linear' },
];
const post = (body: unknown) => ({ method: 'POST' as const, path: '/observation_configurations', body });
const path = (id: number) => `/observation_configurations/${id}`;
const create = (place: Place, body: object, row: object = body) =>
  expectApplied(places, place, post(body), { path, row: { ...row } });

describe('POST /observation_configurations', () => {
  describe('201', () => {
    test.each(LINKED)('at %s one of CHAI is made with its tiles in their order and its parameters', async (place) => {
      const facts = configuration({ ...CHAI, off_ra_deg: 83.25, off_dec_deg: -5.37, parameters: { note: place } });
      await create(
        place,
        { ...facts, chai_tilings: TILES, chai_inpar_parameters: PARAMETERS },
        {
          ...facts,
          chai_tilings: TILES.map((tile, position) => ({ angle_deg: 0, ...tile, position })),
          chai_inpar_parameters: [{ ...PARAMETERS[1], unit: null }, PARAMETERS[0]],
        },
      );
    });

    test.each(LINKED)('at %s one needs neither tiles nor parameters nor a type', async (place) => {
      const none = { chai_tilings: [], chai_inpar_parameters: [], parameters: {} };
      const bare = configuration(CHAI);
      await create(place, bare, { ...bare, ...none, off_ra_deg: null });
      const plain = configuration();
      await create(place, plain, { ...plain, ...none, type: 'generic' });
      await create(place, configuration({ type: 'generic', parameters: { side: 'rising' } }));
    });

    test.each(LINKED)('at %s it may have as many tiles as it can show', async (place) => {
      const chai_tilings = Array.from({ length: 500 }, (_, n) => ({ offset_x_arcsec: n, offset_y_arcsec: -1 - n }));
      await create(place, configuration({ ...CHAI, chai_tilings }));
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one', (place) =>
      expectOnce(places, place, post(configuration({ ...CHAI, chai_tilings: TILES }))),
    );
  });

  test('who may not, and nobody without the link', () =>
    expectGuarded(places, post(configuration({ ...CHAI, chai_tilings: TILES }))));

  describe('409', () => {
    test.each(LINKED)('at %s its name is taken, and who has it is named', (place) =>
      expectTaken(places, place, post({ ...CHAI, name: 'Deep field, rising', chai_tilings: TILES }), 5),
    );
  });

  describe('422', () => {
    test.each(LINKED)('at %s what its type needs and what it has not is named', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, post({ type: CHAI.type, off_ra_deg: 360 })), [
          ...['body.name', 'body.line', 'body.rest_frequency_ghz', 'body.off_ra_deg'],
        ]);
        expectInvalid(await write(places, place, post(configuration({ line: 'CO', chai_tilings: [] }))), [
          ...['body.line', 'body.chai_tilings'],
        ]);
        expectInvalid(await write(places, place, post(configuration({ type: 'other' }))), ['body.type']);
      });
    });

    test.each(LINKED)('at %s what is wrong in a list is named by its place', async (place) => {
      const chai_tilings = [TILES[0], { offset_x_arcsec: 'x', position: 0 }];
      const chai_inpar_parameters = [{ name: 'a', value: '1' }, { name: 'b' }];
      await nothingRecorded(places, async () => {
        expectInvalid(
          await write(places, place, post(configuration({ ...CHAI, chai_tilings, chai_inpar_parameters }))),
          [
            ...['body.chai_tilings.1.offset_x_arcsec', 'body.chai_tilings.1.offset_y_arcsec'],
            ...['body.chai_tilings.1.position', 'body.chai_inpar_parameters.1.value'],
          ],
        );
        const twice = [...PARAMETERS, { name: 'dump_time', value: '0.2' }];
        expectInvalid(await write(places, place, post(configuration({ ...CHAI, chai_inpar_parameters: twice }))), [
          'body.chai_inpar_parameters.2.name',
        ]);
        const many = Array.from({ length: 501 }, () => TILES[0]);
        expectInvalid(await write(places, place, post(configuration({ ...CHAI, chai_tilings: many }))), [
          'body.chai_tilings',
        ]);
      });
    });
  });
});
