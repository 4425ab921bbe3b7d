import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { begin, doom, operate, WHY } from './doomed.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

const retry = (id: string, body?: unknown, at?: (typeof AT)[number]) => operate(sites, 'POST', `${id}/retry`, body, at);

describe('POST /buffer/failed/{transaction_id}/retry', () => {
  describe('200', () => {
    test('a dead letter is on its way again, without its error, and says who sent it and why', async () => {
      const { start } = await doom(sites, 700);
      const { status, body } = await retry(start.transaction_id, { reason: `  ${WHY} ` });
      expect([status, body.state, body.error, body.attempts]).toEqual([200, 'buffered', undefined, 1]);
      expect(body.acts).toEqual([{ act: 'retry', by: 'observer', at: expect.stringMatching(/Z$/), reason: WHY }]);
    });

    test.each([undefined, {}])('a reason need not be given: body %j', async (body) => {
      const { start } = await doom(sites, body === undefined ? 701 : 702);
      const answer = await retry(start.transaction_id, body);
      expect(answer).toMatchObject({ status: 200, body: { acts: [{ reason: 'no reason given' }] } });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a transaction nobody has made is not found', async (at) => {
      expectProblem(await retry(UNKNOWN, { reason: WHY }, at), 'record.not_found');
    });
  });

  describe('409', () => {
    test('what is not dead is left alone, and the answer says what it is', async () => {
      const { transaction_id } = await begin(sites);
      const answer = await retry(transaction_id);
      expectProblem(answer, 'record.conflict');
      expect(answer.body.state).toBe('buffered');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await retry('x', { reason: ' x ', why: 1 }, at), [
        'path.transaction_id',
        'body.reason',
        'body.why',
      ]);
      for (const reason of [null, 1, '', 'x'.repeat(1_001)])
        expectInvalid(await retry(UNKNOWN, { reason }, at), ['body.reason']);
    });
  });
});
