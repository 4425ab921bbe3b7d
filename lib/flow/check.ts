import { type SQL, sql } from 'drizzle-orm';
import { DatabaseUnavailable } from '../database/connect.ts';
import { toQuery } from '../database/overlay.ts';
import { caughtUp, POSITION, readPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import type { Draft } from './draft.ts';
import type { Site } from './site.ts';

/**
 * What a secondary can say of a draft before it accepts it: `record.exists` when the replica has its id or natural key,
 * `reference.unknown` when a record it refers to is neither pending here nor on a replica that is caught up. A replica
 * that is behind or away objects to nothing: main decides.
 */
export async function checkDraft(site: Site, draft: Draft): Promise<void> {
  if (site.buffer === undefined) return;
  const references = draft.references();
  // Pending first, then the replica: the other way round, a record replicated in between would be in neither.
  const tips = await site.buffer.outbox.tips(references.map(({ entity, id }) => ({ entity, id: String(id) })));
  const made = new Set(draft.steps.map(({ entity, id }) => `${entity}:${id}`));
  const unknown = references.filter(
    ({ entity, id }, index) => tips[index] === undefined && !made.has(`${entity}:${id}`),
  );
  const questions = [...group(unknown, ({ entity }) => entity).map(whichAreMissing), ...whichExist(draft)];
  if (questions.length === 0) return;
  const [position, answers = []] = await site.local
    .pipeline([POSITION, toQuery(sql.join(questions, sql` union all `))])
    .catch(ifAway);
  const taken = answers.find(({ kind }) => kind === 'exists');
  if (taken !== undefined) throw existing(String(taken.entity), String(taken.id));
  const absent = new Set(answers.filter(({ kind }) => kind === 'missing').map(({ entity, id }) => `${entity}:${id}`));
  const missing = unknown.filter(({ entity, id }) => absent.has(`${entity}:${id}`));
  if (missing.length === 0 || !caughtUp(readPosition(position?.[0]), site.config.REPLICA_FRESH_MS)) return;
  const errors = missing.slice(0, NAMED).map(({ field, entity, id }) => ({
    in: 'body' as const,
    field,
    detail: `There is no ${entity} ${id}.`,
  }));
  throw new Problem('reference.unknown', errors.map(({ detail }) => detail).join(' '), { errors });
}

/** Errors named at most: the first few say what is wrong with the others. */
const NAMED = 20;

type Reference = ReturnType<Draft['references']>[number];

/** One question for all records of an entity: as many as a bulk call refers to, or creates, cost one plan. */
function whichAreMissing(references: Reference[]): SQL {
  const table = sql.identifier(references[0]?.entity ?? '');
  const ids = JSON.stringify(references.map(({ id }) => ({ id })));
  return sql`select distinct 'missing' as kind, ${references[0]?.entity ?? ''}::text as entity, r.id::text as id
    from jsonb_populate_recordset(null::public.${table}, ${ids}::jsonb) as r
    where not exists (select from public.${table} as t where t.id = r.id)`;
}

function whichExist(draft: Draft): SQL[] {
  const creates = draft.steps.flatMap((step, index) => {
    const entity = draft.entities[index];
    return step.operation === 'create' && entity !== undefined ? [{ entity, row: step.row }] : [];
  });
  return group(creates, ({ entity }) => entity).flatMap((same) => {
    const entity = same[0]?.entity;
    if (entity === undefined) return [];
    const table = sql.identifier(entity.name);
    const keys = ['id', ...entity.naturalKey];
    const rows = JSON.stringify(same.map(({ row }) => Object.fromEntries(keys.map((name) => [name, row[name]]))));
    const by = (columns: readonly string[]) => {
      const equal = columns.map((name) => sql`t.${sql.identifier(name)} = r.${sql.identifier(name)}`);
      return sql`select 'exists' as kind, ${entity.name}::text as entity, t.id::text as id
        from jsonb_populate_recordset(null::public.${table}, ${rows}::jsonb) as r
        join public.${table} as t on ${sql.join(equal, sql` and `)}`;
    };
    return [by(['id']), by(entity.naturalKey)];
  });
}

function group<Item>(items: readonly Item[], key: (item: Item) => unknown): Item[][] {
  const groups = new Map<unknown, Item[]>();
  for (const item of items) {
    const same = groups.get(key(item));
    if (same === undefined) groups.set(key(item), [item]);
    else same.push(item);
  }
  return [...groups.values()];
}

/** The problem of a record that exists already, naming it. */
export function existing(entity: string, id: string): Problem {
  return new Problem('record.exists', `This ${entity} has been recorded already, as ${id}.`, { id });
}

function ifAway(error: unknown): Record<string, unknown>[][] {
  if (error instanceof DatabaseUnavailable) return [];
  throw error;
}
