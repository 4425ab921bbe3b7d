import { getTableColumns, getTableName, type InferSelectModel } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { type BuildSchema, createInsertSchema, createSelectSchema, createUpdateSchema } from 'drizzle-zod';
import type * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { utcNow } from '../kernel/clock.ts';
import { refinement } from './columns.ts';
import type { Permission } from './permission.ts';

/** A record as it travels: snake_case names, JSON values, times as UTC text. */
export type Row = Record<string, unknown>;

/** A table whose primary key is the one column `id`. */
export type EntityTable = PgTable & { id: PgColumn };

/** What is said of a column beyond its type: what it means, its unit, and a narrower range. */
export interface FieldFacts {
  doc: string;
  unit?: string;
  refine?: (schema: z.ZodNumber) => z.ZodType;
}

/** From each state, the states that may follow it. */
export type Transitions = Readonly<Record<string, readonly string[]>>;

/** Everything declared about one kind of record; the rest is derived. */
export interface EntityFacts<T extends EntityTable> {
  table: T;
  /** One sentence for the API description. */
  doc: string;
  /** `buffered`: a secondary may record it without main. `direct`: written on main only. */
  write: 'buffered' | 'direct';
  /** The columns by which the outside world knows a record; backed by a unique constraint. */
  naturalKey: readonly (keyof InferSelectModel<T> & string)[];
  /** Columns of other records that lists are asked by; pending records are found through them. */
  parents?: readonly (keyof InferSelectModel<T> & string)[];
  permissions: { read: Permission; write: Permission };
  /** Columns that move from state to state, and where each may go from where; a move to the same state is none. */
  transitions?: { [K in keyof InferSelectModel<T>]?: Transitions };
  /** Whether who changed what of a record, and when, can be asked for. */
  history?: true;
  fields: { [K in keyof InferSelectModel<T>]?: FieldFacts };
  /** Columns a list can be filtered by and sorted by; the first of `order` is the default, newest first. */
  filters: readonly (keyof InferSelectModel<T> & string)[];
  order: readonly (keyof InferSelectModel<T> & string)[];
  /** Columns `?q=` looks into; each has a trigram index. */
  search?: readonly (keyof InferSelectModel<T> & string)[];
}

/** A foreign key: the column that holds it and the entity it points to. */
export interface Reference {
  column: string;
  entity: string;
}

/** One kind of record and everything known about it. */
export interface Entity<T extends EntityTable = EntityTable> extends EntityFacts<T> {
  /** The table's name, which names the entity everywhere. */
  name: string;
  columns: Readonly<Record<string, PgColumn>>;
  references: readonly Reference[];
  shapes: {
    row: BuildSchema<'select', T['_']['columns'], undefined, undefined>;
    create: BuildSchema<'insert', T['_']['columns'], undefined, undefined>;
    patch: BuildSchema<'update', T['_']['columns'], undefined, undefined>;
  };
}

/** An entity of whichever table: what code that never names one works with. */
export type AnyEntity = Omit<
  Entity,
  'naturalKey' | 'parents' | 'transitions' | 'fields' | 'filters' | 'order' | 'search' | 'shapes' | 'table'
> & {
  table: EntityTable;
  naturalKey: readonly string[];
  parents?: readonly string[];
  transitions?: Readonly<Record<string, Transitions | undefined>>;
  fields: Readonly<Record<string, FieldFacts | undefined>>;
  filters: readonly string[];
  order: readonly string[];
  search?: readonly string[];
  shapes: { row: z.ZodObject; create: z.ZodObject; patch: z.ZodObject };
};

/** Declares an entity. Throws a TypeError when the declaration contradicts itself. */
export function defineEntity<T extends EntityTable>(facts: EntityFacts<T>): Entity<T> {
  const columns = getTableColumns(facts.table);
  const name = getTableName(facts.table);
  for (const column of facts.order) {
    if (!columns[column]?.notNull) throw new TypeError(`${name}: order column ${column} must not be nullable`);
  }
  return { ...facts, name, columns, references: foreignKeys(facts.table), shapes: shapesOf(facts, columns) };
}

/** Each made when it is first asked for: a function carries many entities and asks for few shapes, and starts the sooner. */
function shapesOf<T extends EntityTable>(
  { table, fields }: EntityFacts<T>,
  columns: Readonly<Record<string, PgColumn>>,
): Entity<T>['shapes'] {
  const refinements = Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [key, refineWith(column, fields[key as keyof InferSelectModel<T>])]),
  ) as never;
  const made: { -readonly [Kind in keyof Entity<T>['shapes']]?: Entity<T>['shapes'][Kind] } = {};
  return {
    get row() {
      made.row ??= createSelectSchema(table, refinements) as unknown as Entity<T>['shapes']['row'];
      return made.row;
    },
    get create() {
      made.create ??= createInsertSchema(table, refinements) as unknown as Entity<T>['shapes']['create'];
      return made.create;
    },
    get patch() {
      made.patch ??= createUpdateSchema(table, refinements) as unknown as Entity<T>['shapes']['patch'];
      return made.patch;
    },
  };
}

function refineWith(column: PgColumn, field: FieldFacts | undefined): (schema: z.ZodType) => z.ZodType {
  const narrow = field?.refine ?? ((schema: z.ZodType) => schema);
  const typed = refinement(column) ?? ((schema: z.ZodType) => schema);
  return (schema) => {
    const refined = narrow(typed(schema) as z.ZodNumber);
    return field === undefined
      ? refined
      : refined.describe(field.unit === undefined ? field.doc : `${field.doc} [${field.unit}]`);
  };
}

function foreignKeys(table: PgTable): Reference[] {
  return getTableConfig(table).foreignKeys.map((key) => {
    const { columns, foreignTable } = key.reference();
    return { column: columns[0]?.name ?? '', entity: getTableName(foreignTable) };
  });
}

/**
 * The whole row a create stores: what the caller gave, the declared defaults, explicit nulls, and the times main would
 * set. The same row is overlaid at a secondary and inserted on main, so both sites read the same.
 */
export function completeRow(entity: AnyEntity, input: Row, clock: Clock): Row {
  const now = utcNow(clock);
  return Object.fromEntries(
    Object.values(entity.columns).map((column) => {
      const given = input[column.name];
      if (given !== undefined) return [column.name, given];
      if (column.name === 'created_at' || column.name === 'updated_at') return [column.name, now];
      if (column.name === 'id' && column.columnType === 'PgUUID') return [column.name, clock.uuid()];
      return [column.name, column.default ?? null];
    }),
  );
}

/** What a create gets in the columns it does not name: the declared defaults. */
export function defaultsOf(entity: AnyEntity): Row {
  const declared = Object.values(entity.columns).filter(({ default: value }) => value !== undefined);
  return Object.fromEntries(declared.map((column) => [column.name, column.default]));
}

/** The patch an update stores: what changes, and the time main would set. */
export function completePatch(entity: AnyEntity, patch: Row, clock: Clock): Row {
  return 'updated_at' in entity.columns ? { ...patch, updated_at: utcNow(clock) } : { ...patch };
}
