import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nextTime } from '../expect.ts';
import { begin, doom, operate, WHY } from './doomed.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

const amend = (id: string, body?: unknown, at?: (typeof AT)[number]) => operate(sites, 'PATCH', id, body, at);

describe('PATCH /buffer/failed/{transaction_id}', () => {
  describe('200', () => {
    test('a dead letter is on its way again with the new values, and keeps what it was, who changed it and why', async () => {
      const { start } = await doom(sites, 700);
      const start_time = nextTime();
      const values = { obs_unit_id: 2, start_time };
      const { status, body } = await amend(start.transaction_id, { values, reason: WHY });
      expect([status, body.state, body.error]).toEqual([200, 'buffered', undefined]);
      expect(body).toMatchObject({
        steps: [{ operation: 'create', id: start.id, row: { ...values, id: start.id, status: 'running' } }],
        original_steps: [{ operation: 'create', id: start.id, row: { obs_unit_id: 700, id: start.id } }],
        acts: [{ act: 'amend', by: 'observer', reason: WHY }],
        discarding: false,
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a transaction nobody has made is not found', async (at) => {
      expectProblem(await amend(UNKNOWN, { values: { comment: null }, reason: WHY }, at), 'record.not_found');
    });
  });

  describe('409', () => {
    test('what is not dead is left alone, and the answer says what it is', async () => {
      const { transaction_id } = await begin(sites);
      const answer = await amend(transaction_id, { values: { obs_unit_id: 2 }, reason: WHY });
      expectProblem(answer, 'record.conflict');
      expect(answer.body.state).toBe('buffered');
      const { body } = await operate(sites, 'GET', transaction_id);
      expect(body).toMatchObject({ steps: [{ row: { obs_unit_id: 1 } }], original_steps: null, acts: [] });
    });

    test('it does not become a record that is pending already', async () => {
      const { start } = await doom(sites, 701);
      const start_time = nextTime();
      const other = await begin(sites, 3, start_time);
      const answer = await amend(start.transaction_id, { values: { obs_unit_id: 3, start_time }, reason: WHY });
      expectProblem(answer, 'record.exists');
      expect(answer.body.id).toBe(other.id);
      const { body } = await operate(sites, 'GET', start.transaction_id);
      expect(body).toMatchObject({ state: 'dead', steps: [{ row: { obs_unit_id: 701 } }], acts: [] });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await amend('x', { values: 1, step: -1, why: 1 }, at), [
        'path.transaction_id',
        'body.values',
        'body.step',
        'body.reason',
        'body.why',
      ]);
      for (const step of [0.5, '0', null])
        expectInvalid(await amend(UNKNOWN, { values: {}, step, reason: WHY }, at), ['body.step']);
    });

    test('values that cannot be stored are named, and nothing is changed', async () => {
      const { start } = await doom(sites, 702);
      const refused = async (values: object, fields: string[], step = 0) =>
        expectInvalid(await amend(start.transaction_id, { values, step, reason: WHY }), fields);
      await refused({}, ['body.values']);
      await refused({ comment: 'x' }, ['body.step'], 1);
      await refused({ id: UNKNOWN, colour: 'red' }, ['body.values.id', 'body.values.colour']);
      await refused({ status: 'lost', start_time: 'now', obs_unit_id: null, mean_pwv_mm: -1 }, [
        'body.values.status',
        'body.values.start_time',
        'body.values.obs_unit_id',
        'body.values.mean_pwv_mm',
      ]);
      const { body } = await operate(sites, 'GET', start.transaction_id);
      expect(body).toMatchObject({ state: 'dead', original_steps: null, acts: [] });
    });
  });
});
