import type { PgColumn } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { AnyEntity } from '../../lib/model/entity.ts';

/** Numbers of rows made up begin here, beyond those of any catalogue. */
const FIRST_ID = 100_000;
/** Columns that are not like others: what must look like something, and that few records are withdrawn. */
const SPECIAL: Readonly<Record<string, string>> = {
  deleted_at: `case when i % 100 = 0 then timestamptz '2026-06-01T00:00:00Z' end`,
  act: mostlyTheFirst(['token.create', 'token.revoke', 'user.create', 'session.end']),
};

/**
 * Puts so many made-up rows into every table of the catalogue, so that PostgreSQL takes each for one worth an index. A row
 * refers to those of the same number in other tables; of what may be missing a hundredth is.
 */
export async function fillTables(client: pg.ClientBase, rows: number): Promise<void> {
  for (const entity of catalogue) {
    // Of JSON the default will do.
    const columns = Object.values(entity.columns).filter(
      ({ columnType, notNull, hasDefault }) => columnType !== 'PgJsonb' || (notNull && !hasDefault),
    );
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const values = columns.map((column) => expressionOf(entity, column)).join(', ');
    await client.query(
      `insert into "${entity.name}" (${names}) select ${values} from generate_series(1, ${rows}) as i`,
    );
  }
}

/** An expression for a column's value in the row of number `i`. */
function expressionOf({ name, references }: AnyEntity, column: PgColumn): string {
  const parent = references.find((reference) => reference.column === column.name)?.entity;
  if (column.name === 'id') return idOf(column, parent ?? name);
  const value = SPECIAL[column.name] ?? (parent === undefined ? plain(column) : idOf(column, parent));
  return column.notNull || column.name in SPECIAL ? value : `case when i % 100 = 0 then null else ${value} end`;
}

/** The id of the row of number `i` in a table; a record that is a part of another has the same id. */
function idOf({ columnType }: PgColumn, table: string): string {
  return columnType === 'PgUUID' ? `md5('${table}' || i)::uuid` : `${FIRST_ID} + i`;
}

function plain({ columnType, enumValues = [], name }: PgColumn): string {
  if (enumValues.length > 0) return mostlyTheFirst(enumValues);
  switch (columnType) {
    case 'PgBoolean':
      return 'i % 100 = 0';
    case 'PgDoublePrecision':
      // Degrees of every kind, among others.
      return '20 + (i % 700) / 10.0';
    case 'PgTimestampString':
      return `timestamptz '2026-01-01T00:00:00Z' + i * interval '1 minute'`;
    case 'PgUUID':
      return `md5('${name}' || i)::uuid`;
    case 'PgJsonb':
      return `'{}'::jsonb`;
    case 'PgVarchar':
      return `left(md5('${name}' || i), 16)`;
    case 'PgText':
      return `'${name} ' || i`;
    default:
      return 'i';
  }
}

/** The first of some texts; each of the others in a hundredth of the rows. */
function mostlyTheFirst(texts: readonly string[]): string {
  return `coalesce((array['${texts.join("', '")}'])[1 + i % 100], '${texts[0]}')`;
}
