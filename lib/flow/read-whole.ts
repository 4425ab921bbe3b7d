import { sql } from 'drizzle-orm';
import type { AnyEntity, Row } from '../model/entity.ts';
import { type Relation, relationsOf } from '../model/relation.ts';
import { type Expansion, expansion, SHOWN } from './expand.ts';
import { type Reading, type ReadOptions, readById } from './read.ts';
import type { Site } from './site.ts';

/** The records of one entity that are shown with a record under a name: they name it in a column of theirs. */
export type Shown = Readonly<Record<string, { entity: AnyEntity; column: string }>>;

/** How a record is read with more than belongs to it. */
export interface WholeOptions extends ReadOptions {
  /** What else the statement selects. */
  below?: Expansion;
}

/**
 * A record with the columns of the record of the same id that says more of it, and with those that belong to it, in the order
 * of the rest of their natural key. One statement. Problems as for `readById`.
 */
export async function readWhole(
  site: Site,
  { base, subtypes }: { base: AnyEntity; subtypes: readonly AnyEntity[] },
  families: Shown,
  id: string | number,
  { below, ...options }: WholeOptions = {},
): Promise<Reading> {
  const parts = relationsOf(base, subtypes);
  const children = Object.entries(families).map(([name, one]): Relation => ({ name, kind: 'children', ...one }));
  const own = expansion(base, [...parts, ...children], { shown: SHOWN.one, id });
  const all = below === undefined ? [own] : [own, below];
  const columns = sql.join(
    all.map((one) => one.columns),
    sql`, `,
  );
  // Each entity once: what is below may look at more of it than belongs to the record.
  const beside = new Map(all.flatMap((one) => one.beside.map((other) => [other.entity.name, other])));
  const reading = await readById(site, base, id, { ...options, columns, beside: [...beside.values()] });
  const readable = (row: Row) => all.reduce((left, one) => one.readable(left), row);
  return { ...reading, rows: reading.rows.map((row) => whole(readable(row), parts, children)) };
}

function whole(row: Row, parts: readonly Relation[], children: readonly Relation[]): Row {
  const more = parts.map(({ name }) => (row[name] ?? {}) as Row);
  const lists = children.map((relation) => [relation.name, inOrder(row[relation.name] as Row[], relation)]);
  const hidden = [...parts, ...children].flatMap(({ name }) => [name, `${name}_count`]);
  const own = Object.entries(row).filter(([name]) => !hidden.includes(name));
  return Object.assign({}, ...more, Object.fromEntries(own), Object.fromEntries(lists)) as Row;
}

function inOrder(rows: readonly Row[], { entity, column }: Relation): Row[] {
  const key = entity.naturalKey.find((name) => name !== column) ?? 'id';
  return rows.toSorted((a, b) => ((a[key] as string | number) < (b[key] as string | number) ? -1 : 1));
}
