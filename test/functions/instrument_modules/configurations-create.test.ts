import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPlaces, type Place, type Places } from '../access/places.ts';
import { expectAbsent, expectGuarded, expectOnce, expectTaken, LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, nothingRecorded, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

let number = 0;
const TUNED = { type: 'chai_module_configuration', sky_frequency_ghz: 461.041, sideband: 'lower' } as const;
const configuration = (more: object = {}) => {
  number += 1;
  return { name: `set-up ${number}`, ...more };
};
const post = (body: unknown, id: number | string = 5) => ({
  method: 'POST' as const,
  path: `/instrument_modules/${id}/configurations`,
  body,
});

/** Makes one and answers it as the list of its module shows it, the same at both sites, and what its type says more. */
async function create(place: Place, body: { name: string }): Promise<[row: object, more: object[]]> {
  await replicate(places);
  const answer = await write(places, place, post(body));
  expect([answer.status, answer.body.status]).toEqual([201, 'applied']);
  const shown = () => read(places, place, `/instrument_modules/5/configurations?name=${body.name}`);
  const { items } = await shown();
  await replicate(places);
  for (const at of LINKED)
    expect((await read(places, at, `/instrument_modules/5/configurations?name=${body.name}`)).items).toEqual(items);
  expect(items).toHaveLength(1);
  expect(items[0].id).toBe(answer.body.id);
  const more = await places.sql('select * from chai_module_configuration where id = $1', [answer.body.id]);
  return [items[0], more];
}

describe('POST /instrument_modules/{id}/configurations', () => {
  describe('201', () => {
    test.each(LINKED)('at %s one of any module is made, which has no more to say', async (place) => {
      for (const body of [configuration(), configuration({ type: 'generic', parameters: { tones: 1_024 } })]) {
        const [row, more] = await create(place, body);
        expect(row).toMatchObject({ type: 'generic', parameters: {}, instrument_module_id: 5, ...body });
        expect(more).toEqual([]);
      }
    });

    test.each(LINKED)('at %s one of CHAI is made with its tuning in one transaction', async (place) => {
      const body = configuration({ ...TUNED, backend: '4 GHz' });
      const [row, more] = await create(place, body);
      expect(row).toMatchObject({ type: TUNED.type, name: body.name });
      expect(more).toEqual([
        { id: expect.any(Number), sky_frequency_ghz: 461.041, sideband: 'lower', backend: '4 GHz' },
      ]);
    });

    test.each(LINKED)('at %s a call sent twice with its key makes one', (place) =>
      expectOnce(places, place, post(configuration(TUNED))),
    );
  });

  test('who may not, and nobody without the link', () => expectGuarded(places, post(configuration(TUNED))));

  describe('404', () => {
    test.each(LINKED)('at %s a module nobody has made has none', (place) =>
      expectAbsent(places, place, post(configuration(), '{id}')),
    );
  });

  describe('409', () => {
    test.each(LINKED)('at %s its name is taken for the module, and who has it is named', async (place) => {
      await expectTaken(places, place, post({ name: 'CO(4-3)', ...TUNED }), 4);
      expect((await write(places, place, post({ name: 'CO(4-3)' }, place === 'main' ? 1 : 2))).status).toBe(201);
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s what its type needs and what it has not is named', async (place) => {
      await nothingRecorded(places, async () => {
        expectInvalid(await write(places, place, post({ name: 'x', type: 'chai_module_configuration', tones: 1 })), [
          ...['body.sky_frequency_ghz', 'body.sideband', 'body.tones'],
        ]);
        expectInvalid(
          await write(places, place, post({ ...TUNED, name: 'x', sky_frequency_ghz: 0, sideband: 'both' })),
          [...['body.sky_frequency_ghz', 'body.sideband']],
        );
        expectInvalid(
          await write(places, place, post({ name: 'x', sideband: 'lower', instrument_module_id: 1, id: 1 })),
          [...['body.sideband', 'body.instrument_module_id', 'body.id']],
        );
        expectInvalid(await write(places, place, post({ name: 'x', type: 'other' })), ['body.type']);
      });
    });
  });
});
