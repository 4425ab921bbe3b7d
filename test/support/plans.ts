import type { SQL } from 'drizzle-orm';
import type pg from 'pg';
import { toQuery } from '../../lib/database/overlay.ts';

/** What EXPLAIN (FORMAT JSON) says of one step of a plan; only what is looked at. */
interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Step[];
}

/** How a statement reads a table. */
export interface Reading {
  /** Whether it goes through the table from its beginning. */
  is_scanned: boolean;
  /** The indexes it uses, and what it looks up in each; nothing when it walks along it. */
  indexes: { name: string; condition: string | undefined }[];
}

/** How PostgreSQL would read a table for a statement. */
export async function readingOf(client: pg.Pool, statement: SQL, table: string): Promise<Reading> {
  const { sql, params } = toQuery(statement);
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Step }[] }>(`explain (format json) ${sql}`, params);
  const steps = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => within(Plan)));
  const own = steps.filter((step) => step['Relation Name'] === table);
  return {
    is_scanned: own.some((step) => step['Node Type'] === 'Seq Scan'),
    // The parts of a bitmap name the index alone.
    indexes: own
      .flatMap((step) => within(step))
      .flatMap((step) =>
        step['Index Name'] === undefined ? [] : [{ name: step['Index Name'], condition: step['Index Cond'] }],
      ),
  };
}

function within(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(within)];
}
