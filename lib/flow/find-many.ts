import { Problem } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import type { PendingStep } from '../outbox/outbox.ts';
import type { Found } from './draft.ts';
import { foldCreated } from './page-overlay.ts';
import type { Reading } from './read.ts';
import { readMany } from './read-many.ts';
import type { Site } from './site.ts';

/** Errors named at most: the first few say what is wrong with the others. */
const NAMED = 20;

/**
 * The records of some ids, to change all of them in one transaction: one question for all, in the order given. Where this site
 * cannot tell, a record has no row and main decides. Problems: `reference.unknown` when it is certain that there is none, naming
 * its place in `field` of the body; `buffer.unavailable`.
 */
export async function findMany(site: Site, entity: AnyEntity, ids: readonly string[], field: string): Promise<Found[]> {
  // Before the replica, as in every read: a change that comes in between makes the outbox ask for another decision.
  const overlay = await site.buffer?.outbox.overlay(entity.name, { mode: 'ids', ids });
  const pending = new Map<string, PendingStep[]>(ids.map((id) => [id, []]));
  for (const one of overlay?.steps ?? []) pending.get(String(one.step.id))?.push(one);
  const reading = await readMany(site, entity, ids).catch(ifAway);
  const rows = new Map(reading?.rows.map((row) => [String(row.id), row]));
  const found = ids.map((id): Found => {
    const steps = pending.get(id) ?? [];
    const row = reading === undefined ? foldCreated(steps) : rows.get(id);
    return { entity, id, row, pending: steps.map(({ transaction_id }) => transaction_id) };
  });
  if (reading?.caught_up) refuseMissing(found, field);
  return found;
}

function ifAway(error: unknown): Reading | undefined {
  if (error instanceof Problem && error.code === 'database.unavailable') return undefined;
  throw error;
}

function refuseMissing(found: readonly Found[], field: string): void {
  const errors = found.flatMap(({ entity, id, row }, index) => {
    const error = { in: 'body' as const, field: `${field}.${index}`, detail: `There is no ${entity.name} ${id}.` };
    return row === undefined ? [error] : [];
  });
  if (errors.length === 0) return;
  const named = errors.slice(0, NAMED);
  throw new Problem('reference.unknown', named.map(({ detail }) => detail).join(' '), { errors: named });
}
