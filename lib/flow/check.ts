import { foundIn, ifAway, presenceQuery, type Sought } from '../database/presence.ts';
import { caughtUp, POSITION, readPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import type { Draft } from './draft.ts';
import type { Site } from './site.ts';

/**
 * What a secondary can say of a draft before it accepts it: `record.exists` when the replica has its natural key or the id
 * its caller chose, `reference.unknown` when a record it refers to is neither pending here nor on a replica that is caught
 * up. A replica that is behind or away objects to nothing: main decides.
 */
export async function checkDraft(site: Site, draft: Draft): Promise<void> {
  if (site.buffer === undefined) return;
  const references = referencesOf(draft);
  const keys = uniqueKeys(draft);
  const found = await site.presence.find([...references.map(byId), ...keys]).catch(ifAway);
  if (found === undefined) return;
  const taken = found.slice(references.length).findIndex((id) => id !== undefined);
  if (taken >= 0) throw existing(keys[taken]?.entity ?? 'record', found[references.length + taken] ?? '');
  const absent = references.filter((_, index) => found[index] === undefined);
  if (absent.length > 0) await refuseUnlessPending(site, absent);
}

type Reference = ReturnType<Draft['references']>[number];

/** What a draft refers to and does not make itself. */
function referencesOf(draft: Draft): Reference[] {
  const made = new Set(draft.steps.map(({ entity, id }) => `${entity}:${id}`));
  return draft.references().filter(({ entity, id }) => !made.has(`${entity}:${id}`));
}

/** Errors named at most: the first few say what is wrong with the others. */
const NAMED = 20;

/** Pending first, then the replica once more: the other way round, a record replicated in between would be in neither. */
async function refuseUnlessPending(site: Site, references: Reference[]): Promise<void> {
  const sought = references.map(({ entity, id }) => ({ entity, id: String(id) }));
  const tips = (await site.buffer?.outbox.tips(sought)) ?? [];
  const unknown = references.filter((_, index) => tips[index] === undefined);
  if (unknown.length === 0) return;
  const again = unknown.map(byId);
  const answers = await site.local.pipeline([POSITION, presenceQuery(again)]).catch(ifAway);
  if (answers === undefined) return;
  const [position, found = []] = answers;
  const ids = foundIn(again, found);
  const missing = unknown.filter((_, index) => ids[index] === undefined);
  if (missing.length === 0 || !caughtUp(readPosition(position?.[0]), site.config.REPLICA_FRESH_MS)) return;
  throw unknownReference(missing);
}

/** What is missing on main of a draft that main has not taken, field by field; undefined when nothing is. Error: DatabaseUnavailable. */
export async function missingOnMain({ main }: Site, draft: Draft): Promise<Problem | undefined> {
  const references = referencesOf(draft);
  if (references.length === 0) return undefined;
  const sought = references.map(byId);
  const ids = foundIn(sought, await main.query(presenceQuery(sought)));
  const missing = references.filter((_, index) => ids[index] === undefined);
  return missing.length === 0 ? undefined : unknownReference(missing);
}

function unknownReference(missing: readonly Reference[]): Problem {
  const errors = missing.slice(0, NAMED).map(({ field, entity, id }) => ({
    in: 'body' as const,
    field,
    detail: `There is no ${entity} ${id}.`,
  }));
  return new Problem('reference.unknown', errors.map(({ detail }) => detail).join(' '), { errors });
}

const byId = ({ entity, id, type }: Reference): Sought => ({ entity, key: [{ column: 'id', type, value: id }] });

/** What may be taken already. An id made here is new, as is one derived from a key that nobody has used. */
function uniqueKeys(draft: Draft): Sought[] {
  return draft.steps.flatMap((step, index) => {
    const entity = draft.entities[index];
    if (step.operation !== 'create' || entity === undefined) return [];
    const keyOf = (columns: readonly string[]): Sought => ({
      entity: entity.name,
      key: columns.map((column) => ({
        column,
        type: entity.columns[column]?.getSQLType() ?? 'text',
        value: step.row[column],
      })),
    });
    const [natural, own] = [keyOf(entity.naturalKey), keyOf(['id'])];
    return draft.chosen.has(index) ? [natural, own] : [natural];
  });
}

/** The problem of a record that exists already, naming it. */
export function existing(entity: string, id: string): Problem {
  return new Problem('record.exists', `This ${entity} has been recorded already, as ${id}.`, { id });
}
