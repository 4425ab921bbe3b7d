import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
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

const path = (id: number) => `/observation_configurations/${id}`;
const put = (id: number | string, body: unknown) => ({
  method: 'PUT' as const,
  path: `/observation_configurations/${id}`,
  body,
});
const change = (place: Place, id: number, body: object, row: object = body) =>
  expectApplied(places, place, put(id, body), { path, row: { ...row } });

describe('PUT /observation_configurations/{id}', () => {
  describe('200', () => {
    test.each(LINKED)('at %s its own fields and those of its type change, and nothing else', async (place) => {
      const before = await read(places, place, path(1));
      const row = { name: `Orion at ${place}`, off_ra_deg: null, parameters: { told_at: place } };
      await change(place, 1, row);
      expect(await read(places, place, path(1))).toEqual({
        ...before,
        ...row,
        updated_at: before.updated_at && expect.anything(),
      });
      await change(place, 5, { name: `Deep field at ${place}`, parameters: {} });
    });

    test.each(LINKED)(
      'at %s its tiles are replaced, and those that stay as they are keep their number',
      async (place) => {
        const { chai_tilings: before, chai_inpar_parameters } = await read(places, place, path(2));
        const tile = ({ offset_x_arcsec, offset_y_arcsec, angle_deg }: Record<string, number>) => ({
          offset_x_arcsec,
          offset_y_arcsec,
          angle_deg,
        });
        // The first stays, the second moves, the others go.
        await change(
          place,
          2,
          { chai_tilings: [tile(before[0]), { offset_x_arcsec: 7, offset_y_arcsec: 8 }] },
          {
            chai_tilings: [before[0], { ...before[1], offset_x_arcsec: 7, offset_y_arcsec: 8, angle_deg: 0 }],
            chai_inpar_parameters,
          },
        );
        // And all come back, behind those.
        await change(place, 2, { chai_tilings: before.map(tile) }, { chai_tilings: before.map(tile) });
        const { chai_tilings: after } = await read(places, place, path(2));
        expect(after).toHaveLength(before.length);
        expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
        await change(place, 2, { chai_tilings: [] });
        await change(place, 2, { chai_tilings: before.map(tile) }, {});
      },
    );

    test.each(LINKED)('at %s its parameters are replaced, told apart by their names', async (place) => {
      const { chai_inpar_parameters: before, chai_tilings } = await read(places, place, path(3));
      const [first, second] = before;
      const given = [
        { name: 'zeta', value: place },
        { name: second.name, value: `at ${place}`, unit: second.unit },
        { name: first.name, value: first.value, unit: first.unit },
      ];
      await change(
        place,
        3,
        { line: 'CO(5-4)', chai_inpar_parameters: given },
        {
          line: 'CO(5-4)',
          chai_tilings,
          chai_inpar_parameters: [
            first,
            { ...second, value: `at ${place}` },
            { name: 'zeta', value: place, unit: null },
          ],
        },
      );
    });
  });

  test.each(LINKED)('at %s what is given as it was is not touched', async (place) => {
    const { chai_inpar_parameters: before } = await read(places, place, path(1));
    const same = before.map(({ name, value, unit }: Record<string, string | null>) => ({ name, value, unit }));
    await change(place, 1, { chai_inpar_parameters: same });
    const [last] = await places.sql('select changes from ledger order by applied_at desc limit 1');
    expect(last?.changes).toEqual([{ entity: 'observation_configuration', operation: 'update', ids: [1] }]);
    await change(place, 1, { chai_inpar_parameters: [{ ...same[0], value: place }, ...same.slice(1)] });
    const [now] = await places.sql('select changes from ledger order by applied_at desc limit 1');
    expect(now?.changes).toMatchObject([
      {},
      { entity: 'chai_inpar_parameter', operation: 'update', ids: [before[0].id] },
    ]);
  });

  describe('412', () => {
    test.each(LINKED)('at %s under If-Match only what was read is changed, its lists included', async (place) => {
      const tiles = (x: number) => put(4, { chai_tilings: [{ offset_x_arcsec: x, offset_y_arcsec: 0 }] });
      await expectConditional(places, place, path(4), put(4, { line: 'CO' }), tiles(place.length));
      await expectConditional(places, place, path(4), tiles(1), put(4, { rest_frequency_ghz: place.length }));
    });
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, put(1, { chai_tilings: [] })));

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, put('{id}', { name: 'nobody' })),
    );
  });

  describe('409', () => {
    test.each(LINKED)('at %s a name that is taken stays with whom it is, who is named', (place) =>
      expectTaken(places, place, put(1, { name: 'Orion-KL [CI]', chai_tilings: [] }), 2),
    );
  });

  describe('422', () => {
    test.each(LINKED)('at %s the type stays, and what it has not is named', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(1, {})), ['body.']);
        expectInvalid(await write(places, place, put(1, { type: 'generic', line: '', chai_tilings: [{}] })), [
          ...['body.type', 'body.chai_tilings.0.offset_x_arcsec', 'body.chai_tilings.0.offset_y_arcsec'],
        ]);
        expectInvalid(await write(places, place, put(5, { line: 'CO', chai_tilings: [] })), ['body.line']);
        expectInvalid(await write(places, place, put(5, { chai_tilings: [], chai_inpar_parameters: [] })), [
          ...['body.chai_tilings', 'body.chai_inpar_parameters'],
        ]);
      });
    });
  });
});
