import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { type CallOptions, call } from '../../support/api.ts';
import {
  bearer,
  elsewhere,
  expectRefused,
  idOf,
  newUser,
  openPlaces,
  PLACES,
  type Place,
  type Places,
} from '../access/places.ts';
import { expectInvalid, expectProblem, replicate } from '../expect.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'), { TRUSTED_PROXIES: '1' });
});
afterAll(() => places.close());

interface Line {
  id: string;
  act: string;
  subject: string;
  details: Record<string, unknown>;
}

/** As a proxy hands a call over: what stands before the address it has seen, the caller has made up. */
const FROM = { 'x-forwarded-for': '198.51.100.66, 203.0.113.9, 10.0.0.1' };
let number = 0;
const audit = (place: Place, query: string, options: CallOptions = { role: 'admin' }) =>
  call(places.at[place], 'GET', `/audit${query}`, options);
/** Makes a call under a request id of its own and answers the lines that stand under it. */
async function lines(place: Place, method: string, path: string, options: CallOptions = {}) {
  number += 1;
  const request_id = `night-${number}`;
  const headers = { ...FROM, ...options.headers, 'x-request-id': request_id };
  const { status, body } = await call(places.at[place], method, path, { role: 'admin', ...options, headers });
  const all: (Line & { request_id: string })[] = (await audit(place, '?limit=500')).body.items;
  return { status, body, written: all.filter((line) => line.request_id === request_id), request_id };
}

describe('GET /audit', () => {
  describe('200', () => {
    test.each(PLACES)(
      'at %s every act is one line: who, what, to whom, when, from where, by which request',
      async (place) => {
        const { id } = await newUser(places, 'viewer');
        const body = { name: 'for the night', user_id: id, scopes: ['read:programs'] };
        const made = await lines(place, 'POST', '/api/tokens', { body });
        expect(made.status).toBe(201);
        const { token, token_prefix } = made.body;
        expect(made.written).toEqual([
          {
            id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            at: expect.stringMatching(/Z$/),
            site: places.at[place].config.SITE_NAME,
            user_id: await idOf(places, 'admin'),
            username: 'admin',
            act: 'token.create',
            subject: `api_token:${made.body.id}`,
            address: '203.0.113.9',
            request_id: made.request_id,
            details: { name: 'for the night', scopes: ['read:programs'], expires_at: null, token_prefix },
          },
        ]);
        const told = async (method: string, path: string, sent?: unknown) => {
          const { written } = await lines(place, method, path, { body: sent });
          expect(JSON.stringify(written)).not.toContain(token);
          return written.map(({ act, subject, details }) => ({ act, subject, details }));
        };
        const [of_token, of_user] = [`api_token:${made.body.id}`, `user:${id}`];
        expect(await told('POST', `/api/tokens/${made.body.id}/rotate`)).toEqual([
          {
            act: 'token.rotate',
            subject: of_token,
            details: { token_prefix: expect.not.stringMatching(token_prefix) },
          },
        ]);
        expect(await told('DELETE', `/api/tokens/${made.body.id}`)).toEqual([
          { act: 'token.revoke', subject: of_token, details: {} },
        ]);
        expect(await told('PUT', `/admin/users/${id}/roles`, { roles: ['observer'] })).toEqual([
          { act: 'user.assign_roles', subject: of_user, details: { roles: ['observer'] } },
        ]);
        expect(await told('POST', `/admin/users/${id}/sign-in-code`)).toEqual([
          { act: 'code.make', subject: of_user, details: { count: 1, expires_at: expect.stringMatching(/Z$/) } },
        ]);
        expect(await told('PATCH', `/admin/users/${id}`, { is_active: false, name: 'N' })).toEqual([
          { act: 'user.change', subject: of_user, details: { is_active: false, name: 'N' } },
        ]);
      },
    );

    test.each(['main', 'the observatory'] as const)('at %s making a user is a line', async (place) => {
      const body = { username: `made-at-${PLACES.indexOf(place)}`, roles: ['viewer'] };
      const made = await lines(place, 'POST', '/admin/users', { body });
      const expected = { act: 'user.create', subject: `user:${made.body.id}`, details: body };
      expect(made.written).toMatchObject([expected]);
    });

    test.each(PLACES)('at %s a call that is refused, repeated or only reads writes no line', async (place) => {
      const { id, token_id, token } = await newUser(places, 'observer');
      await lines(place, 'DELETE', `/api/tokens/${token_id}`, bearer(token));
      const calls: [string, string, CallOptions][] = [
        ['GET', '/admin/users', {}],
        ['POST', '/api/tokens', { body: {} }],
        ['PATCH', `/admin/users/${id}`, { role: 'observer', body: { name: 'x' } }],
        ['DELETE', `/api/tokens/${token_id}`, { role: 'viewer' }],
        ['POST', `/api/tokens/${token_id}/rotate`, { role: 'admin' }],
        ['PUT', `/admin/users/${await idOf(places, 'admin')}/roles`, { body: { roles: [] } }],
      ];
      for (const [method, path, options] of calls)
        expect((await lines(place, method, path, options)).written).toEqual([]);
    });

    test.each(PLACES)('at %s the line is written with the change or neither is', async (place) => {
      const { token_id, token } = await newUser(places, 'observer');
      const { written, request_id } = await lines(place, 'DELETE', `/api/tokens/${token_id}`, bearer(token));
      expect(written).toHaveLength(1);
      await elsewhere(places, place);
      const rows = await places.sql(
        `select t.xmin::text as changed, e.xmin::text as told from api_token t, audit_event e where t.id = $1 and e.request_id = $2`,
        [token_id, request_id],
      );
      expect(rows).toEqual([{ changed: rows[0]?.told, told: expect.stringMatching(/^\d+$/) }]);
    });

    test('at the observatory lines are there before they have arrived, and are said to be pending', async () => {
      await replicate(places);
      const { written } = await lines('the observatory without main', 'POST', '/api/tokens', { body: { name: 'x' } });
      const [line] = written;
      const { body } = await audit('the observatory', '?limit=1');
      expect(body).toMatchObject({ items: [line], pending: { [line?.id ?? '']: 'buffered' } });
      expect((await audit('main', `?id=${line?.id}`)).body.items).toEqual([]);
      await replicate(places);
      for (const place of PLACES)
        expect((await audit(place, `?id=${line?.id}`)).body).toMatchObject({ items: [line], pending: {} });
    });

    test.each(PLACES)('at %s it is searched by who, act, subject, site and time, the latest first', async (place) => {
      const { id, username, token } = await newUser(places, 'observer');
      const since = new Date(places.at[place].clock.now()).toISOString();
      const { body } = await lines(place, 'POST', '/api/tokens', { ...bearer(token), body: { name: 'x' } });
      places.pass(1_000);
      await lines(place, 'DELETE', `/api/tokens/${body.id}`, bearer(token));
      const acts = async (query: string) => (await audit(place, query)).body.items.map(({ act }: Line) => act);
      const both = ['token.revoke', 'token.create'];
      const site = places.at[place].config.SITE_NAME;
      for (const query of [`user_id=${id}`, `username=${username}`, `subject=api_token:${body.id}`])
        expect(await acts(`?${query}&site=${site}&at_gte=${since}`)).toEqual(both);
      expect(await acts(`?user_id=${id}&act=token.revoke`)).toEqual(['token.revoke']);
      expect(await acts(`?user_id=${id}&order=at`)).toEqual(both.toReversed());
      expect(await acts(`?user_id=${id}&site=elsewhere`)).toEqual([]);
    });
  });

  describe('403', () => {
    test.each(PLACES)('at %s nobody reads it without read:audit', async (place) => {
      for (const role of ['observer', 'viewer', 'service'] as const)
        expectProblem(await audit(place, '', { role }), 'auth.forbidden');
      const narrow = await newUser(places, 'admin', { scopes: ['manage:users'] });
      expectProblem(await audit(place, '', bearer(narrow.token)), 'auth.forbidden');
      const reader = await newUser(places, 'admin', { scopes: ['read:audit'] });
      expect((await audit(place, '', bearer(reader.token))).status).toBe(200);
    });
  });

  describe('422', () => {
    test.each(PLACES)('at %s what cannot be searched by is named', async (place) =>
      expectInvalid(await audit(place, '?details=x&address=y&user_id=z'), [
        'query.details',
        'query.address',
        'query.user_id',
      ]),
    );
  });
});

test.each(PLACES)(
  'at %s the functions cannot change, remove or empty it, whatever they are made to do',
  async (place) => {
    await lines(place, 'POST', '/api/tokens', { body: { name: 'x' } });
    await replicate(places);
    const database = places.beside[place === 'main' ? 'main' : 'the observatory'].main;
    const [before] = await places.sql('select count(*)::int as n, max(at)::text as last from audit_event');
    for (const sql of [
      `update audit_event set username = 'nobody'`,
      `update audit_event set details = '{}' where false`,
      'delete from audit_event',
      'truncate audit_event',
      'drop table audit_event',
      'alter table audit_event disable trigger all',
    ])
      await expect(database.query({ sql, params: [] }), sql).rejects.toMatchObject({ code: '42501' });
    expect(await places.sql('select count(*)::int as n, max(at)::text as last from audit_event')).toEqual([before]);
    expect(before?.n).toBeGreaterThan(0);
  },
);

test('what main cannot write a line for does not happen: at main it is refused, at the observatory a dead letter', async () => {
  await replicate(places);
  await places.sql(`alter table audit_event add constraint no_line check (request_id <> 'no-line')`);
  const make = (place: Place) =>
    call(places.at[place], 'POST', '/api/tokens', {
      role: 'observer',
      body: { name: 'without a line' },
      headers: { 'x-request-id': 'no-line' },
    });
  expectProblem(await make('main'), 'request.invalid');
  const { token } = (await make('the observatory without main')).body;
  expect(await drain(places.observatory)).toMatchObject({ refused: 1 });
  expect(await places.sql(`select id from api_token where name = 'without a line'`)).toEqual([]);
  places.pass(5_000);
  for (const site of Object.values(places.at)) await expectRefused(site, token);
});
