import type { PgColumn } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { AnyEntity } from '../../lib/model/entity.ts';

/** Numbers of rows made up begin here, beyond those of any catalogue. */
const FIRST_ID = 100_000;
/** Columns whose values must look like something. */
const SPECIAL: Readonly<Record<string, string>> = {
  'audit_event.act': `(array['token.create', 'token.revoke', 'user.create', 'session.end'])[1 + i % 4]`,
};

/**
 * Fills every table of the catalogue that has fewer rows than that with made-up ones, parents before children, so that
 * PostgreSQL takes it for a table worth an index. References are to records that exist; of what may be missing a tenth is.
 */
export async function fillTables(client: pg.ClientBase, rows: number): Promise<void> {
  const filled = new Set<string>();
  for (const entity of catalogue) {
    const found = await client.query<{ count: number }>(`select count(*)::int as count from "${entity.name}"`);
    if ((found.rows[0]?.count ?? 0) >= rows) continue;
    const columns = Object.values(entity.columns).filter((column) => isGiven(entity, column));
    const values = columns.map((column) => valueOf(entity, column, filled));
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const series = `generate_series(1, ${rows}) as i`;
    await client.query(`insert into "${entity.name}" (${names}) select ${values.join(', ')} from ${series}`);
    filled.add(entity.name);
  }
}

/** Of JSON the default will do. */
function isGiven(entity: AnyEntity, column: PgColumn): boolean {
  return column.columnType !== 'PgJsonb' || (column.notNull && !column.hasDefault);
}

/** An expression for a column's value in the row of number `i`. */
function valueOf(entity: AnyEntity, column: PgColumn, filled: ReadonlySet<string>): string {
  const parent = entity.references.find((reference) => reference.column === column.name)?.entity;
  if (column.name === 'id') return idOf(column, parent ?? entity.name);
  const value =
    SPECIAL[`${entity.name}.${column.name}`] ?? (parent === undefined ? plain(column) : reference(parent, filled));
  return column.notNull ? value : `case when i % 10 = 0 then null else ${value} end`;
}

/** A record that is a part of another has its id: of made-up ones, by the same number. */
function idOf(column: PgColumn, table: string): string {
  return column.columnType === 'PgUUID' ? `md5('${table}' || i)::uuid` : `${FIRST_ID} + i`;
}

function reference(parent: string, filled: ReadonlySet<string>): string {
  const entity = catalogue.find(({ name }) => name === parent);
  if (filled.has(parent) && entity?.columns.id !== undefined) return idOf(entity.columns.id, parent);
  return `(select (array_agg(id order by id))[1 + i % count(*)] from (select id from "${parent}" limit 1000) as p)`;
}

function plain(column: PgColumn): string {
  if (column.enumValues !== undefined && column.enumValues.length > 0)
    return `(array['${column.enumValues.join("', '")}'])[1 + i % ${column.enumValues.length}]`;
  switch (column.columnType) {
    case 'PgBoolean':
      return 'i % 3 = 0';
    case 'PgDoublePrecision':
      // Degrees of every kind, among others.
      return '20 + (i % 700) / 10.0';
    case 'PgTimestampString':
      return `timestamptz '2026-01-01T00:00:00Z' + i * interval '1 minute'`;
    case 'PgUUID':
      return `md5('${column.name}' || i)::uuid`;
    case 'PgJsonb':
      return `'{}'::jsonb`;
    case 'PgVarchar':
      return `left(md5('${column.name}' || i), 16)`;
    case 'PgText':
      return `'${column.name} ' || i`;
    default:
      return 'i';
  }
}
