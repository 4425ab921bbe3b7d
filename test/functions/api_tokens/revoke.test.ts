import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CallOptions, call } from '../../support/api.ts';
import {
  bearer,
  elsewhere,
  expectGood,
  expectRefused,
  makeToken,
  NOWHERE,
  newUser,
  openPlaces,
  PLACES,
  type Place,
  type Places,
  show,
} from '../access/places.ts';
import { expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const revoke = (place: Place, id: string, options: CallOptions = { role: 'observer' }) =>
  call(places.at[place], 'DELETE', `/api/tokens/${id}`, options);

describe('DELETE /api/tokens/{id}', () => {
  describe('200', () => {
    test.each(PLACES)('at %s the receipt says how far it has come, and the record stays', async (place) => {
      const made = await makeToken(places.at[place]);
      const { status, body } = await revoke(place, made.id);
      expect(status).toBe(200);
      expect(body).toEqual({
        id: made.id,
        transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: place === 'main' ? 'applied' : 'buffered',
        ...proofAt(place === 'main' ? 'main' : 'observatory'),
      });
      const read = await call(places.at[place], 'GET', `/api/tokens/${made.id}`, { role: 'observer' });
      expect(read.body).toMatchObject({ name: made.name, is_active: false });
    });

    test.each(PLACES)(
      'at %s it is refused at once in every process, at the other site once that knows',
      async (place) => {
        const { id, token } = await makeToken(places.at[place]);
        const there = await elsewhere(places, place);
        const here = [places.at[place], places.beside[place]];
        for (const site of [...here, there]) await expectGood(site, token);
        await revoke(place, id);
        for (const site of here) await expectRefused(site, token);
        if (place !== 'main') await expectGood(there, token);
        await replicate(places);
        places.pass(5_000);
        for (const site of [...here, there]) await expectRefused(site, token);
      },
    );

    test.each(PLACES)('at %s those that were made with it end with it, and no others', async (place) => {
      const { token: maker, token_id } = await newUser(places, 'observer');
      const { token: child } = await makeToken(places.at[place], {}, bearer(maker));
      const { token: other } = await newUser(places, 'observer');
      const here = [places.at[place], places.beside[place]];
      for (const site of here) for (const token of [maker, child, other]) await expectGood(site, token);
      await revoke(place, token_id, bearer(maker));
      for (const site of here) {
        for (const token of [maker, child]) await expectRefused(site, token);
        await expectGood(site, other);
      }
      const there = await elsewhere(places, place);
      places.pass(5_000);
      for (const token of [maker, child]) await expectRefused(there, token);
      await expectGood(there, other);
    });

    test.each(PLACES)('at %s those that were made with it end when it expires', async (place) => {
      const expires_at = new Date(places.at[place].clock.now() + 60_000).toISOString();
      const { token: maker } = await newUser(places, 'observer', { expires_at });
      const { token: child } = await makeToken(places.at[place], {}, bearer(maker));
      places.pass(50_000);
      await expectGood(places.at[place], child);
      places.pass(5_000);
      await expectRefused(places.at[place], child);
    });

    test.each(PLACES)("at %s who manages users revokes anybody's", async (place) => {
      const { token, token_id } = await newUser(places, 'viewer');
      await expectGood(places.at[place], token);
      expect((await revoke(place, token_id, { role: 'admin' })).status).toBe(200);
      await expectRefused(places.at[place], token);
    });

    test.each(PLACES)('at %s the same call again is the first answer again', async (place) => {
      const { id } = await makeToken(places.at[place]);
      const first = await revoke(place, id);
      const again = await nothingRecorded(places, () => revoke(place, id));
      expect(again).toMatchObject({ status: 200, body: first.body });
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    });

    test.each(PLACES)('at %s it is refused within 5 s everywhere while the volatile Redis is away', async (place) => {
      const { token, token_id } = await newUser(places, 'observer');
      const away = { VOLATILE_REDIS_URL: 'redis://127.0.0.1:9' };
      const [one, another] = [places.open(place, away), places.open(place, away)];
      for (const site of [one, another]) await expectGood(site, token);
      expect((await call(one, 'DELETE', `/api/tokens/${token_id}`, bearer(token))).status).toBe(200);
      places.pass(5_000);
      for (const site of [one, another]) await expectRefused(site, token);
    });
  });

  describe('200 while neither main nor the replica answers', () => {
    test('one’s own is revoked all the same, and nobody else’s', async () => {
      const one = await newUser(places, 'observer');
      const other = await newUser(places, 'observer');
      await expectGood(places.at['the observatory'], one.token);
      const nowhere = { LOCAL_DATABASE_URL: `postgres://ops_api@${NOWHERE}/ops` };
      const site = places.open('the observatory without main', nowhere);
      for (const { token } of [one, other]) await expectGood(site, token);
      const ask = (id: string) => call(site, 'DELETE', `/api/tokens/${id}`, bearer(one.token));
      expectProblem(await nothingRecorded(places, () => ask(other.token_id)), 'record.not_found');
      expect(await ask(one.token_id)).toMatchObject({ status: 200, body: { status: 'buffered' } });
      await expectGood(site, other.token);
      for (const process of [site, places.at['the observatory']])
        expect((await show(process, one.token)).status).not.toBe(200);
      await expectRefused(places.at['the observatory'], one.token);
      await replicate(places);
      places.pass(5_000);
      await expectRefused(places.at.main, one.token);
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s a role without manage:tokens revokes none', async (place) => {
      const { token, token_id } = await newUser(places, 'service');
      expectProblem(await nothingRecorded(places, () => revoke(place, token_id, bearer(token))), 'auth.forbidden');
      await expectGood(places.at[place], token);
    });
  });

  describe('404', () => {
    test.each(PLACES)("at %s other people's tokens do not exist", async (place) => {
      const { token, token_id } = await newUser(places, 'observer');
      await nothingRecorded(places, async () => {
        for (const id of [token_id, UNKNOWN])
          expectProblem(await revoke(place, id, { role: 'viewer' }), 'record.not_found');
      });
      await expectGood(places.at[place], token);
    });
  });

  describe('409', () => {
    test.each(PLACES)('at %s a token somebody has revoked already is not revoked again', async (place) => {
      const { id } = await makeToken(places.at[place]);
      await revoke(place, id);
      const other = () => call(places.at[place], 'DELETE', `/api/tokens/${id.toUpperCase()}`, { role: 'admin' });
      expectProblem(await nothingRecorded(places, other), 'record.conflict');
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s an id that is none is named', async (place) =>
      expectInvalid(await revoke(place, 'all'), ['path.id']),
    );
  });
});
