import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { overlaid, type ShippedStep, toQuery } from '../../lib/database/overlay.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { listQuery } from '../../lib/model/filter.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  await sites.sql(`insert into executed_obs_unit (id, obs_unit_id, start_time, status, site_name, created_at, updated_at)
    select gen_random_uuid(), 1 + n % 8, '2026-01-01'::timestamptz + n * interval '1 minute', 'completed', 'observatory', now(), now()
    from generate_series(1, 20000) as n`);
  await sites.sql('analyze executed_obs_unit');
});
afterAll(() => sites.close());

const steps: ShippedStep[] = Array.from({ length: 100 }, () => {
  const id = randomUUID();
  const row = { id, obs_unit_id: 1, start_time: '2026-02-01T00:00:00Z', status: 'running' };
  return {
    transaction_id: randomUUID(),
    step: { operation: 'create', entity: 'executed_obs_unit', id, row },
  };
});

async function plan(query: Record<string, string>, pending: ShippedStep[]): Promise<string> {
  const page = listQuery(executedObsUnit).parse(query);
  const where = page.where === undefined ? sql`` : sql` where ${page.where}`;
  const statement = sql`select * from executed_obs_unit${where} order by ${sql.join(page.order_by, sql`, `)} limit ${page.limit + 1}`;
  const text = toQuery(overlaid([{ entity: executedObsUnit, steps: pending }], statement));
  const rows = await sites.main.main.query({ sql: `explain ${text.sql}`, params: text.params });
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([
  {},
  { order: 'start_time' },
  { order: '-created_at' },
  { status: 'running' },
  { start_time_gte: '2026-01-10T00:00:00Z', start_time_lt: '2026-01-11T00:00:00Z' },
])('with changes pending a page still walks the index in order and reads no more than it shows: %o', async (query) => {
  const under = await plan(query, steps);
  expect(under).toMatch(/Index (Only )?Scan( Backward)? using \S+ on executed_obs_unit/);
  expect(under).not.toMatch(/Seq Scan on executed_obs_unit/);
  if (!('start_time_gte' in query)) expect(under).toMatch(/Merge Append/);
});

test('with nothing pending the statement is sent as it is', async () => {
  expect(await plan({}, [])).not.toMatch(/ops_/);
});
