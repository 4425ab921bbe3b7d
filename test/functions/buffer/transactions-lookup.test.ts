import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { startMany } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, nextTime, replicate } from '../expect.ts';
import { begin, doom, drainAll, end, operate, WHY } from './doomed.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

const lookup = (body: unknown, at: (typeof AT)[number] = 'observatory') =>
  call(sites[at], 'POST', '/buffer/transactions/lookup', { body });

describe('POST /buffer/transactions/lookup', () => {
  describe('200', () => {
    test('each transaction is answered as it is alone, in the order asked; one nobody has made is unknown', async () => {
      const { start, finish } = await doom(sites, 700);
      const { transaction_id } = await begin(sites);
      const ids = [finish.transaction_id, UNKNOWN, transaction_id, start.transaction_id, UNKNOWN];
      const { status, body } = await lookup({ transaction_ids: ids.map((id) => id.toUpperCase()) });
      const alone = await Promise.all(
        ids.map(async (id) => {
          const one = await call(sites.observatory, 'GET', `/buffer/transactions/${id}`);
          return one.status === 404 ? { transaction_id: id, state: 'unknown' } : one.body;
        }),
      );
      expect([status, body]).toEqual([200, { items: alone }]);
      expect(alone.map(({ state }) => state)).toEqual(['held', 'unknown', 'buffered', 'dead', 'unknown']);
    });

    test('500 receipts are told in order, also when Redis has forgotten, and at main', async () => {
      await drainAll(sites);
      const ids = (receipts: { transaction_id: string }[]) => receipts.map(({ transaction_id }) => transaction_id);
      const replicated = ids(await startMany(sites.observatory, 100));
      const given_up = await doom(sites, 701);
      await operate(sites, 'DELETE', given_up.start.transaction_id, { reason: WHY });
      await replicate(sites);
      const applied = ids(await startMany(sites.observatory, 100));
      const doomed = await doom(sites, 702);
      const running = await begin(sites, 7, nextTime());
      const buffered = [running.transaction_id, (await end(sites, running.id)).transaction_id];
      buffered.push(...ids(await startMany(sites.observatory, 95)));
      const unknown = Array.from({ length: 200 }, () => randomUUID());
      const groups = { replicated, applied, buffered, unknown, discarded: [given_up.start.transaction_id] };
      const dead = { dead: [doomed.start.transaction_id], held: [doomed.finish.transaction_id] };
      // Mixed by id: the states come in no order of their own.
      const wanted = Object.entries({ ...groups, ...dead })
        .flatMap(([is, group]) => group.map((transaction_id) => ({ transaction_id, state: is })))
        .sort((a, b) => (a.transaction_id.slice(-12) < b.transaction_id.slice(-12) ? -1 : 1));
      expect(wanted).toHaveLength(500);
      const transaction_ids = ids(wanted);
      const told = async (site: 'main' | 'observatory') => {
        const { body } = await call(sites[site], 'POST', '/buffer/transactions/lookup', { body: { transaction_ids } });
        return body.items.map(({ transaction_id, state }: Record<string, string>) => ({ transaction_id, state }));
      };
      expect(await told('observatory')).toEqual(wanted);
      const { durable } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
      const forgotten = [...replicated, ...groups.discarded];
      await durable.del(...forgotten.map((id) => `ops:{${sites.observatory.config.SITE_NAME}}:transaction:${id}`));
      expect(await told('observatory')).toEqual(wanted);
      const at_main = { replicated: 'applied', applied: 'applied', discarded: 'discarded' } as Record<string, string>;
      expect(await told('main')).toEqual(wanted.map((one) => ({ ...one, state: at_main[one.state] ?? 'unknown' })));
    });

    test.each(AT)('at %s five hundred fit into one call', async (at) => {
      const transaction_ids = Array.from({ length: 500 }, () => randomUUID());
      expect((await lookup({ transaction_ids }, at)).body).toEqual({
        items: transaction_ids.map((transaction_id) => ({ transaction_id, state: 'unknown' })),
      });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await lookup({ transaction_ids: [UNKNOWN, 'x', 1], wait: 'applied' }, at), [
        'body.transaction_ids.1',
        'body.transaction_ids.2',
        'body.wait',
      ]);
      for (const transaction_ids of [undefined, null, [], UNKNOWN, Array(501).fill(UNKNOWN)])
        expectInvalid(await lookup({ transaction_ids }, at), ['body.transaction_ids']);
    });
  });
});
