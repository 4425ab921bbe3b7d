import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { type AnyEntity, defaultsOf, type Row } from '../model/entity.ts';
import type { Step } from '../model/transaction.ts';
import type { Query } from './connect.ts';

/** A pending change as it is shipped to the database; in the order of acceptance. */
export interface ShippedStep {
  transaction_id: string;
  step: Step;
}

const dialect = new PgDialect();

/** A statement as text with its parameters. */
export function toQuery(statement: SQL): Query {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return { sql: text, params };
}

/** The declared columns of an entity: what a table has beyond them, younger functions know. */
export function columnsOf(entity: AnyEntity): SQL {
  return sql.join(
    Object.keys(entity.columns).map((name) => sql.identifier(name)),
    sql`, `,
  );
}

/** The pending steps of one entity a statement speaks of. */
export interface Laid {
  entity: AnyEntity;
  steps: readonly ShippedStep[];
}

/**
 * The statement with the pending steps of the entities it speaks of laid over their tables: a common table expression takes
 * each table's name, so the statement runs unchanged behind them and filters, joins, sorting, collation, counts and paging mean
 * exactly what PostgreSQL means. Tables without steps are left alone.
 *
 * Per shipped record one row: the base row (by primary key, in the same snapshot) under the patches whose transactions
 * are not in the ledger of that snapshot; so a replica that moves on between two looks never shows an older value, and
 * a record that was retired meanwhile is shown from its base row. A deleted record yields
 * no row, whatever was accepted after its deletion, nor does an update whose record is not here. A creation of a record that is here already will be refused by main and changes nothing.
 *
 * The arms of the union carry no condition of their own and the ids are constants: the planner then keeps the index
 * order of the base table (MergeAppend) and hashes `<> all`.
 */
export function overlaid(laid: readonly Laid[], statement: SQL): SQL {
  const tables = laid.filter(({ steps }) => steps.length > 0).map(shadow);
  return tables.length === 0 ? statement : sql`with ${sql.join(tables, sql`, `)} ${statement}`;
}

/** The common table expressions that end in one of the table's name. */
function shadow({ entity, steps }: Laid, place: number): SQL {
  const table = sql.identifier(entity.name);
  const base = sql`public.${table}`;
  const [step, fold, row, union] = ['step', 'fold', 'row', 'union'].map((part) =>
    sql.identifier(`ops_${part}_${place}`),
  );
  const key = sql.raw(entity.columns.id?.getSQLType() ?? 'uuid');
  const list = columnsOf(entity);
  const changed = Object.keys(entity.columns).map((name) => sql`r.${sql.identifier(name)}`);
  const ids = sql.param([...new Set(steps.map((one) => String(one.step.id)))]);
  return sql`${step} as materialized (
    select s.* from jsonb_to_recordset(${sql.param(JSON.stringify(shippedOf(entity, steps)))}::jsonb)
      as s(id ${key}, transaction_id uuid, position bigint, operation text, patch jsonb)
    where not exists (select from public.ledger as l where l.transaction_id = s.transaction_id)
  ), ${fold} as materialized (
    select s.id, jsonb_merge(s.patch order by s.position) as patch, bool_or(s.operation = 'create') as created,
      max(s.position) filter (where s.operation = 'delete') > coalesce(max(s.position) filter (where s.operation = 'create'), -1) as deleted
    from ${step} as s group by s.id
  ), ${row} as materialized (
    select ${sql.join(changed, sql`, `)}
    from (select distinct i.id from unnest(${ids}::${key}[]) as i(id)) as i
    left join ${fold} as f on f.id = i.id
    left join ${base} as b on b.id = i.id
    cross join lateral jsonb_populate_record(b, case when b.id is not null and f.created then '{}' else coalesce(f.patch, '{}') end) as r
    where (b.id is not null or f.created) and f.deleted is not true
  ), ${union} as not materialized (
    select ${list}, true as ops_fresh from ${row}
    union all
    select ${list}, false as ops_fresh from ${base}
  ), ${table} as not materialized (
    select ${list} from ${union} where ops_fresh or id <> all(${ids}::${key}[])
  )`;
}

/**
 * The steps as the statement reads them. A column younger than the functions that wrote a creation gets its default on main, so it
 * has it here. It is rare, and a copy of each row would cost as much as the rest of this.
 */
function shippedOf(entity: AnyEntity, steps: readonly ShippedStep[]) {
  const defaults = defaultsOf(entity);
  const withDefaults = (row: Row) =>
    Object.keys(defaults).every((name) => name in row) ? row : { ...defaults, ...row };
  return steps.map(({ transaction_id, step }, position) => ({
    id: step.id,
    transaction_id,
    position,
    operation: step.operation,
    patch: step.operation === 'create' ? withDefaults(step.row) : step.operation === 'update' ? step.patch : {},
  }));
}
