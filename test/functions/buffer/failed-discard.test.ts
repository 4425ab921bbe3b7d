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

const discard = (id: string, body?: unknown, at?: (typeof AT)[number]) => operate(sites, 'DELETE', id, body, at);

describe('DELETE /buffer/failed/{transaction_id}', () => {
  describe('200', () => {
    test('a dead letter is given up as soon as main knows, and keeps who decided and why', async () => {
      const { start } = await doom(sites, 700);
      expect(await discard(start.transaction_id, { reason: WHY })).toMatchObject({
        status: 200,
        body: {
          transaction_id: start.transaction_id,
          state: 'dead',
          error: { sqlstate: '23503' },
          discarding: true,
          acts: [{ act: 'discard', by: 'observer', reason: WHY }],
        },
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a transaction nobody has made is not found', async (at) => {
      expectProblem(await discard(UNKNOWN, { reason: WHY }, at), 'record.not_found');
    });

    test('what has been given up for good is not found, and stays so', async () => {
      const { start } = await doom(sites, 701);
      await discard(start.transaction_id, { reason: WHY });
      await replicate(sites);
      expectProblem(await discard(start.transaction_id, { reason: WHY }), 'record.not_found');
    });
  });

  describe('409', () => {
    test('what is not dead is left alone, and the answer says what it is', async () => {
      const { transaction_id } = await begin(sites);
      const answer = await discard(transaction_id, { reason: WHY });
      expectProblem(answer, 'record.conflict');
      expect(answer.body.state).toBe('buffered');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named, and nothing is given up without a reason', async (at) => {
      expectInvalid(await discard('x', { why: 1 }, at), ['path.transaction_id', 'body.reason', 'body.why']);
      expectInvalid(await discard(UNKNOWN, undefined, at), ['body.reason']);
      for (const reason of [null, 1, '', '  x ', 'x'.repeat(1_001)])
        expectInvalid(await discard(UNKNOWN, { reason }, at), ['body.reason']);
    });
  });
});
