import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { overlaid, type ShippedStep, toQuery } from '../../../lib/database/overlay.ts';
import { executedObsUnit } from '../../../lib/entities/execution.ts';
import { rawDataPackage } from '../../../lib/entities/raw-data.ts';
import type { AnyEntity } from '../../../lib/model/entity.ts';
import { listQuery } from '../../../lib/model/filter.ts';
import { openSites, type Sites } from '../../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  await sites.sql(`insert into executed_obs_unit (id, obs_unit_id, start_time, status, comment, executed_by, site_name, created_at, updated_at)
    select gen_random_uuid(), 1 + n % 8, at, 'completed', 'scan ' || n || ' of the night', 'crew ' || n % 5, 'observatory', at, at
    from generate_series(1, 20000) as n, lateral (select '2026-01-01'::timestamptz + n * interval '1 minute' as at) as t`);
  await sites.sql(`insert into raw_data_package (id, name, executed_obs_unit_id, instrument_module_id, created_at, updated_at)
    select gen_random_uuid(), 'package-' || row_number() over (order by start_time) || '.tar', id, 1, created_at, updated_at
    from executed_obs_unit`);
  await sites.sql('analyze');
});
afterAll(() => sites.close());

const created = (entity: string, row: Record<string, unknown>): ShippedStep[] =>
  Array.from({ length: 100 }, () => {
    const id = randomUUID();
    return { transaction_id: randomUUID(), step: { operation: 'create', entity, id, row: { id, ...row } } };
  });
const at = { created_at: '2026-02-01T00:00:00Z', updated_at: '2026-02-01T00:00:00Z' };
const SEARCHED: [AnyEntity, string, ShippedStep[]][] = [
  [
    executedObsUnit,
    'scan 17042',
    created('executed_obs_unit', { obs_unit_id: 1, start_time: '2026-02-01T00:00:00Z', ...at }),
  ],
  [rawDataPackage, 'package-17042', created('raw_data_package', { name: 'x', ...at })],
];

test.each(SEARCHED)(
  'a search of $name is served by its trigram index, with changes pending as without',
  async (entity, q, pending) => {
    const page = listQuery(entity).parse({ q });
    const order_by = sql.join(page.order_by, sql`, `);
    const statement = sql`select * from ${sql.identifier(entity.name)} where ${page.where} order by ${order_by} limit ${page.limit + 1}`;
    for (const steps of [[], pending]) {
      const text = toQuery(overlaid([{ entity, steps }], statement));
      const rows = await sites.main.main.query({ sql: `explain ${text.sql}`, params: text.params });
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      for (const column of entity.search ?? [])
        expect(plan).toMatch(new RegExp(`Index Cond: \\(+"?${column}"? ~~\\* `));
      expect(plan).not.toContain(`Seq Scan on ${entity.name}`);
    }
  },
);
