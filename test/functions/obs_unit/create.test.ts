import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectApplied, expectGuarded, expectOnce, expectTaken, LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const unit = (more: object = {}) => {
  number += 1;
  return { name: `Unit ${number}`, observing_program_id: 1, source_id: 1, obs_mode_id: 1, ...more };
};
const post = (body: unknown) => ({ method: 'POST' as const, path: '/obs_unit', body });
const path = (id: number) => `/obs_unit/${id}`;
const create = (place: Place, body: object, row: object = body) =>
  expectApplied(places, place, post(body), { path, row: { ...row } });
const used = async (place: Place, id: number): Promise<number[]> =>
  (await read(places, place, `${path(id)}?expand=obs_unit_module_configurations`)).obs_unit_module_configurations.map(
    (link: { instrument_module_configuration_id: number }) => link.instrument_module_configuration_id,
  );

describe('POST /obs_unit', () => {
  describe('201', () => {
    test.each(LINKED)('at %s a unit is made on main and shows at once', async (place) => {
      await create(
        place,
        unit({
          sub_observing_program_id: 1,
          observation_configuration_id: 1,
          available: false,
          phase: 'year 2',
          priority: -3,
          requested_time_s: 0.5,
          min_elevation_deg: 30,
          max_elevation_deg: 30,
          min_sun_distance_deg: 45,
          min_moon_distance_deg: 20,
          max_pwv_mm: 0.6,
        }),
      );
      const plain = unit();
      await create(place, plain, { ...plain, available: true, phase: null, sub_observing_program_id: null });
    });

    test.each(LINKED)('at %s it is made with the module configurations it uses, or not at all', async (place) => {
      const facts = unit();
      const body = { ...facts, instrument_module_configuration_ids: [6, 1, 4] };
      const id = await create(place, body, facts);
      for (const at of LINKED) expect((await used(at, id)).toSorted()).toEqual([1, 4, 6]);
      const none = unit();
      expect(
        await used(place, await create(place, { ...none, instrument_module_configuration_ids: [] }, none)),
      ).toEqual([]);
      await nothingRecorded(places, async () => {
        const unknown = { ...unit(), instrument_module_configuration_ids: [1, 999_999] };
        const answer = await write(places, place, post(unknown));
        expectProblem(answer, 'reference.unknown');
        expect(answer.body.field).toMatch(/^instrument_module_configuration_ids/);
      });
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one unit and its links once', async (place) => {
      const facts = unit();
      await expectOnce(places, place, post({ ...facts, instrument_module_configuration_ids: [2] }));
      const { items } = await read(places, place, `/obs_unit?name=${encodeURIComponent(facts.name)}`);
      expect(await used(place, items[0].id)).toEqual([2]);
    });

    test('for a source that main has just been told of at the observatory it is made there, too', async () => {
      const body = { name: 'Just told', type: 'fixed_source', ra_deg: 1, dec_deg: 2 };
      const source = await write(places, 'the observatory', { method: 'POST', path: '/sources', body });
      const facts = unit({ source_id: source.body.id });
      const made = await write(places, 'the observatory', post({ ...facts, instrument_module_configuration_ids: [3] }));
      expect(made.status).toBe(201);
      expect(await used('the observatory', made.body.id)).toEqual([3]);
      await replicate(places);
      for (const place of LINKED) {
        expect(await read(places, place, path(made.body.id))).toMatchObject(facts);
        expect(await used(place, made.body.id)).toEqual([3]);
      }
    });
  });

  test('who may not, and nobody without the link', () =>
    expectGuarded(places, post({ ...unit(), instrument_module_configuration_ids: [1] })));

  describe('409', () => {
    test.each(LINKED)('at %s its name is taken within the programme, and who has it is named', async (place) => {
      const name = 'Jupiter beam map';
      await expectTaken(places, place, post(unit({ name, observing_program_id: 3 })), 7);
      await create(place, unit({ name, observing_program_id: place === 'main' ? 1 : 2 }));
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named', async (place) => {
      const wrong = unit({
        id: 7,
        priority: 0.5,
        min_elevation_deg: -1,
        instrument_module_configuration_ids: [1, 'x', 1, 0],
      });
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, post(wrong)), [
          ...['body.id', 'body.priority', 'body.min_elevation_deg'],
          ...['body.instrument_module_configuration_ids.1', 'body.instrument_module_configuration_ids.3'],
        ]);
        expectInvalid(await write(places, place, post(unit({ instrument_module_configuration_ids: [1, 2, 1] }))), [
          'body.instrument_module_configuration_ids.2',
        ]);
        expectInvalid(await write(places, place, post({})), [
          ...['body.name', 'body.observing_program_id', 'body.source_id', 'body.obs_mode_id'],
        ]);
      });
    });

    test.each(LINKED)('at %s what does not exist is named', async (place) => {
      await nothingRecorded(places, async () => {
        for (const field of ['observing_program_id', 'source_id', 'obs_mode_id', 'observation_configuration_id']) {
          const answer = await write(places, place, post(unit({ [field]: 999_999 })));
          expectProblem(answer, 'reference.unknown');
          expect(answer.body.field).toBe(field);
        }
      });
    });

    test.each(LINKED)('at %s fields that contradict each other are refused', async (place) => {
      await nothingRecorded(places, async () => {
        const upside_down = unit({ min_elevation_deg: 60, max_elevation_deg: 59.9 });
        expectInvalid(await write(places, place, post(upside_down)), ['body.max_elevation_deg']);
        // A part of another programme.
        const elsewhere = unit({ observing_program_id: 2, sub_observing_program_id: 1 });
        expectInvalid(await write(places, place, post(elsewhere)), ['body.sub_observing_program_id']);
      });
    });
  });
});
