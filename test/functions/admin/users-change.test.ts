import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import { sessionToken } from '../access/callers.ts';
import {
  bearer,
  elsewhere,
  expectGood,
  expectRefused,
  idOf,
  makeToken,
  NOWHERE,
  newUser,
  openPlaces,
  PLACES,
  type Place,
  type Places,
} from '../access/places.ts';
import { expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const change = (place: Place, id: number | string, body: unknown, options: CallOptions = {}) =>
  call(places.at[place], 'PATCH', `/admin/users/${id}`, { role: 'admin', body, ...options });
const find = async (place: Place, id: number) =>
  (await call(places.at[place], 'GET', `/admin/users?id=${id}`, { role: 'admin' })).body.items[0];

describe('PATCH /admin/users/{id}', () => {
  describe('200', () => {
    test.each(PLACES)('at %s only what is said changes, here at once and there when it has arrived', async (place) => {
      const { id } = await newUser(places, 'viewer');
      const before = await find(place, id);
      const patch = { name: 'Zoë O’Hara; --', email: 'z@example.org' };
      const answer = await change(place, id, patch);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        id,
        transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: place === 'main' ? 'applied' : 'buffered',
        ...proofAt(place === 'main' ? 'main' : 'observatory'),
      });
      const after = { ...before, ...patch, updated_at: expect.stringMatching(/Z$/) };
      expect(await find(place, id)).toEqual(after);
      await change(place, id, { email: null });
      await replicate(places);
      for (const at of PLACES) expect(await find(at, id)).toEqual({ ...after, email: null });
    });

    test.each(PLACES)(
      'at %s whoever is made inactive is refused at once with every token and session',
      async (place) => {
        const { id, username, token } = await newUser(places, 'observer');
        const { token: made } = await makeToken(places.at[place], {}, bearer(token));
        const session = await sessionToken(places.at[place], { user_id: id, username });
        const there = await elsewhere(places, place);
        const here = [places.at[place], places.beside[place]];
        const all = [token, made, session];
        for (const site of [...here, there]) for (const one of all) await expectGood(site, one);
        expect((await change(place, id, { is_active: false })).status).toBe(200);
        for (const site of here) for (const one of all) await expectRefused(site, one);
        if (place !== 'main') for (const one of all) await expectGood(there, one);
        await replicate(places);
        places.pass(5_000);
        for (const site of [...here, there]) for (const one of all) await expectRefused(site, one);
      },
    );

    test('at the observatory while neither main nor the replica answers, too', async () => {
      const [one, other] = [await newUser(places, 'observer'), await newUser(places, 'observer')];
      await expectGood(places.at['the observatory'], one.token);
      const nowhere = { LOCAL_DATABASE_URL: `postgres://ops_api@${NOWHERE}/ops` };
      const site = places.open('the observatory without main', nowhere);
      for (const { token } of [one, other]) await expectGood(site, token);
      const patch = { role: 'admin' as const, body: { is_active: false } };
      expect((await call(site, 'PATCH', `/admin/users/${one.id}`, patch)).status).toBe(200);
      for (const process of [site, places.beside['the observatory']]) {
        await expectRefused(process, one.token);
        await expectGood(process, other.token);
      }
    });

    test.each(PLACES)('at %s whoever is made active again is let in again, with the same tokens', async (place) => {
      const { id, token } = await newUser(places, 'viewer');
      for (const is_active of [false, true, false, true]) {
        await change(place, id, { is_active });
        await (is_active ? expectGood : expectRefused)(places.beside[place], token);
      }
      await replicate(places);
      for (const site of Object.values(places.at)) await expectGood(site, token);
    });

    test.each(PLACES)(
      'at %s an inactive user is not recorded for: the same call is refused that worked before',
      async (place) => {
        const { id, token } = await newUser(places, 'service');
        const start = (n: number) =>
          call(places.at[place], 'POST', '/executed_obs_units/start', {
            ...bearer(token),
            body: { obs_unit_id: 1, start_time: `2026-11-2${PLACES.indexOf(place)}T00:00:0${n}Z` },
          });
        expect((await start(1)).status).toBe(201);
        await change(place, id, { is_active: false });
        expectProblem(await nothingRecorded(places, () => start(2)), 'auth.required');
      },
    );
  });

  describe('403', () => {
    test.each(PLACES)('at %s nobody but an administrator changes users, not even oneself', async (place) => {
      const { id, token } = await newUser(places, 'observer');
      await nothingRecorded(places, async () => {
        expectProblem(await change(place, id, { name: 'x' }, bearer(token)), 'auth.forbidden');
        for (const role of ['viewer', 'service'] as const)
          expectProblem(await change(place, id, { is_active: false }, { role }), 'auth.forbidden');
      });
    });
  });

  describe('404', () => {
    test.each(PLACES)('at %s there is nobody to change', async (place) => {
      await places.replayed();
      const answer = await nothingRecorded(places, () => change(place, 999_999, { is_active: false }));
      expectProblem(answer, 'record.not_found');
      expect(answer.body.id).toBe(999_999);
    });
  });

  describe('409', () => {
    test.each(PLACES)('at %s an administrator does not lock himself out', async (place) => {
      const id = await idOf(places, 'admin');
      expectProblem(await nothingRecorded(places, () => change(place, id, { is_active: false })), 'record.conflict');
      expect((await change(place, id, { is_active: true })).status).toBe(200);
      expect(await find(place, id)).toMatchObject({ is_active: true });
    });
  });

  describe('422', () => {
    const WRONG: [unknown, string[]][] = [
      [{}, ['body.']],
      [{ is_active: null }, ['body.is_active']],
      [{ is_active: 'no' }, ['body.is_active']],
      [{ name: 'a\0b', email: '\udfff' }, ['body.email', 'body.name']],
      [
        { name: 'x', username: 'x', github_id: 1, is_service: true, roles: [], preferences: {} },
        ['body.github_id', 'body.is_service', 'body.preferences', 'body.roles', 'body.username'],
      ],
    ];

    test.each(PLACES)('at %s every wrong field is named', async (place) => {
      const id = await idOf(places, 'viewer');
      for (const [body, fields] of WRONG)
        expectInvalid(await nothingRecorded(places, () => change(place, id, body)), fields);
      for (const wrong of ['0', '1.5', 'admin', '2147483648'])
        expectInvalid(await change(place, wrong, { name: 'x' }), ['path.id']);
    });
  });
});
