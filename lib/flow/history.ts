import { sql } from 'drizzle-orm';
import { toQuery } from '../database/overlay.ts';
import { ifAway } from '../database/presence.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import { recordKey, type State, type Step } from '../model/transaction.ts';
import type { PendingStep } from '../outbox/outbox.ts';
import { readById } from './read.ts';
import type { Site } from './site.ts';

/** Changes answered, at most: a record that has more says so. */
export const HISTORY_LIMIT = 500;

/** One change of a record: who, when, what. */
export interface Change {
  transaction_id: string;
  operation: Step['operation'];
  /** When the site accepted it, UTC. */
  at: string;
  site: string;
  user_id: number;
  /** Null for a user this site's database does not have yet. */
  username: string | null;
  endpoint: string;
  state: State;
  /** What it set, by column. */
  values: Record<string, unknown>;
}

/**
 * The changes of a record whose history is kept, latest first, at most HISTORY_LIMIT: those main has taken, in the order it
 * did, in front of them those it has not; not complete without the replica. Problems as for `read`, and `record.not_found`.
 */
export async function history(
  site: Site,
  entity: AnyEntity,
  id: string | number,
): Promise<{ changes: Change[]; complete: boolean }> {
  const { rows, steps } = await readById(site, entity, id);
  const ledger = await site.local.query(toQuery(ledgerOf(entity, id))).catch(ifAway);
  const taken = ledger ?? [];
  if (rows[0] === undefined && taken.length === 0)
    throw new Problem('record.not_found', `There is no ${entity.name} ${id}.`, { id });
  const state: State = site.buffer === undefined ? 'applied' : 'replicated';
  const known = new Set(taken.map(({ transaction_id }) => transaction_id));
  const waiting = steps.filter((step) => step.state !== 'discarded' && !known.has(step.transaction_id)).toReversed();
  const names = await usernames(site, waiting);
  const changes = [
    ...waiting.map((step) => pendingChange(site, step, names)),
    ...taken.map((row) => ({ ...row, state }) as unknown as Change),
  ];
  return {
    changes: changes.slice(0, HISTORY_LIMIT),
    complete: ledger !== undefined && changes.length <= HISTORY_LIMIT,
  };
}

/** One more than is answered tells whether there are more. */
function ledgerOf({ name }: AnyEntity, id: string | number) {
  return sql`select l.transaction_id, c.change->>'operation' as operation, l.accepted_at as at, l.site, l.user_id,
      (select u.username from public."user" as u where u.id = l.user_id) as username, l.endpoint,
      coalesce(c.change->'values', '{}') as values
    from public.ledger as l cross join lateral jsonb_array_elements(l.changes) with ordinality as c(change, n)
    where l.lane = ${recordKey(name, id)} and l.outcome = 'applied' and c.change->>'entity' = ${name}
      and c.change->'ids' @> ${JSON.stringify([id])}::jsonb
    order by l.xid desc, c.n desc limit ${HISTORY_LIMIT + 1}`;
}

function pendingChange(site: Site, { transaction_id, state, step, asked }: PendingStep, names: Names): Change {
  const { user_id, created_at: at, endpoint } = asked;
  const values = step.operation === 'create' ? step.row : step.operation === 'update' ? step.patch : {};
  const username = names.get(user_id) ?? null;
  const { operation } = step;
  return { transaction_id, operation, at, site: site.config.SITE_NAME, user_id, username, endpoint, state, values };
}

type Names = ReadonlyMap<unknown, string>;

async function usernames(site: Site, steps: readonly PendingStep[]): Promise<Names> {
  const ids = [...new Set(steps.map(({ asked }) => asked.user_id))];
  if (ids.length === 0) return new Map();
  const query = { sql: 'select id, username from public."user" where id = any($1)', params: [ids] };
  const rows = (await site.local.query(query).catch(ifAway)) ?? [];
  return new Map(rows.map(({ id, username }) => [id, String(username)]));
}
