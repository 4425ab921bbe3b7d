import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, type CallOptions, call } from '../../support/api.ts';
import { bearer, expectGood, makeToken, newUser, openPlaces, type Places } from '../access/places.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

/** Where a user can be made: main must be in reach. */
const WITH_MAIN = ['main', 'the observatory'] as const;
type At = (typeof WITH_MAIN)[number];
const proof = (at: At) => proofAt(at === 'main' ? 'main' : AT[1]);
let number = 0;
const username = () => `new-${++number}`;

const create = (at: At | 'the observatory without main', body: unknown, options: CallOptions = {}): Promise<Answered> =>
  call(places.at[at], 'POST', '/admin/users', { role: 'admin', body, ...options });
const find = async (at: At, id: number) =>
  (await call(places.at[at], 'GET', `/admin/users?id=${id}`, { role: 'admin' })).body.items[0];

describe('POST /admin/users', () => {
  describe('201', () => {
    test.each(WITH_MAIN)('at %s the receipt has the number main gave, and the user has the roles', async (at) => {
      const name = username();
      const { status, body } = await create(at, {
        username: name,
        email: 'x@example.org',
        roles: ['viewer', 'observer', 'viewer'],
      });
      expect(status).toBe(201);
      expect(body).toEqual({
        id: expect.any(Number),
        transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: at === 'main' ? 'applied' : 'buffered',
        ...proof(at),
      });
      const made = { username: name, name: null, email: 'x@example.org', is_active: true, is_service: false };
      expect(await find(at, body.id)).toMatchObject({ ...made, roles: ['observer', 'viewer'] });
      await replicate(places);
      places.pass(5_000);
      for (const site of WITH_MAIN)
        expect(await find(site, body.id)).toMatchObject({ ...made, roles: ['observer', 'viewer'] });
    });

    test.each(WITH_MAIN)('at %s a service can be given a token at once, before anything has arrived', async (at) => {
      const { body } = await create(at, { username: username(), is_service: true, roles: ['service'] });
      const { token } = await makeToken(places.at[at], { user_id: body.id }, { role: 'admin' });
      await expectGood(places.beside[at], token);
      const me = await call(places.at[at], 'GET', '/auth/me', bearer(token));
      expect(me.body).toMatchObject({ id: body.id, is_service: true, roles: ['service'] });
      await replicate(places);
      for (const site of WITH_MAIN) await expectGood(places.at[site], token);
    });

    test.each(WITH_MAIN)('at %s a user without roles may nothing', async (at) => {
      const { body } = await create(at, { username: username() });
      expect(await find(at, body.id)).toMatchObject({ roles: [] });
    });

    test.each(WITH_MAIN)('at %s users of both sites have different numbers', async (at) => {
      const other: At = at === 'main' ? 'the observatory' : 'main';
      const answers = await Promise.all(
        [at, other, at, other].map((site: At) => create(site, { username: username() })),
      );
      const ids = answers.map(({ body }) => body.id);
      expect(new Set(ids).size).toBe(4);
      await replicate(places);
      expect(await places.sql('select id from "user" where id = any($1::int[])', [ids])).toHaveLength(4);
    });

    test.each(WITH_MAIN)('at %s the same call with its key is the same user', async (at) => {
      const body = { username: username(), roles: ['viewer'] };
      const headers = { 'idempotency-key': `make ${at}`.replaceAll(' ', '-') };
      const first = await create(at, body, { headers });
      const again = await nothingRecorded(places, () => create(at, body, { headers }));
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again).toMatchObject({ status: 201, body: first.body });
    });
  });

  describe('403', () => {
    test.each(WITH_MAIN)('at %s nobody but an administrator makes users', async (at) => {
      const narrow = await newUser(places, 'admin', { scopes: ['manage:tokens', 'read:*'] });
      const options = [{ role: 'observer' }, { role: 'viewer' }, { role: 'service' }, bearer(narrow.token)] as const;
      for (const caller of options) {
        const answer = await nothingRecorded(places, () => create(at, { username: username() }, caller));
        expectProblem(answer, 'auth.forbidden');
      }
    });
  });

  describe('409', () => {
    test.each(WITH_MAIN)('at %s a name is taken once, arrived or pending', async (at) => {
      const body = { username: username(), roles: ['viewer'] };
      const { id } = (await create(at, body)).body;
      const again = async (site: At) => {
        const answer = await nothingRecorded(places, () => create(site, { ...body, roles: ['admin'] }));
        expectProblem(answer, 'record.exists');
        expect(String(answer.body.id)).toBe(String(id));
      };
      await again(at);
      await replicate(places);
      for (const site of WITH_MAIN) await again(site);
      expect(await find(at, id)).toMatchObject({ roles: ['viewer'] });
    });
  });

  describe('422', () => {
    const WRONG: [unknown, string[]][] = [
      [{}, ['body.username']],
      [{ username: '' }, ['body.username']],
      [{ username: '-x' }, ['body.username']],
      [{ username: 'a b' }, ['body.username']],
      [{ username: 'x'.repeat(101) }, ['body.username']],
      [{ username: 'Zoë' }, ['body.username']],
      [{ username: 'x', roles: ['root', 'admin'] }, ['body.roles.0']],
      [{ username: 'x', roles: 'all' }, ['body.roles']],
      [{ username: 'x', email: '\0', name: '\ud800' }, ['body.email', 'body.name']],
      [{ username: 'x', id: 1, github_id: 7, is_active: false }, ['body.github_id', 'body.id', 'body.is_active']],
    ];

    test.each(WITH_MAIN)('at %s every wrong field is named', async (at) => {
      for (const [body, fields] of WRONG) expectInvalid(await nothingRecorded(places, () => create(at, body)), fields);
    });
  });

  describe('503', () => {
    test('without main the observatory makes none, for it could not tell what number is free, and says so', async () => {
      const body = { username: username(), roles: ['viewer'] };
      const answer = await nothingRecorded(places, () => create('the observatory without main', body));
      expectProblem(answer, 'site.read_only');
      expect((await create('the observatory', body)).status).toBe(201);
    });
  });
});
