import { describe, expect, test } from 'vitest';
import { dataTransfer } from '../../lib/entities/transfer.ts';
import { deleteEndpoint } from '../../lib/http/crud-write.ts';
import { AT, expectProblem, nothingRecorded, replicate } from '../functions/expect.ts';
import {
  ask,
  bundle,
  bundles,
  name,
  openScene,
  program,
  programs,
  route,
  routes,
  servers,
  sites,
  tagOf,
  transfer,
  transfers,
  whileReplayStands,
} from './crud-scene.ts';

openScene();

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
