import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { handler, main } from '../../../functions/demo/create-demo-token.ts';
import { call } from '../../support/api.ts';
import {
  bearer,
  elsewhere,
  expectGood,
  expectRefused,
  openPlaces,
  PLACES,
  type Place,
  type Places,
} from '../access/places.ts';
import { expectOnlyHashKept } from '../access/stored.ts';
import { expectProblem, nothingRecorded } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'), { DEVELOPMENT: 'true' });
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => places.close());

const PATH = '/api/demo/create-demo-token';
const ask = (site: Places['main'], headers: Record<string, string> = {}) =>
  call(site, 'POST', PATH, { authorization: '', headers });
const DAY_MS = 86_400_000;

/** What a process of this place is told by its environment. */
function settings(place: Place): Record<string, string> {
  const { SITE_NAME, SITE_TYPE, MAIN_DATABASE_URL, LOCAL_DATABASE_URL, DURABLE_REDIS_URL } = places.at[place].config;
  const redis = DURABLE_REDIS_URL === undefined ? {} : { DURABLE_REDIS_URL };
  const { VOLATILE_REDIS_URL = '' } = places.at[place].config;
  const urls = { MAIN_DATABASE_URL, LOCAL_DATABASE_URL, VOLATILE_REDIS_URL, ...redis };
  return { SITE_NAME, SITE_TYPE, ...urls, DEVELOPMENT: 'true' };
}

describe('POST /api/demo/create-demo-token', () => {
  describe('200', () => {
    test.each(PLACES)("at %s it is an administrator's token, at once and at both sites", async (place) => {
      const { status, body } = await ask(places.at[place]);
      expect(status).toBe(200);
      expect(body).toEqual({
        token: expect.stringMatching(/^ops_api_token_[A-Za-z0-9_-]{43}$/),
        user_id: expect.any(Number),
        role: 'admin',
      });
      const me = await call(places.beside[place], 'GET', '/auth/me', bearer(body.token));
      expect(me.body).toMatchObject({ id: body.user_id, username: 'admin', roles: ['admin'], scopes: null });
      await expectGood(await elsewhere(places, place), body.token);
      await expectOnlyHashKept(places, body.token);
    });

    test.each(PLACES)('at %s it is good for a day', async (place) => {
      const { token } = (await ask(places.at[place])).body;
      places.pass(DAY_MS - 60_000);
      await expectGood(places.at[place], token);
      places.pass(60_000);
      await expectRefused(places.at[place], token);
    });

    test.each(PLACES)('at %s it is in the audit log like every token', async (place) => {
      const { token } = (await ask(places.at[place], { 'x-request-id': `demo-${place.length}` })).body;
      const { body } = await call(places.at[place], 'GET', '/audit?act=token.create&limit=500', bearer(token));
      const own = body.items.filter((line: { request_id: string }) => line.request_id === `demo-${place.length}`);
      expect(own).toMatchObject([{ username: 'admin', details: { name: 'demo' } }]);
    });

    test('a developer has it from the local gateway, too', async () => {
      for (const [name, value] of Object.entries(settings('main'))) vi.stubEnv(name, value);
      const event = { rawPath: PATH, requestContext: { http: { method: 'POST' } } };
      expect(await handler(event)).toMatchObject({ statusCode: 200, body: expect.stringContaining('ops_api_token_') });
    });
  });

  describe('404', () => {
    test.each(PLACES)('at %s there is no such endpoint unless DEVELOPMENT is true, whoever asks', async (place) => {
      const site = places.open(place, { DEVELOPMENT: false });
      const answers = await nothingRecorded(places, async () => [
        await ask(site),
        await call(site, 'POST', PATH, { role: 'admin' }),
        await call(site, 'POST', `${PATH}/?x=1`, { role: 'admin', body: '{' }),
      ]);
      for (const answer of answers) {
        expectProblem(answer, 'route.not_found');
        expect(answer.body.detail).toContain(PATH);
      }
    });

    test.each(PLACES)('at %s a deployed action has it not, whatever is bound to it or sent', async (place) => {
      const call_of = { __ow_method: 'post', __ow_path: PATH };
      const sent = { __ow_headers: { development: 'true' }, __ow_query: 'DEVELOPMENT=true' };
      await nothingRecorded(places, async () => {
        for (const params of [call_of, { ...call_of, ...sent }])
          expect(await main({ ...settings(place), ...params })).toMatchObject({
            statusCode: 404,
            body: { code: 'route.not_found' },
          });
      });
    });

    test('there is none where there is no active user admin', async () => {
      await places.sql(`update "user" set is_active = false where username = 'admin'`);
      places.pass(5_000);
      for (const place of PLACES)
        expectProblem(await nothingRecorded(places, () => ask(places.at[place])), 'record.not_found');
    });
  });
});
