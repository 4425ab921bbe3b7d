import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { writeSeason } from '../../infra/database/write-season.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { wireTypes } from '../../lib/database/connect.ts';
import { overlaid, type ShippedStep, toQuery } from '../../lib/database/overlay.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { pageStatement } from '../../lib/flow/list.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';
import { following, listQuery, type Page } from '../../lib/model/filter.ts';
import { fillTables } from '../support/filler.ts';
import { casesOf, type ListCase } from '../support/list-cases.ts';
import { type Reading, readingOf } from '../support/plans.ts';
import { SEASON } from '../support/season.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openPool, TOKENS } from '../support/sites.ts';

/** Three hours of each of 365 nights, with the files they have when a whole night has 5,000. */
const season = { ...SEASON, nights: 365, hours: 3, files_per_night: 5_000 };
/** A table of this many rows is read by its indexes. */
const ROWS = 10_000;

let servers: Servers;
let pool: pg.Pool;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  // Nobody reads it here.
  await servers.replica_database.stop('fast');
  await prepareDatabase(servers.urls.main_database, TOKENS);
  pool = openPool({
    connectionString: servers.urls.main_database,
    // The season's own tests see to its references: they are not looked up a million times again.
    options: '-c timezone=UTC -c session_replication_role=replica -c maintenance_work_mem=256MB',
    types: wireTypes,
  });
  const client = await pool.connect();
  const rebuild = await dropIndexes(client);
  await fillTables(client, ROWS);
  client.release();
  for await (const _ of writeSeason(pool, season));
  await rebuild();
}, 900_000);
afterAll(async () => {
  await pool.end();
  await servers.stop();
});

/** Drops the indexes that only make lists fast, and returns how to make them again: a million rows are then much sooner there. */
async function dropIndexes(client: pg.ClientBase): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return async () => {
    await Promise.all(rows.map(({ made }) => pool.query(made)));
  };
}

/** The statement a list runs for a page. */
function statementOf(entity: AnyEntity, page: Page): SQL {
  const columns = page.fields.map((name) => sql.identifier(name));
  return pageStatement(entity, page, sql.join(columns, sql`, `));
}

/** The page behind the first row of a page; undefined when there is none. */
async function secondPage(entity: AnyEntity, page: Page): Promise<Page | undefined> {
  const { sql: text, params } = toQuery(statementOf(entity, { ...page, limit: 1 }));
  const [first, second] = (await pool.query<Row>(text, params)).rows;
  return first === undefined || second === undefined ? undefined : following(page, first);
}

const conditions = ({ indexes }: Reading) => indexes.flatMap(({ condition }) => condition ?? []);

/** What is wrong with how a list is read; undefined when nothing is. */
async function wrong(entity: AnyEntity, page: Page, { query, looked_up }: ListCase): Promise<string | undefined> {
  const first = await readingOf(pool, statementOf(entity, page), entity.name);
  const own = RegExp(`\\b${looked_up}\\b`);
  const isLookedUp = looked_up === undefined || conditions(first).some((text) => own.test(text));
  if (first.is_scanned || first.indexes.length === 0 || !isLookedUp)
    return `${JSON.stringify(query)}: ${JSON.stringify(first)}`;
  const behind = await secondPage(entity, page);
  if (behind === undefined) return undefined;
  // By the filter or by where the page begins, whichever selects less.
  const second = await readingOf(pool, statementOf(entity, behind), entity.name);
  const is_right = !second.is_scanned && conditions(second).length > 0;
  return is_right ? undefined : `the second page of ${JSON.stringify(query)}: ${JSON.stringify(second)}`;
}

/** The same for the list of a site with changes that main does not have yet. */
async function wrongUnder(steps: ShippedStep[], entity: AnyEntity, page: Page): Promise<string | undefined> {
  const reading = await readingOf(pool, overlaid([{ entity, steps }], statementOf(entity, page)), entity.name);
  return reading.is_scanned ? JSON.stringify(reading) : undefined;
}

/** A change of a record there is, and a new record. */
async function pendingSteps(entity: AnyEntity): Promise<ShippedStep[]> {
  const { rows } = await pool.query<Row>(`select * from "${entity.name}" limit 2`);
  const [changed, like] = rows;
  const new_id = entity.columns.id?.columnType === 'PgUUID' ? randomUUID() : 2_000_000_000;
  const steps: ShippedStep['step'][] = [
    { entity: entity.name, operation: 'update', id: String(changed?.id), patch: {} },
    { entity: entity.name, operation: 'create', id: new_id, row: { ...like, id: new_id } },
  ];
  return steps.map((step) => ({ transaction_id: randomUUID(), step }));
}

describe('a season of 365 nights', () => {
  test('has hundreds of thousands of files, and every table has enough rows to be worth an index', async () => {
    const counts = await Promise.all(
      catalogue.map(async ({ name }) => {
        const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from "${name}"`);
        return { name, count: rows[0]?.count ?? 0 };
      }),
    );
    expect(counts.filter(({ count }) => count < ROWS)).toEqual([]);
    expect(counts.find(({ name }) => name === 'raw_data_file')?.count).toBeGreaterThan(200_000);
  });

  test.each(catalogue)('$name: every list finds its rows by an index, whatever it is asked for', async (entity) => {
    const cases = await casesOf(pool, entity);
    // Each filter is asked for something rare as well, so that its own index must have been used.
    const proven = new Set(cases.map(({ looked_up }) => looked_up));
    expect([...entity.filters, ...(entity.search ?? [])].filter((name) => !proven.has(name))).toEqual([]);
    const [query, steps] = [listQuery(entity), await pendingSteps(entity)];
    const checks = cases.map(async (one) => {
      const page = query.parse(one.query);
      const under = await wrongUnder(steps, entity, page);
      return [await wrong(entity, page, one), under && `with pending records ${JSON.stringify(one.query)}: ${under}`];
    });
    expect((await Promise.all(checks)).flat().filter((one) => one !== undefined)).toEqual([]);
  });
});
