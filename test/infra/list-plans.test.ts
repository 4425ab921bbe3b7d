import { type SQL, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { writeSeason } from '../../infra/database/write-season.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { wireTypes } from '../../lib/database/connect.ts';
import { toQuery } from '../../lib/database/overlay.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { pageStatement } from '../../lib/flow/list.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';
import { following, listQuery, type Page } from '../../lib/model/filter.ts';
import { fillTables } from '../support/filler.ts';
import { SEASON } from '../support/season.ts';
import { startPrivateServers } from '../support/servers.ts';
import { TOKENS } from '../support/sites.ts';

/** Three hours of each of 365 nights, with the files they have when a whole night has 5,000. */
const season = { ...SEASON, nights: 365, hours: 3, files_per_night: 5_000 };
/** A table of this many rows is read by its indexes. */
const ROWS = 4_000;

let servers: Servers;
let pool: pg.Pool;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  // Nobody reads it here.
  await servers.replica_database.stop('fast');
  await prepareDatabase(servers.urls.main_database, TOKENS);
  pool = new pg.Pool({
    connectionString: servers.urls.main_database,
    // The season's own tests see to its references: they are not looked up a million times again.
    options: '-c timezone=UTC -c session_replication_role=replica -c maintenance_work_mem=256MB',
    types: wireTypes,
  });
  const client = await pool.connect();
  const rebuild = await dropIndexes(client);
  await fillTables(client, ROWS);
  client.release();
  const begin = Date.now();
  for await (const { night } of writeSeason(pool, season))
    if (night.date.endsWith('-01')) console.log(night.date, Date.now() - begin);
  await rebuild();
  console.log(Date.now() - begin);
  await pool.query('analyze');
  console.log(Date.now() - begin);
}, 600_000);
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
