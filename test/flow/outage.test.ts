import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

test('an observation recorded while nothing is drained is seen at once, arrives once, and reads the same from the replica', async () => {
  const { observatory, main } = sites;
  const started = await call(observatory, 'POST', '/executed_obs_units/start', {
    body: { obs_unit_id: 1, start_time: '2026-11-21T03:00:00+00:00' },
  });
  expect(started).toMatchObject({ status: 201, body: { status: 'buffered' } });
  const { id, transaction_id } = started.body;
  const finished = await call(observatory, 'PUT', `/executed_obs_units/${id}/finish`, {
    body: { status: 'completed', mean_pwv_mm: 0.5 },
  });
  expect(finished).toMatchObject({ status: 200, body: { id, status: 'buffered' } });

  const byId = () => call(observatory, 'GET', `/executed_obs_units/by-id/${id}`);
  const pending = await byId();
  expect(pending).toMatchObject({
    status: 200,
    body: { id, status: 'completed', mean_pwv_mm: 0.5, start_time: '2026-11-21T03:00:00Z' },
  });
  expect(pending.headers.get('opsdb-overlay')).toBe('1');
  const bare = await call(observatory, 'GET', '/executed_obs_units/1/');
  expect(bare.body).toEqual([expect.objectContaining(pending.body)]);
  const listed = await call(observatory, 'GET', '/executed_obs_units?status=completed');
  expect(listed.body).toEqual({
    items: [pending.body],
    next_cursor: null,
    complete: true,
    pending: { [id]: 'buffered' },
  });
  expect((await call(observatory, 'GET', '/buffer/stats')).body).toMatchObject({ pending: 2, durability: 'durable' });

  expect(await drain(observatory)).toMatchObject({
    calls: 1,
    applied: 2,
    settled: 2,
    pending: 0,
    link: 'up',
    error: null,
  });
  await sites.replayed();
  await retire(observatory);
  expect((await call(observatory, 'GET', `/buffer/transactions/${transaction_id}`)).body).toMatchObject({
    state: 'replicated',
    attempts: 1,
  });
  const after = await byId();
  expect(after.body).toEqual(pending.body);
  expect(after.headers.get('opsdb-overlay')).toBe('0');
  expect((await call(main, 'GET', `/executed_obs_units/by-id/${id}`)).body).toEqual(pending.body);
  expect(await sites.sql('select count(*)::int as n from ledger')).toEqual([{ n: 2 }]);
});
