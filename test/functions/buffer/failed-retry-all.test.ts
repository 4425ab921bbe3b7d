import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';
import { begin, doom, drainAll, insertUnit, operate, WHY } from './doomed.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const retryAll = (body?: unknown, at?: (typeof AT)[number]) => operate(sites, 'POST', 'retry-all', body, at);

describe('POST /buffer/failed/retry-all', () => {
  describe('200', () => {
    test.each(AT)('at %s nothing dead is nothing sent again', async (at) => {
      expect(await retryAll({}, at)).toMatchObject({ status: 200, body: { retried: [], next_cursor: null } });
    });

    test('every dead letter is sent again, oldest first; what is held, waiting or discarded is left alone', async () => {
      const first = await doom(sites, 700);
      const second = await doom(sites, 701);
      const given_up = await doom(sites, 702);
      const { transaction_id } = await begin(sites);
      await operate(sites, 'DELETE', given_up.start.transaction_id, { reason: WHY });
      const { body } = await retryAll({ reason: WHY });
      expect(body.retried).toEqual([first.start.transaction_id, second.start.transaction_id]);
      for (const id of body.retried)
        expect((await operate(sites, 'GET', id)).body).toMatchObject({
          state: 'buffered',
          acts: [{ act: 'retry', by: 'observer', reason: WHY }],
        });
      expect((await operate(sites, 'GET', transaction_id)).body.acts).toEqual([]);
      expect((await operate(sites, 'GET', first.finish.transaction_id)).body).toMatchObject({
        state: 'held',
        acts: [],
      });
      expect((await retryAll()).body).toEqual({ retried: [], next_cursor: null });

      await insertUnit(sites, 700);
      await drainAll(sites);
      expect((await retryAll()).body.retried[0]).toBe(second.start.transaction_id);
      expect(await sites.sql('select status from executed_obs_unit where id = $1', [first.start.id])).toEqual([
        { status: 'completed' },
      ]);
    });
  });

  test('page by page it comes to the end, whatever main has refused again meanwhile', async () => {
    await retryAll();
    await drainAll(sites);
    const { body } = await call(sites.observatory, 'GET', '/buffer/failed');
    const dead = body.items.filter(({ state }: { state: string }) => state === 'dead');
    expect(dead.length).toBeGreaterThan(1);
    const retried: string[] = [];
    for (let cursor: string | null = '0'; cursor !== null; ) {
      const page: { retried: string[]; next_cursor: string | null } = (await retryAll({ cursor, limit: 1 })).body;
      await drainAll(sites);
      retried.push(...page.retried);
      cursor = page.next_cursor;
    }
    const own = dead.filter(({ discarding }: { discarding: boolean }) => !discarding);
    expect(retried).toEqual(own.map(({ transaction_id }: { transaction_id: string }) => transaction_id));
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await retryAll({ reason: '', all: true }, at), ['body.reason', 'body.all']);
      expectInvalid(await retryAll('[]', at), ['body.']);
      expectInvalid(await retryAll({ limit: 501, cursor: 'x' }, at), ['body.limit', 'body.cursor']);
    });
  });
});
