import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parseLsn } from '../../../lib/kernel/lsn.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites, until } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const status = (at: (typeof AT)[number]) => call(sites[at], 'GET', '/replication/status');
const LSN = expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/);

const SLOT = {
  name: 'observatory',
  active: true,
  wal_status: expect.stringMatching(/^(reserved|extended)$/),
  retained_bytes: expect.any(Number),
  headroom_bytes: expect.any(Number),
  limit_bytes: 1024 ** 3,
};

describe('GET /replication/status', () => {
  describe('200', () => {
    test('main is never behind itself', async () => {
      const { status: code, body } = await status('main');
      expect(code).toBe(200);
      expect(body).toEqual({
        main_lsn: LSN,
        replay_lsn: body.main_lsn,
        lag_bytes: 0,
        lag_s: 0,
        caught_up: true,
        slots: [SLOT],
      });
    });

    test('the observatory knows how far it is behind, in bytes and seconds, and when it has caught up', async () => {
      await until(async () => (await status('observatory')).body.caught_up === true);
      const { body } = await status('observatory');
      expect(body).toEqual({
        main_lsn: LSN,
        replay_lsn: LSN,
        lag_bytes: expect.any(Number),
        lag_s: expect.any(Number),
        caught_up: expect.any(Boolean),
        slots: [SLOT],
      });
      const behind = parseLsn(body.main_lsn) - parseLsn(body.replay_lsn);
      expect(body.caught_up).toBe(behind <= 0n);
      expect(body.lag_bytes).toBe(Math.max(0, Number(behind)));
      expect(body.lag_s).toBeGreaterThanOrEqual(0);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a query parameter is refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/replication/status?site=main'), ['query.site']);
    });
  });
});
