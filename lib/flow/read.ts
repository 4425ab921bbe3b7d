import { type SQL, sql } from 'drizzle-orm';
import { DatabaseUnavailable } from '../database/connect.ts';
import { columnsOf, overlaid, toQuery } from '../database/overlay.ts';
import { caughtUp, POSITION, type ReplicaPosition, readPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import type { PageWindow } from '../model/filter.ts';
import type { State } from '../model/transaction.ts';
import type { Overlay, PendingStep, Selector } from '../outbox/outbox.ts';
import { RedisUnavailable } from '../redis/connect.ts';
import { arrange, foldCreated, type Pending, within } from './page-overlay.ts';
import { replicaAge } from './replica-age.ts';
import type { Site } from './site.ts';

/** What a read answers, and how the answer was made. */
export interface Reading {
  rows: Row[];
  /** Records of the answer that have unreplicated changes, and how far the last of them has come. */
  pending: Record<string, State>;
  /** Records laid over the replica. */
  overlaid: number;
  /** Seconds; null when it is not known. Zero at main. */
  replica_age_s: number | null;
  /** Whether the replica had everything main had; true at main. */
  caught_up: boolean;
  /** Whether nothing that could belong to the answer was out of reach. */
  complete: boolean;
}

/** How a read wants to be answered. */
export interface ReadOptions {
  /** Answer from the bare replica when the outbox is out of reach, instead of not at all. */
  stale?: boolean;
  /** Only a stretch of all records is read: pending creations that cannot be in it need not be shipped. */
  window?: PageWindow | undefined;
  limit?: number;
  /** Other entities the statement speaks of. */
  beside?: readonly Beside[];
}

/** An entity a statement speaks of beside its own, and what of its pending records can matter. */
export interface Beside {
  entity: AnyEntity;
  selector: Selector;
}

const NOTHING_PENDING: Overlay = { watermark: { lsn: 0n, origin: '' }, steps: [] };
const POSITION_AT_MAIN = { replica_age_s: 0, caught_up: true } as const;

/**
 * Runs a statement over an entity's table as if main had applied everything this site has accepted. First the overlay,
 * then the replica: the other way round, a record retired in between would be in neither. Problems: `buffer.unavailable`
 * (without the outbox the answer could be false), `database.unavailable` (no replica, or one restarted behind what it
 * has served before).
 */
export async function read(
  site: Site,
  entity: AnyEntity,
  selector: Selector,
  statement: SQL,
  options: ReadOptions = {},
): Promise<Reading> {
  const overlays = await overlaysOf(site, [{ entity, selector }, ...(options.beside ?? [])], options);
  return readUnder(site, overlays, statement, options);
}

/**
 * One record by id, or no row; with the columns given, its own by default. A record whose creation is still pending is answered
 * without the replica, too, unless it is asked for with others.
 */
export async function readById(
  site: Site,
  entity: AnyEntity,
  id: string | number,
  { columns = columnsOf(entity), ...options }: ReadOptions & { columns?: SQL } = {},
): Promise<Reading & { steps: readonly PendingStep[] }> {
  const own: Beside = { entity, selector: { mode: 'ids', ids: [String(id)] } };
  const overlays = await overlaysOf(site, [own, ...(options.beside ?? [])], options);
  const steps = overlays[0]?.overlay?.steps ?? [];
  const statement = sql`select ${columns} from ${sql.identifier(entity.name)} where id = ${sql.param(id, entity.columns.id)}`;
  try {
    return { ...(await readUnder(site, overlays, statement)), steps };
  } catch (error) {
    const shown = arrange(steps);
    const row = overlays.length === 1 ? foldCreated(shown.steps) : undefined;
    if (row === undefined || !(error instanceof Problem) || error.code !== 'database.unavailable') throw error;
    return {
      rows: [row],
      pending: pendingStates(shown, [row]),
      overlaid: 1,
      replica_age_s: null,
      caught_up: false,
      complete: true,
      steps,
    };
  }
}

/** What is pending of an entity; no overlay when the outbox is out of reach and the caller takes the replica alone. */
interface Overlaid {
  entity: AnyEntity;
  overlay: Overlay | undefined;
}

/** The first is the entity the rows are of. */
async function readUnder(
  site: Site,
  overlays: readonly Overlaid[],
  statement: SQL,
  { window, limit = 0 }: ReadOptions = {},
): Promise<Reading> {
  const all = overlays.map(({ entity, overlay = NOTHING_PENDING }) => ({ entity, pending: arrange(overlay.steps) }));
  const pending = all[0]?.pending ?? arrange([]);
  try {
    const laid = all.map(({ entity, pending: { steps } }) => ({ entity, steps }));
    if (window !== undefined && laid[0] !== undefined) laid[0].steps = within(pending, window, limit + 1);
    const query = toQuery(overlaid(laid, statement));
    if (site.buffer === undefined)
      return { rows: await site.local.query(query), pending: {}, overlaid: 0, ...POSITION_AT_MAIN, complete: true };
    const [position, rows = []] = await site.local.pipeline([POSITION, query]);
    const here = readPosition(position?.[0]);
    for (const { overlay = NOTHING_PENDING } of overlays) refuseRegressed(here, overlay.watermark);
    return {
      rows,
      pending: pendingStates(pending, rows),
      overlaid: all.reduce((sum, { pending: { states } }) => sum + states.size, 0),
      replica_age_s: await replicaAge(site, here),
      caught_up: caughtUp(here, site.config.REPLICA_FRESH_MS),
      complete: overlays.every(({ overlay }) => overlay !== undefined),
    };
  } catch (error) {
    if (error instanceof DatabaseUnavailable)
      throw new Problem('database.unavailable', `The ${site.local.name} database does not answer.`);
    throw error;
  }
}

/** One after the other, all before the replica is asked. */
async function overlaysOf(site: Site, wanted: readonly Beside[], options: ReadOptions): Promise<Overlaid[]> {
  const overlays: Overlaid[] = [];
  for (const { entity, selector } of wanted)
    overlays.push({ entity, overlay: await pendingSteps(site, entity, selector, options) });
  return overlays;
}

async function pendingSteps(
  site: Site,
  entity: AnyEntity,
  selector: Selector,
  options: ReadOptions,
): Promise<Overlay | undefined> {
  if (site.buffer === undefined) return NOTHING_PENDING;
  try {
    return await site.buffer.outbox.overlay(entity.name, selector);
  } catch (error) {
    if (!(error instanceof RedisUnavailable)) throw error;
    if (options.stale === true) return undefined;
    throw new Problem(
      'buffer.unavailable',
      'Without its buffer this site cannot tell what it has recorded; ?stale=ok asks for the replica alone.',
    );
  }
}

/** Problem `database.unavailable` when a replica is behind what it has served before: its answers would be of the past. */
export function refuseRegressed({ replay_lsn, origin }: ReplicaPosition, watermark: Overlay['watermark']): void {
  // Under another system id or timeline the positions cannot be compared: that replica was made anew.
  if (replay_lsn === null || origin !== watermark.origin || replay_lsn >= watermark.lsn) return;
  throw new Problem('database.unavailable', 'The replica was restarted and is still behind what it has served before.');
}

function pendingStates({ states }: Pending, rows: readonly Row[]): Record<string, State> {
  const ids = rows.map(({ id }) => String(id));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const state = states.get(id);
      return state === undefined ? [] : [[id, state]];
    }),
  );
}
