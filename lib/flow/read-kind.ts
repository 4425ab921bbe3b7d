import type { AnyEntity, Row } from '../model/entity.ts';
import { relationsOf } from '../model/relation.ts';
import { expansion, SHOWN } from './expand.ts';
import { type Reading, type ReadOptions, readById } from './read.ts';
import type { Site } from './site.ts';

/**
 * One record by id with the columns of the record of the same id that says more of it, in whichever of the subtypes' tables that
 * is; without them when there is none. One statement. Problems as for `read`.
 */
export async function readKind(
  site: Site,
  base: AnyEntity,
  subtypes: readonly AnyEntity[],
  id: string | number,
  options: ReadOptions = {},
): Promise<Reading> {
  const relations = relationsOf(base, subtypes);
  const { readable, ...shown } = expansion(base, relations, { shown: SHOWN.one, id });
  const reading = await readById(site, base, id, { ...options, ...shown });
  const names = relations.map(({ name }) => name);
  return { ...reading, rows: reading.rows.map((row) => flat(readable(row), names)) };
}

function flat(row: Row, parts: readonly string[]): Row {
  const own = Object.entries(row).filter(([name]) => !parts.includes(name));
  const more = parts.flatMap((name) => Object.entries((row[name] ?? {}) as Row));
  return { ...Object.fromEntries(more), ...Object.fromEntries(own) };
}
