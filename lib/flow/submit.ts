import { sql } from 'drizzle-orm';
import { applyOnMain, type Verdict } from '../database/apply.ts';
import { DatabaseUnavailable } from '../database/connect.ts';
import { toQuery } from '../database/overlay.ts';
import { readRefusal } from '../database/refusal.ts';
import { utcNow } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import { type Receipt, SCHEMA_VERSION, type Transaction } from '../model/transaction.ts';
import type { Plan } from '../outbox/outbox.ts';
import { RedisUnavailable } from '../redis/connect.ts';
import { checkDraft, existing } from './check.ts';
import { Draft } from './draft.ts';
import type { Buffer, Site } from './site.ts';

/** Who asks, through which endpoint, and with what. */
export interface Call {
  user_id: number;
  endpoint: string;
  /** SHA-256 of method, path and body as sent. */
  fingerprint: string;
}

/** How often a change is decided anew because its record changed while it was being decided; each time one other got through. */
const DECISIONS = 5;
/** How often an append without an answer is sent again with the same id: once bridges a restart of Redis. */
const APPENDS = 2;

/**
 * Records a change. At main it is applied now. At a secondary it is buffered if its entity is, or if it touches or
 * refers to a pending record; otherwise it is applied on main across the link and laid over the replica.
 *
 * `build` may run several times and must only speak to the draft. Problems: those of `build`; `record.exists`,
 * `record.conflict`, `reference.unknown`, `request.invalid` (nothing was recorded); `buffer.full`, `buffer.unavailable`,
 * `site.read_only`, `database.unavailable`. Interrupted at any point it has either recorded everything or nothing: one
 * script or one commit.
 */
export async function submit(site: Site, call: Call, build: (draft: Draft) => Promise<void>): Promise<Receipt> {
  for (let decision = 1; decision <= DECISIONS; decision++) {
    const draft = new Draft(site);
    await guarded(() => build(draft));
    const transaction = toTransaction(site, call, draft);
    const receipt = await guarded(() => record(site, transaction, draft));
    if (receipt !== 'changed') return receipt;
  }
  throw new Problem('record.conflict', 'The record kept changing while this change was being decided.');
}

async function record(site: Site, transaction: Transaction, draft: Draft): Promise<Receipt | 'changed'> {
  if (site.buffer === undefined) return (await applyNow(site, transaction, draft)).receipt;
  const plan = toPlan(transaction, draft);
  const buffered =
    site.config.CRITICAL_OPERATIONS_BUFFER && draft.entities.some((entity) => entity.write === 'buffered');
  if (!buffered && !(await touchesPending(site.buffer, plan)))
    return applyAcross(site, site.buffer, transaction, draft, plan);
  await checkDraft(site, draft);
  const appended = await appendAgain(site, site.buffer, transaction, plan);
  switch (appended.outcome) {
    case 'changed':
      return 'changed';
    case 'exists':
      throw existing(draft.steps[0]?.entity ?? 'record', appended.id);
    case 'full':
      throw new Problem(
        'buffer.full',
        `${appended.pending} transactions wait for main, as many as this site may hold.`,
      );
    default:
      return toReceipt(transaction, 'buffered');
  }
}

/** An append whose answer was lost is sent again with the same id: the script answers the stored receipt. */
async function appendAgain(site: Site, buffer: Buffer, transaction: Transaction, plan: Plan) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await buffer.outbox.append(transaction, plan, site.config.TRANSACTION_BUFFER_SIZE);
    } catch (error) {
      if (!(error instanceof RedisUnavailable) || attempt >= APPENDS) throw error;
    }
  }
}

async function touchesPending(buffer: Buffer, plan: Plan): Promise<boolean> {
  const tips = await buffer.outbox.tips([...plan.touches, ...plan.refers]);
  return tips.some((tip) => tip !== undefined);
}

async function applyAcross(
  site: Site,
  buffer: Buffer,
  transaction: Transaction,
  draft: Draft,
  plan: Plan,
): Promise<Receipt> {
  const { receipt, lsn, origin } = await applyNow(site, transaction, draft);
  // Committed: whatever becomes of the overlay, the answer is yes. Without it the change shows when it has replicated.
  await buffer.outbox.adopt(transaction, plan, { at: utcNow(site.clock), lsn, origin }).catch((error: unknown) => {
    if (!(error instanceof RedisUnavailable)) throw error;
    site.log.warn('overlay.missing', { transaction_id: transaction.transaction_id });
  });
  return receipt;
}

async function applyNow(
  site: Site,
  transaction: Transaction,
  draft: Draft,
): Promise<{ receipt: Receipt; lsn: bigint; origin: string }> {
  const text = JSON.stringify({ ...transaction, sequence: null, attempts: 1, after: [] });
  const { verdicts, origin } = await applyOnMain(site.main, [text]).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable && site.buffer !== undefined)
      throw new Problem('site.read_only', 'Main does not answer.');
    throw error;
  });
  const [verdict] = verdicts;
  if (verdict?.verdict === 'applied' || verdict?.verdict === 'already')
    return { receipt: toReceipt(transaction, 'applied'), lsn: verdict.lsn, origin };
  throw await refused(site, verdict, draft);
}

async function refused(site: Site, verdict: Verdict | undefined, draft: Draft): Promise<Problem> {
  if (verdict === undefined || verdict.verdict === 'fault')
    return new Problem('database.unavailable', 'Main could not take the change just now.');
  const { reason, columns, sqlstate } = readRefusal(verdict);
  const errors = columns.map((field) => ({ in: 'body' as const, field, detail: reason }));
  if (verdict.verdict === 'held' || sqlstate === '23503') return new Problem('reference.unknown', reason, { errors });
  if (sqlstate === '23505')
    return (await existingByKey(site, draft)) ?? new Problem('record.conflict', reason, { errors });
  if (sqlstate === 'OP001') return new Problem('record.not_found', reason);
  return new Problem(sqlstate === 'OP002' ? 'record.conflict' : 'request.invalid', reason, { errors });
}

async function existingByKey(site: Site, draft: Draft): Promise<Problem | undefined> {
  for (const [index, step] of draft.steps.entries()) {
    const entity = draft.entities[index];
    if (step.operation !== 'create' || entity === undefined) continue;
    const same = entity.naturalKey.map((name) => sql`${sql.identifier(name)} = ${step.row[name]}`);
    const [found] = await site.main.query(
      toQuery(sql`select id from ${sql.identifier(entity.name)} where ${sql.join(same, sql` and `)}`),
    );
    if (found !== undefined) return existing(entity.name, String(found.id));
  }
  return undefined;
}

function toTransaction(site: Site, call: Call, draft: Draft): Transaction {
  return {
    transaction_id: site.clock.uuid(),
    site: site.config.SITE_NAME,
    schema_version: SCHEMA_VERSION,
    created_at: utcNow(site.clock),
    ...call,
    lane: draft.lane(),
    steps: draft.steps,
  };
}

function toPlan(transaction: Transaction, draft: Draft): Plan {
  const { lane, created_at } = transaction;
  return {
    lane,
    created_at,
    touches: draft.touches,
    refers: draft.references().map(({ entity, id }) => ({ entity, id: String(id) })),
  };
}

function toReceipt(transaction: Transaction, status: Receipt['status']): Receipt {
  const { transaction_id, steps } = transaction;
  return { id: steps[0]?.id ?? '', transaction_id, status };
}

async function guarded<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RedisUnavailable)
      throw new Problem('buffer.unavailable', 'The durable Redis of this site does not answer.');
    if (error instanceof DatabaseUnavailable)
      throw new Problem('database.unavailable', 'The database of this site does not answer.');
    throw error;
  }
}
