import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';
import { doom } from './doomed.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const ids = ({ items }: { items: { transaction_id: string }[] }) => items.map(({ transaction_id }) => transaction_id);
const failed = (at: (typeof AT)[number]) => call(sites[at], 'GET', '/buffer/failed');

describe('GET /buffer/failed', () => {
  describe('200', () => {
    test.each(AT)('at %s nothing refused is an empty list', async (at) => {
      expect(await failed(at)).toMatchObject({ status: 200, body: { items: [] } });
    });

    test('a refused transaction is kept with its reason and steps, holds its successors and nothing else, and stays visible', async () => {
      await sites.sql(
        `insert into obs_unit (id, name, observing_program_id, source_id, obs_mode_id) values (700, 'gone', 1, 1, 1)`,
      );
      await sites.replayed();
      const start = async (obs_unit_id: number) =>
        (await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id } })).body;
      const refused = await start(700);
      const finish = { body: { status: 'completed' } };
      const held = (await call(sites.observatory, 'PUT', `/executed_obs_units/${refused.id}/finish`, finish)).body;
      const other = await start(2);
      await sites.sql('delete from obs_unit where id = 700');
      await drain(sites.observatory);

      const { items } = (await failed('observatory')).body;
      expect(items).toEqual([
        {
          transaction_id: refused.transaction_id,
          state: 'dead',
          lane: `executed_obs_unit:${refused.id}`,
          created_at: expect.stringMatching(/Z$/),
          attempts: 1,
          error: expect.objectContaining({ reason: expect.stringContaining('obs_unit_id'), sqlstate: '23503' }),
          endpoint: 'POST /executed_obs_units/start',
          user_id: expect.any(Number),
          steps: [expect.objectContaining({ operation: 'create', entity: 'executed_obs_unit', id: refused.id })],
          original_steps: null,
          acts: [],
          discarding: false,
        },
        expect.objectContaining({
          transaction_id: held.transaction_id,
          state: 'held',
          steps: [expect.objectContaining({ operation: 'update', id: refused.id })],
        }),
      ]);
      expect((await call(sites.observatory, 'GET', '/buffer/stats')).body).toMatchObject({
        pending: 1,
        held: 1,
        dead: 1,
        applied_total: 1,
      });
      expect((await call(sites.main, 'GET', `/executed_obs_units/by-id/${other.id}`)).status).toBe(200);
      const still = await call(sites.observatory, 'GET', `/executed_obs_units/by-id/${refused.id}`);
      expect(still).toMatchObject({ status: 200, body: { status: 'completed' } });
      const { body: page } = await call(sites.observatory, 'GET', '/executed_obs_units?obs_unit_id=700');
      expect(page.pending).toEqual({ [refused.id]: 'held' });
      const { body: health } = await call(sites.observatory, 'GET', '/health');
      expect(health).toMatchObject({
        status: 'degraded',
        recording: true,
        transaction_buffer: { size: 1, failed: 1, held: 1 },
      });
      expect((await failed('main')).body).toEqual({ items: [], next_cursor: null });
    });
  });

  test('page by page they come each once, in the order they were accepted', async () => {
    const expected: string[] = [];
    for (const unit of [701, 702, 703]) {
      const { start, finish } = await doom(sites, unit);
      expected.push(start.transaction_id, finish.transaction_id);
    }
    const whole = ids((await failed('observatory')).body);
    expect(whole.slice(-expected.length)).toEqual(expected);
    const paged: string[] = [];
    for (let cursor = '0'; cursor !== null; ) {
      const { body } = await call(sites.observatory, 'GET', `/buffer/failed?limit=2&cursor=${cursor}`);
      expect(body.items.length).toBeGreaterThan(0);
      paged.push(...ids(body));
      cursor = body.next_cursor;
    }
    expect(paged).toEqual(whole);
  });

  describe('422', () => {
    test.each(AT)('at %s a parameter that does not fit is refused by name', async (at) => {
      for (const [query, field] of [
        ['limit=0', 'limit'],
        ['limit=501', 'limit'],
        ['limit=x', 'limit'],
        ['cursor=x', 'cursor'],
        ['cursor=-1', 'cursor'],
        ['order=x', 'order'],
      ])
        expectInvalid(await call(sites[at], 'GET', `/buffer/failed?${query}`), [`query.${field}`]);
    });
  });
});
