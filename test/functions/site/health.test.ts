import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { openSite } from '../../../lib/flow/site.ts';
import { silentLog } from '../../../lib/kernel/log.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites, until } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /health', () => {
  describe('200', () => {
    test('main says that everything works, and that it has no buffer', async () => {
      expect(await call(sites.main, 'GET', '/health')).toMatchObject({
        status: 200,
        body: {
          status: 'healthy',
          site_name: 'cologne',
          site_type: 'main',
          recording: true,
          database: 'connected',
          redis: 'none',
          durability: 'durable',
          link: 'up',
          transaction_buffer: null,
          background_processor: null,
        },
      });
    });

    test('the observatory says what works, what waits, and when it was last drained', async () => {
      const health = async () => (await call(sites.observatory, 'GET', '/health')).body;
      const fine = {
        status: 'healthy',
        site_type: 'secondary',
        recording: true,
        database: 'connected',
        redis: 'connected',
        durability: 'durable',
        link: 'up',
      };
      await until(async () => (await health()).link === 'up');
      expect(await health()).toMatchObject({
        ...fine,
        transaction_buffer: { size: 0, failed: 0, held: 0 },
        background_processor: { last_run: null, link: null, error: null },
      });
      await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 1 } });
      expect(await health()).toMatchObject({ transaction_buffer: { size: 1 } });
      await drain(sites.observatory);
      expect(await health()).toMatchObject({
        ...fine,
        transaction_buffer: { size: 0 },
        background_processor: { last_run: expect.stringMatching(/Z$/), link: 'up', error: null },
      });
    });
  });

  describe('503', () => {
    test('a site whose buffer is full says that it does not record', async () => {
      const config = { ...sites.observatory.config, TRANSACTION_BUFFER_SIZE: 1 };
      const full = openSite(config, { log: silentLog });
      try {
        await call(full, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 2 } });
        expect((await call(full, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 3 } })).status).toBe(503);
        expect(await call(full, 'GET', '/health')).toMatchObject({
          status: 503,
          body: { status: 'failing', recording: false, redis: 'connected', transaction_buffer: { size: 1 } },
        });
      } finally {
        await full.close();
      }
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a query parameter is refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/health?deep=1'), ['query.deep']);
    });
  });
});
