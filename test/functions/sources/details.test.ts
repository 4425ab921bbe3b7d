import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { finish, start } from '../../support/record.ts';
import { openPlaces, type Places } from '../access/places.ts';
import { LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, expectProblem, nextTime, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

type At = (typeof LINKED)[number];
const details = (at: At, id: number | string) => read(places, at, `/sources/${id}/details`);
const ids = (rows: { id: unknown }[]) => rows.map(({ id }) => id);

describe('GET /sources/{id}/details', () => {
  describe('200', () => {
    test.each(LINKED)(
      'at %s it shows a source of each type whole, with its units as they show themselves',
      async (at) => {
        for (const id of [1, 4, 6]) {
          const { obs_units, executed_obs_units, ...own } = await details(at, id);
          expect(own).toEqual(await read(places, at, `/sources/${id}`));
          expect(executed_obs_units).toEqual([]);
          const { items } = await read(places, at, `/obs_unit?source_id=${id}&order=id`);
          expect(obs_units.toSorted((a: { id: number }, b: { id: number }) => a.id - b.id)).toEqual(items);
          expect(items.length).toBeGreaterThan(1);
        }
      },
    );

    test('the latest executions of all its units are there, on their way and when they have arrived', async () => {
      const made: string[] = [];
      // Units 1 and 2 look at Orion-KL, unit 3 does not.
      for (let n = 0; n < 12; n++) {
        for (const unit of [1, 3, 2]) {
          const at = n % 3 === 0 ? 'main' : 'the observatory';
          const { id } = await start(places.at[at], unit, nextTime());
          if (unit !== 3) made.unshift(String(id));
        }
        if (n === 4) await replicate(places);
      }
      await places.replayed();
      await finish(places.at['the observatory'], made[1] ?? '', 'aborted');
      const pending = await details('the observatory', 1);
      expect(ids(pending.executed_obs_units)).toEqual(made.slice(0, 20));
      expect(pending.executed_obs_units[1]).toEqual(
        await read(places, 'the observatory', `/executed_obs_units/by-id/${made[1]}`),
      );
      expect(pending.executed_obs_units[1]).toMatchObject({ status: 'aborted' });
      await replicate(places);
      for (const at of LINKED) expect(await details(at, 1)).toEqual(pending);
      for (const at of LINKED) expect((await details(at, 2)).executed_obs_units).toHaveLength(12);
    });

    test('what is made at the observatory shows there at once, a unit that was withdrawn with what was seen of it', async () => {
      const change = async (method: 'POST' | 'DELETE', path: string, body?: object) =>
        (await write(places, 'the observatory', { method, path, body })).body.id;
      const source_id = await change('POST', '/sources', {
        name: 'A new body',
        type: 'solar_system_object',
        body: 'Io',
      });
      const unit = { observing_program_id: 1, source_id, obs_mode_id: 1, name: 'Look at Io' };
      const unit_id = await change('POST', '/obs_unit', unit);
      const execution = await start(places.at['the observatory'], unit_id, nextTime());
      const whole = {
        id: source_id,
        name: 'A new body',
        body: 'Io',
        naif_id: null,
        obs_units: [{ id: unit_id, ...unit, deleted_at: null }],
        executed_obs_units: [{ id: execution.id, obs_unit_id: unit_id, status: 'running' }],
      };
      expect(await details('the observatory', source_id)).toMatchObject(whole);
      await replicate(places);
      for (const at of LINKED) expect(await details(at, source_id)).toMatchObject(whole);
      await change('DELETE', `/obs_unit/${unit_id}`);
      const withdrawn = { ...whole, obs_units: [{ id: unit_id, deleted_at: expect.stringMatching(/Z$/) }] };
      expect(await details('the observatory', source_id)).toMatchObject(withdrawn);
      await replicate(places);
    });
  });

  describe('403', () => {
    test.each(LINKED)('at %s who may not read observations is not shown them for a source', async (at) => {
      const made = await call(places.main, 'POST', '/api/tokens', {
        role: 'observer',
        body: { name: `narrow at ${at}`, scopes: ['read:programs'] },
      });
      await replicate(places);
      const authorization = `Bearer ${made.body.token}`;
      const answer = await call(places.at[at], 'GET', '/sources/1/details', { authorization });
      expectProblem(answer, 'auth.forbidden');
      expect(answer.body.permission).toBe('read:observations');
      expect((await call(places.at[at], 'GET', '/sources/1/chip', { authorization })).status).toBe(200);
    });
  });

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has declared is not found', async (at) => {
      expectProblem(await call(places.at[at], 'GET', '/sources/2147483647/details'), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s what is no id is refused', async (at) => {
      for (const id of ['0', '-1', 'x', 'cone'])
        expectInvalid(await call(places.at[at], 'GET', `/sources/${id}/details?fields=name`), [
          'path.id',
          'query.fields',
        ]);
    });
  });
});
