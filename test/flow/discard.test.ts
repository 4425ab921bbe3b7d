import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { drain } from '../../lib/flow/drain.ts';
import { discard } from '../../lib/flow/operate.ts';
import { readById } from '../../lib/flow/read.ts';
import { openSite } from '../../lib/flow/site.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { start } from '../support/record.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const TIME = '2026-08-01T00:00:00Z';
const outbox = () => (sites.observatory.buffer ?? expect.fail('a secondary has a buffer')).outbox;
const decision = { username: 'operator', reason: 'recorded twice' };

test('what was discarded is gone from every read at once, replica or not, and its natural key is free', async () => {
  const dead = await start(sites.observatory, 1, TIME);
  const there = await start(sites.main, 1, TIME);
  await drain(sites.observatory);
  await discard(sites.observatory, dead.transaction_id, decision);
  await sites.sql('delete from executed_obs_unit where id = $1', [there.id]);
  await until(async () => (await drain(sites.observatory)).pending === 0);
  expect(await outbox().standing(dead.transaction_id)).toMatchObject({ state: 'discarded' });
  const lonely = openSite(
    { ...sites.observatory.config, LOCAL_DATABASE_URL: 'postgres://ops_api@127.0.0.1:1/none' },
    { log: silentLog },
  );
  await expect(readById(lonely, executedObsUnit, dead.id)).rejects.toMatchObject({ code: 'database.unavailable' });
  await lonely.close();
  await sites.replayed();
  expect((await readById(sites.observatory, executedObsUnit, dead.id)).rows).toEqual([]);
  const again = await start(sites.observatory, 1, TIME);
  expect(again.id).not.toBe(dead.id);
});

test('a discard that main overtook is not sent again as one, whatever becomes of main', async () => {
  const recorded = await start(sites.observatory, 2, TIME);
  const id = recorded.transaction_id;
  const settle = (verdict: 'refused' | 'applied', origin: string) =>
    outbox().settle([{ id, verdict, lsn: 1n, error: '{}', retry_at: 0 }], TIME, origin);
  await settle('refused', 'one');
  await discard(sites.observatory, id, decision);
  await settle('applied', 'one');
  await outbox().settle([], TIME, 'two');
  const entry = (await outbox().next(0, 100, Date.now())).find((one) => one.id === id);
  expect(JSON.parse(entry?.text ?? '{}')).toMatchObject({ transaction_id: id, discard: false });
});
