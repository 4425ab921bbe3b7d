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
  const unknown = references.filter((_, index) => tips[index] === undefined);
  const naturals = draft.steps.flatMap((step, index) => {
    const entity = draft.entities[index];
    return step.operation === 'create' && entity !== undefined ? [{ entity, row: step.row }] : [];
  });
  const questions: SQL[] = [
    ...unknown.map(({ entity, id }, index) => {
      const found = sql`select from ${sql.identifier(entity)} where id = ${id}`;
      return sql`select 'missing' as kind, ${sql.raw(String(index))} as position, null::text as id where not exists (${found})`;
    }),
    ...naturals.map(({ entity, row }, index) => {
      const same = entity.naturalKey.map((name) => sql`${sql.identifier(name)} = ${row[name]}`);
      const either = sql`(${sql.join(same, sql` and `)}) or id = ${row.id}`;
      return sql`select 'exists' as kind, ${sql.raw(String(index))} as position, id::text as id from ${sql.identifier(entity.name)} where ${either}`;
    }),
  ];
  if (questions.length === 0) return;
  const [position, answers = []] = await site.local
    .pipeline([POSITION, toQuery(sql.join(questions, sql` union all `))])
    .catch(ifAway);
  const taken = answers.find(({ kind }) => kind === 'exists');
  if (taken !== undefined) throw existing(naturals[Number(taken.position)]?.entity.name ?? 'record', String(taken.id));
  const missing = answers.filter(({ kind }) => kind === 'missing').map(({ position }) => unknown[Number(position)]);
  if (missing.length === 0 || !caughtUp(readPosition(position?.[0]), site.config.REPLICA_FRESH_MS)) return;
  const errors = missing.flatMap((reference) =>
    reference === undefined
      ? []
      : [{ in: 'body' as const, field: reference.column, detail: `There is no ${reference.entity} ${reference.id}.` }],
  );
  throw new Problem('reference.unknown', errors.map(({ detail }) => detail).join(' '), { errors });
}

/** The problem of a record that exists already, naming it. */
export function existing(entity: string, id: string): Problem {
  return new Problem('record.exists', `This ${entity} has been recorded already, as ${id}.`, { id });
}

function ifAway(error: unknown): Record<string, unknown>[][] {
  if (error instanceof DatabaseUnavailable) return [];
  throw error;
}
