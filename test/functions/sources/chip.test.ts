import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openPlaces, type Places } from '../access/places.ts';
import { LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, expectProblem, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

type At = (typeof LINKED)[number];
const chip = (at: At, id: number) => read(places, at, `/sources/${id}/chip`);
const change = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
  const answer = await write(places, 'the observatory', { method, path, body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body.id;
};

describe('GET /sources/{id}/chip', () => {
  describe('200', () => {
    test.each(LINKED)('at %s a source of each type says where it is, and how many units look at it', async (at) => {
      expect(await chip(at, 1)).toEqual({
        id: 1,
        name: 'Orion-KL',
        type: 'fixed_source',
        deleted_at: null,
        position: '05:35:14.16 -05:22:21.4 icrs',
        obs_units: 2,
      });
      expect(await chip(at, 4)).toMatchObject({ name: 'Jupiter', position: 'Jupiter', obs_units: 2 });
      const area = await read(places, at, '/sources/6');
      const { position } = await chip(at, 6);
      for (const edge of ['ra_min', 'ra_max', 'dec_min', 'dec_max', 'elevation'])
        expect(position).toContain(`${area[`${edge}_deg`]}°`);
    });

    test('what changes at the observatory shows in it at once, and everywhere when it has arrived', async () => {
      const facts = { name: 'A new one', type: 'fixed_source', ra_deg: 0, dec_deg: -0.5, frame: 'fk5' };
      const id = await change('POST', '/sources', facts);
      const shown = { id, name: 'A new one', position: '00:00:00.00 -00:30:00.0 fk5', obs_units: 0, deleted_at: null };
      expect(await chip('the observatory', id)).toMatchObject(shown);
      const unit = { observing_program_id: 1, source_id: id, obs_mode_id: 1 };
      const first = await change('POST', '/obs_unit', { ...unit, name: 'Chip 1' });
      await change('POST', '/obs_unit', { ...unit, name: 'Chip 2' });
      expect(await chip('the observatory', id)).toMatchObject({ ...shown, obs_units: 2 });
      // A unit that is withdrawn looks at nothing any more; one that moves looks at something else.
      await change('DELETE', `/obs_unit/${first}`);
      await change('PUT', '/obs_unit/9', { source_id: id });
      await change('PUT', `/sources/${id}`, { name: 'Renamed', ra_deg: 15 });
      const last = { ...shown, name: 'Renamed', position: '01:00:00.00 -00:30:00.0 fk5', obs_units: 2 };
      expect(await chip('the observatory', id)).toMatchObject(last);
      expect(await chip('the observatory', 4)).toMatchObject({ obs_units: 1 });
      await replicate(places);
      for (const at of LINKED) expect(await chip(at, id)).toMatchObject(last);
      await change('DELETE', `/sources/${id}`);
      await replicate(places);
      for (const at of LINKED) expect((await chip(at, id)).deleted_at).toMatch(/Z$/);
    });

    test.each(LINKED)('at %s a source of which nothing more was recorded is nowhere', async (at) => {
      const name = `Nowhere at ${at}`;
      const [row] = await places.sql("insert into source (name, type) values ($1, 'fixed_source') returning id", [
        name,
      ]);
      await replicate(places);
      expect(await chip(at, Number(row?.id))).toMatchObject({ name, position: null });
    });
  });

  describe('404', () => {
    test.each(LINKED)('at %s what nobody has declared is not found', async (at) => {
      expectProblem(await call(places.at[at], 'GET', '/sources/2147483647/chip'), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s what is no id is refused', async (at) => {
      for (const id of ['0', '-1', 'x', 'cone'])
        expectInvalid(await call(places.at[at], 'GET', `/sources/${id}/chip?fields=name`), ['path.id', 'query.fields']);
    });
  });
});
