import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, replicate } from '../expect.ts';
import { begin, doom, operate, WHY } from './doomed.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

describe('GET /buffer/failed/{transaction_id}', () => {
  describe('200', () => {
    test('a dead letter answers with its reason, what it would do, who asked for it and what was decided', async () => {
      const { start, finish } = await doom(sites, 700);
      await operate(sites, 'DELETE', start.transaction_id, { reason: WHY });
      expect(await operate(sites, 'GET', start.transaction_id)).toMatchObject({ status: 200 });
      expect((await operate(sites, 'GET', start.transaction_id)).body).toEqual({
        transaction_id: start.transaction_id,
        state: 'dead',
        lane: `executed_obs_unit:${start.id}`,
        created_at: expect.stringMatching(/Z$/),
        attempts: 1,
        error: expect.objectContaining({ reason: expect.stringContaining('obs_unit_id'), sqlstate: '23503' }),
        endpoint: 'POST /executed_obs_units/start',
        user_id: expect.any(Number),
        steps: [expect.objectContaining({ operation: 'create', entity: 'executed_obs_unit', id: start.id })],
        original_steps: null,
        acts: [{ act: 'discard', by: 'observer', at: expect.stringMatching(/Z$/), reason: WHY }],
        discarding: true,
      });
      expect((await operate(sites, 'GET', finish.transaction_id.toUpperCase())).body).toMatchObject({
        state: 'held',
        error: { waits_for: [start.transaction_id] },
        steps: [{ operation: 'update', id: start.id, patch: { status: 'completed' } }],
        acts: [],
        discarding: false,
      });
    });

    test('what has not been sent yet answers, too', async () => {
      const { transaction_id } = await begin(sites);
      expect((await operate(sites, 'GET', transaction_id)).body).toMatchObject({ state: 'buffered', attempts: 0 });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a transaction nobody has made is not found', async (at) => {
      expectProblem(await operate(sites, 'GET', UNKNOWN, undefined, at), 'record.not_found');
    });

    test('what main has taken and the replica has is settled, and not found', async () => {
      const { transaction_id } = await begin(sites);
      await replicate(sites);
      expectProblem(await operate(sites, 'GET', transaction_id), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await operate(sites, 'GET', 'x?now=1', undefined, at), ['path.transaction_id', 'query.now']);
    });
  });
});
