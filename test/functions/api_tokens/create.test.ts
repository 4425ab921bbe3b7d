import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { TOKENS } from '../../support/sites.ts';
import {
  bearer,
  elsewhere,
  expectGood,
  expectRefused,
  idOf,
  makeToken,
  newUser,
  openPlaces,
  PLACES,
  type Places,
  sha256,
  show,
} from '../access/places.ts';
import { everythingKept, expectOnlyHashKept } from '../access/stored.ts';
import { expectProblem } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const TIME = expect.stringMatching(/Z$/);
const tokenOf = async (name: string) =>
  (await places.sql('select * from api_token where token_hash = $1', [sha256(name)]))[0];

describe('POST /api/tokens', () => {
  describe('201', () => {
    test.each(PLACES)('at %s the answer is the whole record and the token, and no hash', async (place) => {
      const body = await makeToken(places.at[place], { name: 'pipeline 2', scopes: ['read:programs'] });
      expect(body).toEqual({
        id: UUID,
        user_id: await idOf(places, 'observer'),
        name: 'pipeline 2',
        token: expect.stringMatching(/^ops_api_token_[A-Za-z0-9_-]{43}$/),
        token_prefix: body.token.slice(14, 22),
        scopes: ['read:programs'],
        made_with: (await tokenOf(TOKENS.observer))?.id,
        last_used_at: null,
        last_used_ip: null,
        usage_count: 0,
        is_active: true,
        expires_at: null,
        created_at: TIME,
        updated_at: body.created_at,
        transaction_id: UUID,
        status: place === 'main' ? 'applied' : 'buffered',
      });
    });

    test.each(PLACES)(
      'at %s it is good at once in every process, at the other site once it is there',
      async (place) => {
        const { token } = await makeToken(places.at[place]);
        await expectGood(places.at[place], token);
        await expectGood(places.beside[place], token);
        if (place !== 'main') await expectRefused(places.at.main, token);
        await expectGood(await elsewhere(places, place), token);
        await expectGood(places.at[place], token);
      },
    );

    test.each(PLACES)('at %s it is good although it was refused a moment before it was made', async (place) => {
      await expectRefused(places.beside[place], `ops_api_token_${'n'.repeat(43)}`);
      const { token } = await makeToken(places.at[place]);
      await expectGood(places.beside[place], token);
    });

    test.each(PLACES)('at %s nothing is kept of it but its SHA-256, before and after it has arrived', async (place) => {
      const { id, token } = await makeToken(places.at[place], { name: 'secret' });
      await show(places.at[place], token);
      await expectOnlyHashKept(places, token);
      await elsewhere(places, place);
      await expectOnlyHashKept(places, token);
      for (const path of [`/api/tokens/${id}`, '/api/tokens', '/audit', '/buffer/failed']) {
        const { status, body } = await call(places.at[place], 'GET', path, { role: 'admin' });
        expect(status).toBe(200);
        expect(JSON.stringify(body)).not.toContain(token);
        expect(JSON.stringify(body)).not.toContain(sha256(token));
      }
    });

    test.each(PLACES)('at %s a failure in the middle of a call does not put its token into the log', async (place) => {
      const { token } = await makeToken(places.at[place]);
      const bare = (url: string) => Object.assign(new URL(url), { pathname: '/postgres' }).href;
      const { LOCAL_DATABASE_URL, MAIN_DATABASE_URL } = places.at[place].config;
      const urls = { LOCAL_DATABASE_URL: bare(LOCAL_DATABASE_URL), MAIN_DATABASE_URL: bare(MAIN_DATABASE_URL) };
      const before = places.log.length;
      // At main a table that is not there is a mistake of ours; a replica does not have it yet, and the copy of who may call is asked.
      const is_main = place === 'main';
      const answer = await show(places.open(place, urls), token);
      if (is_main) expectProblem(answer, 'internal');
      else expect(answer.status).toBe(200);
      const written = places.log.slice(before).join('\n');
      expect(written).toContain(is_main ? 'request.failed' : 'database.cannot_serve');
      expect(written).not.toContain(token.slice(14));
      expect(written).not.toContain(sha256(token));
    });

    test.each(PLACES)('at %s scopes narrow it to what they say, and an empty list to nothing', async (place) => {
      const site = places.at[place];
      const allowed = async (scopes: string[] | null) => {
        const { token } = await makeToken(site, { scopes }, { role: 'admin' });
        const [read, manage] = [await call(site, 'GET', '/obs_unit', bearer(token)), await makeAgain(token)];
        return [read.status, manage.status];
      };
      const makeAgain = (token: string) => call(site, 'GET', '/api/tokens', bearer(token));
      expect(await allowed(['read:*'])).toEqual([200, 403]);
      expect(await allowed(['*:tokens'])).toEqual([403, 200]);
      expect(await allowed(['read:programs', 'manage:tokens'])).toEqual([200, 200]);
      expect(await allowed([])).toEqual([403, 403]);
      expect(await allowed(null)).toEqual([200, 200]);
    });

    test.each(PLACES)('at %s one made with a token has its scopes and its end unless it says less', async (place) => {
      const [scopes, expires_at] = [['manage:tokens', 'read:*'], '2039-01-01T00:00:00Z'];
      const { token, token_id } = await newUser(places, 'admin', { scopes, expires_at });
      const made = await makeToken(places.at[place], {}, bearer(token));
      expect(made).toMatchObject({ made_with: token_id, scopes, expires_at });
      const less = { scopes: ['read:programs'], expires_at: '2038-12-31T23:59:59.999999Z' };
      expect(await makeToken(places.at[place], less, bearer(token))).toMatchObject(less);
    });

    test.each(PLACES)('at %s it is refused from the moment it expires', async (place) => {
      const { token: maker } = await newUser(places, 'observer');
      const expires_at = new Date(places.at[place].clock.now() + 60_000).toISOString();
      const { token } = await makeToken(places.at[place], { expires_at }, bearer(maker));
      places.pass(55_000);
      await expectGood(places.at[place], token);
      places.pass(5_000);
      await expectRefused(places.at[place], token);
      await expectGood(places.at[place], maker);
    });

    test.each(PLACES)('at %s who manages users makes one for a service, which then calls with it', async (place) => {
      const { id: user_id, username } = await newUser(places, 'service', { is_service: true });
      const { token, ...made } = await makeToken(places.at[place], { user_id }, { role: 'admin' });
      expect(made).toMatchObject({ user_id });
      const me = await call(places.at[place], 'GET', '/auth/me', bearer(token));
      expect(me).toMatchObject({ status: 200, body: { id: user_id, username } });
      expectProblem(await call(places.at[place], 'GET', '/api/tokens', bearer(token)), 'auth.forbidden');
    });

    test.each(PLACES)('at %s the same call is another token, with an Idempotency-Key, too', async (place) => {
      const headers = { 'idempotency-key': `at ${place}`.replaceAll(' ', '-') };
      const options = { role: 'observer' as const, headers };
      const [first, second] = [
        await makeToken(places.at[place], {}, options),
        await makeToken(places.at[place], {}, options),
      ];
      expect(second.id).not.toBe(first.id);
      for (const { token } of [first, second]) await expectGood(places.at[place], token);
    });

    test.each(PLACES)('at %s it is made while the volatile Redis is away', async (place) => {
      const site = places.open(place, { VOLATILE_REDIS_URL: 'redis://127.0.0.1:9' });
      const { token } = await makeToken(site);
      await expectGood(site, token);
      await expectGood(places.at[place], token);
    });
  });
});

test('what is searched for secrets is everything: a name given to a token is found in it at every place', async () => {
  for (const place of PLACES) await makeToken(places.at[place], { name: `needle at ${place}` });
  const kept = await everythingKept(places);
  for (const place of PLACES) expect(kept).toContain(`needle at ${place}`);
});
