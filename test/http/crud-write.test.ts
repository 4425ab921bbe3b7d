import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { observingProgram } from '../../lib/entities/programme.ts';
import { dataTransfer, dataTransferRoute } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';
import { createEndpoint, deleteEndpoint, updateEndpoint } from '../../lib/http/crud-write.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../functions/expect.ts';
import type { Answered } from '../support/api.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls, { BREAKER_MS: '0', LINK_TIMEOUT_MS: '300' });
});
afterAll(async () => {
  servers.link.up();
  await sites.close();
  await servers.stop();
});

type At = (typeof AT)[number];
interface Sent {
  body?: unknown;
  role?: keyof typeof TOKENS;
  headers?: Record<string, string>;
}

/** What the endpoints of an entity look like when nothing is said but the entity. */
const made = (entity: Parameters<typeof createEndpoint>[0], name: string) => ({
  POST: createEndpoint(entity, `/${name}`),
  GET: byIdEndpoint(entity, `/${name}/{id}`),
  PUT: updateEndpoint(entity, `/${name}/{id}`),
  PATCH: updateEndpoint(entity, `/${name}/{id}`, { method: 'PATCH' }),
});
const bundles = made(dataTransferPackage, 'bundles');
const transfers = made(dataTransfer, 'transfers');
const routes = made(dataTransferRoute, 'routes');
const programs = { ...made(observingProgram, 'programs'), DELETE: deleteEndpoint(observingProgram, '/programs/{id}') };

async function ask({ declared, fetch }: Endpoint, at: At, id?: string | number, sent: Sent = {}): Promise<Answered> {
  const path = declared.path.replace('{id}', String(id));
  const headers = { authorization: `Bearer ${TOKENS[sent.role ?? 'admin']}`, ...sent.headers };
  const init = {
    method: declared.method,
    headers,
    ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
  };
  const response = await fetch(new Request(new URL(path, 'http://site'), init), sites[at]);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

let number = 0;
const name = () => `made ${++number}`;
const bundle = async (at: At) =>
  (await ask(bundles.POST, at, undefined, { body: { name: name(), origin_location_id: 1 } })).body.id;
async function transfer(at: At, more = {}): Promise<string> {
  const body = {
    data_transfer_package_id: await bundle(at),
    origin_location_id: 3,
    destination_location_id: 4,
    ...more,
  };
  return (await ask(transfers.POST, at, undefined, { body })).body.id;
}
const route = () => ({ name: name(), origin_site_id: 1, destination_site_id: 2 });
const program = () => ({ name: name(), short_name: name() });
const tagOf = async (endpoint: Endpoint, at: At, id: string | number) =>
  (await ask(endpoint, at, id)).headers.get('etag') ?? '';

/** Runs with a replica that stands still, so that the observatory does not see what main does. */
async function whileReplayStands<Result>(run: () => Promise<Result>): Promise<Result> {
  const replica = new pg.Client({ connectionString: servers.urls.replica_database });
  await replica.connect();
  try {
    await replica.query('select pg_wal_replay_pause()');
    await until(async () => {
      const { rows } = await replica.query('select pg_get_wal_replay_pause_state() as state');
      return rows[0]?.state === 'paused';
    });
    return await run();
  } finally {
    await replica.query('select pg_wal_replay_resume()');
    await replica.end();
  }
}

describe('creating', () => {
  test.each(AT)('at %s a record with a UUID is recorded with the id its caller chose, once', async (at) => {
    const body = { id: sites.main.clock.uuid(), name: name(), origin_location_id: 1 };
    const first = await ask(bundles.POST, at, undefined, { body });
    const status = at === 'main' ? 'applied' : 'buffered';
    expect(first).toMatchObject({ status: 201, body: { id: body.id, status } });
    const again = await ask(bundles.POST, at, undefined, { body });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await ask(bundles.GET, at, body.id)).body).toMatchObject({ ...body, status: 'pending', retry_count: 0 });
  });

  test.each(AT)('at %s a record with a number gets it from main, and is there at once', async (at) => {
    const body = route();
    const first = await ask(routes.POST, at, undefined, { body, headers: { 'idempotency-key': `route-${at}` } });
    expect(first).toMatchObject({ status: 201, body: { id: expect.any(Number), status: 'applied' } });
    expect((await ask(routes.GET, at, first.body.id)).body).toMatchObject({ ...body, method: 'bbcp', active: true });
    const again = await ask(routes.POST, at, undefined, { body, headers: { 'idempotency-key': `route-${at}` } });
    expect(again.body.id).toBe(first.body.id);
    expectProblem(await nothingRecorded(sites, () => ask(routes.POST, at, undefined, { body })), 'record.exists');
  });

  test.each(AT)('at %s nobody names a number or a time the system sets', async (at) => {
    const body = { ...route(), id: 7, created_at: '2026-01-01T00:00:00Z' };
    expectInvalid(await nothingRecorded(sites, () => ask(routes.POST, at, undefined, { body })), [
      ...['body.id', 'body.created_at'],
    ]);
  });

  test.each(AT)('at %s a role that may only read is refused', async (at) => {
    const sent = { body: route(), role: 'viewer' } as const;
    expectProblem(await nothingRecorded(sites, () => ask(routes.POST, at, undefined, sent)), 'auth.forbidden');
  });
});

describe('changing', () => {
  test.each([
    ['main', 'PUT'],
    ['main', 'PATCH'],
    ['observatory', 'PUT'],
    ['observatory', 'PATCH'],
  ] as const)(
    'at %s a %s leaves what it does not name as it is, also of a record that is still buffered',
    async (at, method) => {
      const id = await bundle(at);
      const before = (await ask(bundles.GET, at, id)).body;
      const changed = await ask(bundles[method], at, id, { body: { checksum: 'abcd', size_bytes: 5 } });
      expect(changed).toMatchObject({ status: 200, body: { id } });
      const after = (await ask(bundles.GET, at, id)).body;
      expect(after).toEqual({ ...before, checksum: 'abcd', size_bytes: 5, updated_at: expect.any(String) });
      await replicate(sites);
      for (const site of AT) expect((await ask(bundles.GET, site, id)).body).toEqual(after);
    },
  );

  test.each(AT)('at %s a body that changes nothing, or what cannot be changed, is refused by field', async (at) => {
    const id = await bundle(at);
    await nothingRecorded(sites, async () => {
      expectInvalid(await ask(bundles.PUT, at, id, { body: {} }), ['body.']);
      expectInvalid(await ask(bundles.PUT, at, 'x', { body: { id, updated_at: 'now', status: 'gone' } }), [
        ...['path.id', 'body.id', 'body.updated_at', 'body.status'],
      ]);
      const narrow = updateEndpoint(dataTransferPackage, '/bundles/{id}', { columns: ['checksum'] });
      expectInvalid(await ask(narrow, at, id, { body: { checksum: 'a', name: 'b' } }), ['body.name']);
    });
  });

  test('at main there is no changing what never was', async () => {
    const sent = { body: { checksum: 'a' } };
    const answer = await nothingRecorded(sites, () => ask(bundles.PUT, 'main', sites.main.clock.uuid(), sent));
    expectProblem(answer, 'record.not_found');
  });

  test.each(AT)('at %s a record goes from state to state, and is told where it could have gone', async (at) => {
    const id = await transfer(at);
    const status = (to: string, headers = {}) => ask(transfers.PUT, at, id, { body: { status: to }, headers });
    expect((await status('in_progress')).status).toBe(200);
    expect((await status('in_progress')).status).toBe(200);
    const refused = await nothingRecorded(sites, () => status('scheduled'));
    expectProblem(refused, 'record.conflict');
    expect(refused.body).toMatchObject({
      id,
      column: 'status',
      record_status: 'in_progress',
      allowed: ['pending', 'completed', 'failed'],
    });
    expect((await status('completed')).status).toBe(200);
    expect((await nothingRecorded(sites, () => status('failed'))).body.allowed).toEqual([]);
  });

  test.each(AT)('at %s a move that was right once is refused once it is wrong, unless it has a key', async (at) => {
    const id = await transfer(at);
    const status = (to: string, headers = {}) => ask(transfers.PUT, at, id, { body: { status: to }, headers });
    const key = { 'idempotency-key': `first-${id}` };
    const first = await status('in_progress', key);
    await status('pending');
    expect((await status('in_progress')).status).toBe(200);
    await status('failed');
    if (at === 'observatory') await replicate(sites);
    const wrong = await nothingRecorded(sites, () => status('in_progress'));
    expectProblem(wrong, 'record.conflict');
    expect(wrong.body).toMatchObject({ record_status: 'failed', allowed: ['pending'] });
    const again = await nothingRecorded(sites, () => status('in_progress', key));
    expect(again).toMatchObject({ status: 200, body: { transaction_id: first.body.transaction_id } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test('the description says where states may go from where', () => {
    const { doc } = updateEndpoint(dataTransfer, '/transfers/{id}', { columns: ['status'] }).declared;
    expect(doc).toContain('from failed to pending');
    expect(doc).not.toContain('unpack_status');
  });
});

describe('If-Match', () => {
  test.each(AT)('at %s a change applies to the record that was read and to no other', async (at) => {
    const id = await bundle(at);
    const read = await tagOf(bundles.GET, at, id);
    const put = (checksum: string, tag: string) =>
      ask(bundles.PUT, at, id, { body: { checksum }, headers: { 'if-match': tag } });
    expect((await put('a', read)).status).toBe(200);
    const late = await nothingRecorded(sites, () => put('b', read));
    expectProblem(late, 'record.changed');
    expect(late.body.id).toBe(id);
    expect((await put('c', await tagOf(bundles.GET, at, id))).status).toBe(200);
    expect((await put('d', '*')).status).toBe(200);
    expect((await ask(bundles.GET, at, id)).body.checksum).toBe('d');
    await replicate(sites);
    expect((await ask(bundles.GET, 'main', id)).body.checksum).toBe('d');
  });

  test.each(AT)('at %s so does a change of what only main writes, with and without a time of change', async (at) => {
    for (const [{ POST, GET, PUT }, body] of [
      [routes, route()],
      [programs, program()],
    ] as const) {
      const { id } = (await ask(POST, at, undefined, { body })).body;
      const tag = await tagOf(GET, at, id);
      const put = () => ask(PUT, at, id, { body: { name: name() }, headers: { 'if-match': tag } });
      expect((await put()).status).toBe(200);
      expectProblem(await nothingRecorded(sites, put), 'record.changed');
    }
  });

  test('main has the last word: what it has changed and the mountain does not see yet has changed', async () => {
    for (const [{ POST, GET, PUT }, body] of [
      [routes, route()],
      [programs, program()],
    ] as const) {
      const { id } = (await ask(POST, 'main', undefined, { body })).body;
      await sites.replayed();
      const headers = { 'if-match': await tagOf(GET, 'observatory', id) };
      await whileReplayStands(async () => {
        await ask(PUT, 'main', id, { body: { name: 'first' } });
        expect(await tagOf(GET, 'observatory', id)).toBe(headers['if-match']);
        expectProblem(await ask(PUT, 'observatory', id, { body: { name: 'second' }, headers }), 'record.changed');
      });
      expect((await ask(GET, 'main', id)).body.name).toBe('first');
      await ask(PUT, 'main', id, { body: { name: name() } });
      await sites.replayed();
    }
  });
});

describe('withdrawing', () => {
  test.each(AT)('at %s a record is kept, says since when it is withdrawn, and is so at both sites', async (at) => {
    const body = program();
    const { id } = (await ask(programs.POST, at, undefined, { body })).body;
    await replicate(sites);
    const first = await ask(programs.DELETE, at, id);
    expect(first).toMatchObject({ status: 200, body: { id, status: 'applied' } });
    expect((await ask(programs.GET, at, id)).body).toMatchObject({ ...body, deleted_at: expect.any(String) });
    const again = await nothingRecorded(sites, () => ask(programs.DELETE, at, id));
    expect(again.body.transaction_id).toBe(first.body.transaction_id);
    await sites.replayed();
    for (const site of AT) expect((await ask(programs.GET, site, id)).body.deleted_at).toEqual(expect.any(String));
    const named = await nothingRecorded(sites, () => ask(programs.POST, at, undefined, { body }));
    expectProblem(named, 'record.exists');
  });

  test.each(AT)('at %s only the record that was read is', async (at) => {
    const { id } = (await ask(programs.POST, at, undefined, { body: program() })).body;
    const headers = { 'if-match': await tagOf(programs.GET, at, id) };
    await ask(programs.PUT, at, id, { body: { name: name() } });
    expectProblem(await nothingRecorded(sites, () => ask(programs.DELETE, at, id, { headers })), 'record.changed');
    expect((await ask(programs.GET, at, id)).body.deleted_at).toBe(null);
  });

  test('what has no column for it cannot be', () => {
    expect(() => deleteEndpoint(dataTransfer, '/transfers/{id}')).toThrow(TypeError);
  });
});

describe('without the link', () => {
  test('what only main writes is refused with a time to try again, and nothing of it is kept', async () => {
    const { id } = (await ask(programs.POST, 'main', undefined, { body: program() })).body;
    await sites.replayed();
    servers.link.down();
    const calls = [
      () => ask(programs.POST, 'observatory', undefined, { body: program() }),
      () => ask(programs.PUT, 'observatory', id, { body: { name: name() } }),
      () => ask(programs.DELETE, 'observatory', id),
    ];
    for (const one of calls) expectProblem(await nothingRecorded(sites, one), 'site.read_only');
    servers.link.up();
    expect((await ask(programs.GET, 'main', id)).body.deleted_at).toBe(null);
  });

  test('what is buffered is made, moved and read as with it, and arrives when it is back', async () => {
    servers.link.down();
    const id = await transfer('observatory');
    for (const status of ['in_progress', 'failed', 'pending'])
      expect((await ask(transfers.PUT, 'observatory', id, { body: { status } })).status).toBe(200);
    expect((await ask(transfers.GET, 'observatory', id)).body.status).toBe('pending');
    servers.link.up();
    await replicate(sites);
    expect((await ask(transfers.GET, 'main', id)).body.status).toBe('pending');
  });
});
