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
import { expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const path = (id: number) => `/obs_unit/${id}`;
const put = (id: number | string, body: object) => ({ method: 'PUT' as const, path: `/obs_unit/${id}`, body });
const change = (place: Place, id: number, body: object, row: object = body) =>
  expectApplied(places, place, put(id, body), { path, row: { ...row } });
/** Which links a unit has: the id of each and what it names. */
const links = async (place: Place, id: number): Promise<Record<number, number>> => {
  const { obs_unit_module_configurations: all } = await read(
    places,
    place,
    `${path(id)}?expand=obs_unit_module_configurations`,
  );
  return Object.fromEntries(
    all.map((link: { id: number; instrument_module_configuration_id: number }) => [
      link.instrument_module_configuration_id,
      link.id,
    ]),
  );
};

describe('PUT /obs_unit/{id}', () => {
  describe('200', () => {
    test.each(LINKED)('at %s what is named changes, and nothing else but the time of change', async (place) => {
      const before = await read(places, place, path(1));
      const row = { priority: before.priority + 1, phase: null, max_pwv_mm: 0.7 };
      await change(place, 1, row);
      const { updated_at, ...after } = await read(places, place, path(1));
      expect(updated_at).not.toBe(before.updated_at);
      expect(after).toEqual({ ...before, ...row, updated_at: undefined });
      await change(place, 1, { phase: 'year 1' });
    });

    test.each(LINKED)(
      'at %s the configurations it uses are replaced, and those that stay are not touched',
      async (place) => {
        const before = await links(place, 5);
        expect(Object.keys(before)).toEqual(['1', '2', '3']);
        await change(place, 5, { instrument_module_configuration_ids: [3, 7, 1] }, { name: 'Deep field 56 rising' });
        for (const at of LINKED)
          expect(await links(at, 5)).toEqual({ 1: before[1], 3: before[3], 7: expect.any(Number) });
        await change(place, 5, { priority: 1, instrument_module_configuration_ids: [] }, { priority: 1 });
        for (const at of LINKED) expect(await links(at, 5)).toEqual({});
        await change(place, 5, { instrument_module_configuration_ids: [1, 2, 3] }, { priority: 1 });
      },
    );

    test.each(LINKED)('at %s what the body does not say of them leaves them alone', async (place) => {
      const before = await links(place, 6);
      await change(place, 6, { requested_time_s: 10 });
      expect(await links(place, 6)).toEqual(before);
    });

    test.each(LINKED)('at %s it moves with its part to another programme', async (place) => {
      await change(place, 9, { observing_program_id: 1, sub_observing_program_id: 2 });
      await change(place, 9, { observing_program_id: 4, sub_observing_program_id: null });
    });
  });

  describe('412', () => {
    test.each(LINKED)('at %s under If-Match only what was read is changed', async (place) => {
      await expectConditional(places, place, path(2), put(2, { priority: 3 }), put(2, { phase: `at ${place}` }));
      // Which configurations it uses is part of it.
      const swapped = { instrument_module_configuration_ids: place === 'main' ? [1] : [2] };
      await expectConditional(places, place, path(2), put(2, { priority: 4 }), put(2, swapped));
    });
  });

  test('who may not, and nobody without the link', async () => {
    await expectGuarded(places, put(1, { name: 'nobody' }));
    await expectGuarded(places, put(1, { instrument_module_configuration_ids: [1, 2] }));
  });

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has made cannot be changed', (place) =>
      expectAbsent(places, place, put('{id}', { name: 'nobody' })),
    );
  });

  describe('409', () => {
    test.each(LINKED)(
      'at %s a name that is taken within the programme stays with whom it is, who is named',
      async (place) => {
        await expectTaken(places, place, put(2, { name: 'NGC 253 CO(4-3)' }), 4);
      },
    );

    test('who replaces the configurations of what was changed elsewhere meanwhile is told', async () => {
      await replicate(places);
      const { updated_at } = await read(places, 'the observatory', path(3));
      // The observatory does not see it yet: its replica is behind, or the two came at the same time.
      await places.sqlOnMain("update obs_unit set updated_at = updated_at + interval '1 hour' where id = 3");
      const answers = await Promise.all(
        [1, 2].map((one) => write(places, 'the observatory', put(3, { instrument_module_configuration_ids: [one] }))),
      );
      const applied = answers.filter(({ status }) => status === 200);
      await replicate(places);
      const after = await read(places, 'the observatory', path(3));
      expect(isBefore(updated_at, after.updated_at)).toBe(true);
      expect(Object.keys(await links('main', 3)).length).toBe(applied.length === 0 ? 2 : 1);
      for (const answer of answers.filter(({ status }) => status !== 200)) expectProblem(answer, 'record.conflict');
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s every wrong field is named, and a change of nothing is none', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(1, {})), ['body.']);
        expectInvalid(
          await write(places, place, put(1, { id: 2, name: null, instrument_module_configuration_ids: [1, 1] })),
          ['body.id', 'body.name', 'body.instrument_module_configuration_ids.1'],
        );
        const unknown = await write(places, place, put(1, { instrument_module_configuration_ids: [999_999] }));
        expectProblem(unknown, 'reference.unknown');
        expect(unknown.body.field).toMatch(/^instrument_module_configuration_ids/);
      });
    });

    test.each(LINKED)('at %s what would contradict what it has is refused', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, put(1, { max_elevation_deg: 29 })), ['body.max_elevation_deg']);
        expectInvalid(await write(places, place, put(1, { observing_program_id: 2 })), [
          'body.sub_observing_program_id',
        ]);
        expectInvalid(await write(places, place, put(5, { sub_observing_program_id: 1 })), [
          'body.sub_observing_program_id',
        ]);
      });
    });
  });
});
