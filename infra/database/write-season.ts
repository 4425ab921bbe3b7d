import type pg from 'pg';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { Night } from '../../lib/sky/night.ts';
import { insertRows, type Rows } from './insert-rows.ts';
import { type Numbers, renumbered } from './numbers.ts';
import { nightsOf, rowsOf, SEASON_BASE, type Season } from './season.ts';
import { plannedUnits } from './season-plan.ts';
import { insertCatalogue } from './seed.ts';

/** One night as it was written: how many rows of each table, and how many of them were not there yet. */
export interface WrittenNight {
  night: Night;
  /** Rows by table. */
  rows: Readonly<Record<string, number>>;
  inserted: number;
}

/** Nights that are written at the same time: while a few servers' processes insert, the next one is made up. */
export const WRITERS = 4;

/**
 * Writes a season on main as its owner, one night per transaction, and tells of each, the first one first. It can be
 * interrupted at any point and run again: ids are derived from what a record is, and what is there is left as it is. Errors:
 * PostgreSQL's own.
 */
export async function* writeSeason(pool: pg.Pool, season: Season): AsyncGenerator<WrittenNight> {
  const numbers = await withClient(pool, (client) => insertCatalogue(client, SEASON_BASE));
  const units = plannedUnits(SEASON_BASE);
  const write = async (night: Night): Promise<WrittenNight> => {
    const rows = rowsOf(season, night, units);
    const counts = Object.entries(rows).map(([table, all]) => [table, all.length] as const);
    const inserted = await withClient(pool, (client) => insertNight(client, rows, numbers));
    return { night, rows: Object.fromEntries(counts), inserted };
  };
  const writing: Promise<WrittenNight>[] = [];
  try {
    for (const night of nightsOf(season)) {
      const first = writing.length === WRITERS ? writing.shift() : undefined;
      if (first !== undefined) yield await first;
      const next = write(night);
      next.catch(() => {}); // it is reported when its turn comes
      writing.push(next);
    }
    for (let next = writing.shift(); next !== undefined; next = writing.shift()) yield await next;
  } finally {
    await Promise.allSettled(writing);
  }
  // The planner knows nothing yet of what has just come.
  await pool.query('analyze');
}

async function withClient<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  const ignore = () => {}; // when the connection is lost the statement fails as well, and that is reported
  client.on('error', ignore);
  try {
    const result = await work(client);
    client.off('error', ignore);
    client.release();
    return result;
  } catch (error) {
    // The connection ends, and with it the transaction.
    client.release(true);
    throw error;
  }
}

async function insertNight(client: pg.ClientBase, rows: Rows, numbers: Numbers): Promise<number> {
  let inserted = 0;
  await client.query('begin');
  for (const entity of catalogue) {
    const own = rows[entity.name];
    if (own !== undefined) inserted += await insertRows(client, entity.name, renumbered(own, entity, numbers));
  }
  await client.query('commit');
  return inserted;
}
