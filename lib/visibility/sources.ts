import { constantElevationSource, fixedSource, solarSystemObject, source } from '../entities/source.ts';
import { type List, list } from '../flow/list.ts';
import type { Reading } from '../flow/read.ts';
import { readKind } from '../flow/read-kind.ts';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import { LIST_LIMIT, listQuery } from '../model/filter.ts';
import { BODIES } from '../sky/ephemeris.ts';
import type { Target } from '../sky/target.ts';

/** A source and what is pointed at for it. */
export interface SourceTarget {
  id: number;
  name: string;
  type: string;
  target: Target;
}

const SUBTYPES = [fixedSource, solarSystemObject, constantElevationSource] as const;
/** Frames whose axes are those of ICRS to a few hundredths of an arc second. */
const FRAMES = ['icrs', 'fk5', 'j2000'];
/** Pages of sources read at most: 10,000 sources are ten times what a survey has. */
const PAGES = 20;

/**
 * One source as main will have it, what is pointed at for it, and how it was read. Problems: `record.not_found`,
 * `source.without_position`; those of `read`.
 */
export async function sourceTarget(
  site: Site,
  id: number,
  options: { stale: boolean },
): Promise<{ source: SourceTarget; reading: Reading }> {
  const reading = await readKind(site, source, SUBTYPES, id, options);
  const [row] = reading.rows;
  if (row === undefined) throw new Problem('record.not_found', `There is no source ${id}.`, { id });
  const target = targetOf(row);
  if (typeof target === 'string') throw new Problem('source.without_position', `Source ${id} ${target}.`, { id });
  return { source: { id, name: String(row.name), type: String(row.type), target }, reading };
}

/**
 * All sources in use (a list leaves out what is withdrawn) whose position can be computed, and the ids of the others. Problems
 * as for `list`; while the buffer is away, from the replica alone.
 */
export async function allTargets(site: Site): Promise<{ sources: SourceTarget[]; without_position: number[] }> {
  const [all = [], ...parts] = await Promise.all([source, ...SUBTYPES].map((entity) => everyRow(site, entity)));
  const more = new Map(parts.flat().map((row) => [row.id, row]));
  const found: { sources: SourceTarget[]; without_position: number[] } = { sources: [], without_position: [] };
  for (const row of all) {
    const id = row.id as number;
    const target = targetOf({ ...more.get(id), ...row });
    if (typeof target === 'string') found.without_position.push(id);
    else found.sources.push({ id, name: String(row.name), type: String(row.type), target });
  }
  return found;
}

async function everyRow(site: Site, entity: AnyEntity): Promise<Row[]> {
  const rows: Row[] = [];
  // Sources are worked out beforehand also while the buffer is away: from the replica alone.
  const asked: Record<string, string> = { order: 'id', limit: String(LIST_LIMIT.max), stale: 'ok' };
  for (let pages = 0; pages < PAGES; pages++) {
    const { items, next_cursor }: List = (await list(site, entity, listQuery(entity).parse(asked))).list;
    rows.push(...items);
    if (next_cursor === null) return rows;
    asked.cursor = next_cursor;
  }
  site.log.warn('visibility.too_many_sources', { entity: entity.name, read: rows.length });
  return rows;
}

/** What is pointed at for a source with the columns of its subtype, or why nothing can be. */
function targetOf(row: Row): Target | string {
  if (row.type === 'fixed_source' && typeof row.ra_deg === 'number') {
    if (!FRAMES.includes(String(row.frame).toLowerCase()))
      return `is in the frame ${row.frame}; known are ${FRAMES.join(', ')}`;
    return { kind: 'fixed', ra_deg: row.ra_deg, dec_deg: row.dec_deg as number };
  }
  if (row.type === 'solar_system_object' && typeof row.body === 'string') {
    const wanted = row.body.trim().toLowerCase();
    const body = BODIES.find((known) => known.toLowerCase() === wanted);
    return body === undefined
      ? `is the body ${row.body}; known are ${BODIES.join(', ')}`
      : { kind: 'solar_system', body };
  }
  if (row.type === 'constant_elevation_source' && typeof row.ra_min_deg === 'number') {
    const { ra_min_deg, ra_max_deg, dec_min_deg, dec_max_deg, elevation_deg } = row as Record<string, number>;
    return { kind: 'constant_elevation', ra_min_deg, ra_max_deg, dec_min_deg, dec_max_deg, elevation_deg } as Target;
  }
  return `has no ${row.type} record`;
}
