import { describe, expect, test } from 'vitest';
import { dataTransfer } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../functions/expect.ts';
import { ask, bundle, bundles, name, openScene, route, routes, sites, transfer, transfers } from './crud-scene.ts';

openScene();

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
