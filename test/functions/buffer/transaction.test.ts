import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { retire } from '../../../lib/flow/retire.ts';
import type { Receipt } from '../../../lib/model/transaction.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nextTime, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const LSN = expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/);
const UTC = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const status = (at: At, id: string) => call(sites[at], 'GET', `/buffer/transactions/${id}`);

async function begin(at: At): Promise<Receipt> {
  const body = { obs_unit_id: 1, start_time: nextTime() };
  return (await call(sites[at], 'POST', '/executed_obs_units/start', { body })).body;
}

describe('GET /buffer/transactions/{transaction_id}', () => {
  describe('200', () => {
    test('a transaction goes from buffered to applied to replicated, and each look says how far', async () => {
      const { id, status: _, ...proof } = await begin('observatory');
      const { transaction_id } = proof;
      const known = { ...proof, lane: `executed_obs_unit:${id}`, created_at: UTC };
      expect((await status('observatory', transaction_id)).body).toEqual({ ...known, state: 'buffered', attempts: 0 });
      await drain(sites.observatory);
      const applied = { ...known, state: 'applied', attempts: 1, applied_at: UTC, lsn: LSN };
      expect((await status('observatory', transaction_id)).body).toEqual(applied);
      await sites.replayed();
      await retire(sites.observatory);
      expect((await status('observatory', transaction_id.toUpperCase())).body).toEqual({
        ...applied,
        state: 'replicated',
      });
    });

    test('at main applied is final, for its own transactions and for those of other sites', async () => {
      const here = await begin('main');
      const there = await begin('observatory');
      await drain(sites.observatory);
      for (const { id, status: _, ...proof } of [here, there])
        expect((await status('main', proof.transaction_id)).body).toEqual({
          ...proof,
          state: 'applied',
          lane: `executed_obs_unit:${id}`,
          created_at: UTC,
          applied_at: UTC,
          attempts: 1,
        });
    });

    test('a transaction of main is known at the observatory once it has arrived there', async () => {
      const { transaction_id } = await begin('main');
      await sites.replayed();
      expect((await status('observatory', transaction_id)).body).toMatchObject({ state: 'replicated' });
    });

    test('with wait the answer comes when the transaction has come so far', async () => {
      const { transaction_id } = await begin('observatory');
      const applied = status('observatory', `${transaction_id}?wait=applied&timeout_s=30`);
      const replicated = status('observatory', `${transaction_id}?wait=replicated&timeout_s=30`);
      await drain(sites.observatory);
      expect(['applied', 'replicated']).toContain((await applied).body.state);
      await replicate(sites);
      expect((await replicated).body.state).toBe('replicated');
    });

    test('when the time is up the answer says how far it has come', async () => {
      const { transaction_id } = await begin('observatory');
      for (const time of ['0', '0.05'])
        expect(await status('observatory', `${transaction_id}?wait=replicated&timeout_s=${time}`)).toMatchObject({
          status: 200,
          body: { state: 'buffered' },
        });
    });

    test('at main nobody waits for what is final already', async () => {
      const { transaction_id } = await begin('main');
      expect((await status('main', `${transaction_id}?wait=replicated&timeout_s=55`)).body.state).toBe('applied');
    });

    test('nobody waits for a transaction main has refused; its reason is told', async () => {
      await sites.sql(
        `insert into obs_unit (id, name, observing_program_id, source_id, obs_mode_id) values (700, 'gone', 1, 1, 1)`,
      );
      await sites.replayed();
      const body = { obs_unit_id: 700 };
      const { transaction_id } = (await call(sites.observatory, 'POST', '/executed_obs_units/start', { body })).body;
      await sites.sql('delete from obs_unit where id = 700');
      const waiting = status('observatory', `${transaction_id}?wait=applied&timeout_s=55`);
      await drain(sites.observatory);
      expect((await waiting).body).toMatchObject({
        state: 'dead',
        attempts: 1,
        error: { reason: expect.stringContaining('obs_unit_id'), sqlstate: '23503', columns: ['obs_unit_id'] },
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a transaction nobody has made is not found, waited for or not', async (at) => {
      const answer = await status(at, UNKNOWN);
      expectProblem(answer, 'record.not_found');
      expect(answer.body.detail).toContain(UNKNOWN);
      expectProblem(await status(at, `${UNKNOWN}?wait=applied&timeout_s=55`), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await status(at, 'x?wait=held&timeout_s=56&now=1'), [
        'path.transaction_id',
        'query.wait',
        'query.timeout_s',
        'query.now',
      ]);
      for (const time of ['-1', 'x', 'NaN', 'Infinity', '1e9', '1&timeout_s=2'])
        expectInvalid(await status(at, `${UNKNOWN}?timeout_s=${time}`), ['query.timeout_s']);
      expectInvalid(await status(at, `${UNKNOWN}?wait=applied&wait=applied`), ['query.wait']);
    });
  });
});
