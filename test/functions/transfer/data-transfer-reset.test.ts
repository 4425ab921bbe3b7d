import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { change, get, transferAt, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/data-transfers';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const FAILED = {
  status: 'failed',
  retry_count: 3,
  start_time: '2026-11-21T03:00:00Z',
  end_time: '2026-11-21T03:10:00Z',
  failure_error_message: 'no route to host',
};
const AGAIN = { status: 'pending', retry_count: 0, start_time: null, end_time: null, failure_error_message: null };
const reset = (at: At, id: string, query = '', headers = {}) =>
  call(sites[at], 'POST', `/api/transfer/data-transfer/${id}/reset${query}`, { headers });
async function failed(at: At, how: object = FAILED): Promise<string> {
  const id = await transferAt(sites[at]);
  await change(sites[at], `${PATH}/${id}`, how);
  return id;
}

describe('POST /api/transfer/data-transfer/{id}/reset', () => {
  describe('200', () => {
    test.each(AT)('at %s a failed transfer begins anew, as often as a new one may', async (at) => {
      const id = await failed(at);
      const answer = await reset(at, id);
      expect(answer).toMatchObject({ status: 200, body: { id, status: at === 'main' ? 'applied' : 'buffered' } });
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject(AGAIN);
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject(AGAIN);
    });

    test('at the mountain what failed in Cologne does so, too, while main is away', async () => {
      const id = await failed('main');
      await sites.replayed();
      const away = withoutMain(sites.observatory);
      const answer = await call(away, 'POST', `/api/transfer/data-transfer/${id}/reset`);
      expect(answer).toMatchObject({ status: 200, body: { status: 'buffered' } });
      expect(await get(away, `${PATH}/${id}`)).toMatchObject(AGAIN);
      await away.close();
      await replicate(sites);
      expect(await get(sites.main, `${PATH}/${id}`)).toMatchObject(AGAIN);
    });

    test.each(AT)('at %s unpack=true has it unpacked again and not moved again', async (at) => {
      const moved = { status: 'completed', end_time: '2026-11-21T03:10:00Z' };
      const broken = { unpack_status: 'failed', unpack_retry_count: 3, failure_error_message: 'checksum' };
      const id = await failed(at, { ...moved, ...broken });
      expect((await reset(at, id, '?unpack=true')).status).toBe(200);
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({
        ...moved,
        unpack_status: 'pending',
        unpack_retry_count: 0,
        failure_error_message: null,
      });
    });

    test.each(AT)('at %s what is moved again is unpacked again', async (at) => {
      const id = await failed(at, { ...FAILED, unpack_status: 'failed', unpack_retry_count: 1 });
      expect((await reset(at, id)).status).toBe(200);
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({
        ...AGAIN,
        unpack_status: 'pending',
        unpack_retry_count: 0,
      });
    });

    test.each(AT)('at %s it can fail and be reset again and again, and a key makes a reset the same', async (at) => {
      const id = await failed(at);
      const key = { 'idempotency-key': `reset-${id}` };
      const first = await reset(at, id, '', key);
      expect((await nothingRecorded(sites, () => reset(at, id, '', key))).body).toEqual(first.body);
      for (const _ of [1, 2]) {
        await change(sites[at], `${PATH}/${id}`, FAILED);
        const again = await reset(at, id);
        expect(again.headers.has('idempotency-replayed')).toBe(false);
        expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject(AGAIN);
      }
    });
  });

  describe('404', () => {
    test('at main there is none of an id nobody has', async () => {
      expectProblem(await nothingRecorded(sites, () => reset('main', UNKNOWN)), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what has not failed is left alone, whatever was reset before', async (at) => {
      const id = await failed(at);
      await reset(at, id);
      for (const status of ['pending', 'in_progress', 'completed']) {
        await change(sites[at], `${PATH}/${id}`, { status });
        const answer = await nothingRecorded(sites, () => reset(at, id));
        expectProblem(answer, 'record.conflict');
        expect(answer.body).toMatchObject({ id, record_status: status, column: 'status' });
      }
    });

    test.each(AT)('at %s the key of one reset is not that of the other', async (at) => {
      const id = await failed(at, { ...FAILED, unpack_status: 'failed' });
      const key = { 'idempotency-key': `one-or-the-other-${id}` };
      expect((await reset(at, id, '?unpack=true', key)).status).toBe(200);
      expectProblem(await nothingRecorded(sites, () => reset(at, id, '', key)), 'idempotency.conflict');
    });

    test.each(AT)('at %s whoever resets the wrong half is told of the other', async (at) => {
      const id = await failed(at, { status: 'completed', unpack_status: 'failed' });
      expect((await reset(at, id)).body.detail).toContain('unpack=true');
      const other = await failed(at);
      const answer = await reset(at, other, '?unpack=true');
      expect(answer.body).toMatchObject({ record_status: 'pending', column: 'unpack_status' });
      expect(await get(sites[at], `${PATH}/${other}`)).toMatchObject(FAILED);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await reset(at, 'x', '?unpack=perhaps&why=so'), ['path.id', 'query.unpack', 'query.why']);
    });
  });
});
