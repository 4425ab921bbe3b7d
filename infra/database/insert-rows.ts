import type pg from 'pg';

/** Rows of tables by their names, parents before children; a column that is left out gets its default. */
export type Rows = Record<string, Record<string, unknown>[]>;

/** A statement of so many rows of ours is a few megabytes. */
const STATEMENT_ROWS = 5_000;

/**
 * Inserts rows where they are missing and returns how many were; rows that exist are left as they are. Values as in JSON: the
 * table's own types say what they become.
 */
export async function insertRows(client: pg.ClientBase, table: string, rows: Rows[string]): Promise<number> {
  let inserted = 0;
  for (const alike of withSameColumns(rows)) {
    const names = Object.keys(alike[0] ?? {}).map(pgIdentifier);
    const statement = `insert into ${pgIdentifier(table)} (${names.join(', ')})
      select ${names.join(', ')} from json_populate_recordset(null::${pgIdentifier(table)}, $1::json) on conflict do nothing`;
    for (let begin = 0; begin < alike.length; begin += STATEMENT_ROWS) {
      const part = JSON.stringify(alike.slice(begin, begin + STATEMENT_ROWS));
      inserted += (await client.query(statement, [part])).rowCount ?? 0;
    }
  }
  return inserted;
}

/** A name as SQL has it, whatever it contains. */
export const pgIdentifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** One group of rows for each set of columns, because a column that is named does not get its default. */
function withSameColumns(rows: Rows[string]): Rows[string][] {
  const groups = new Map<string, Rows[string]>();
  for (const row of rows) {
    const columns = Object.keys(row).join();
    const group = groups.get(columns);
    if (group === undefined) groups.set(columns, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
