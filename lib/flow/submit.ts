import { DatabaseUnavailable } from '../database/connect.ts';
import { utcNow } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import { SCHEMA_VERSION, type Transaction } from '../model/transaction.ts';
import type { Plan } from '../outbox/outbox.ts';
import { RedisUnavailable } from '../redis/connect.ts';
import { applyNow } from './apply-now.ts';
import { checkDraft, existing } from './check.ts';
import { Draft } from './draft.ts';
import {
  type Call,
  firstAnswer,
  isConflict,
  repeatedAnswer,
  type Submitted,
  sameAnswer,
  standingReceipt,
  toReceipt,
  transactionId,
} from './repeat.ts';
import { confirmCopied, refuseWithoutCopy } from './second-copy.ts';
import type { Buffer, Site } from './site.ts';

/** How often a change is decided anew because its record changed while it was being decided; each time one other got through. */
const DECISIONS = 5;
/** How often an append without an answer is sent again with the same id: once bridges a restart of Redis. */
const APPENDS = 2;

/**
 * Records a change. At main it is applied now. At a secondary it is buffered if its entity is, or if it touches or
 * refers to a pending record; otherwise it is applied on main across the link and laid over the replica.
 *
 * A call with an idempotency key that was made before, at whichever site, answers as it did the first time, with today's
 * state; so does an identical change of a record that it has changed already.
 *
 * `build` may run several times and must only speak to the draft. Problems: those of `build`; `record.exists`,
 * `record.conflict`, `idempotency.conflict`, `reference.unknown`, `request.invalid` (nothing was recorded);
 * `buffer.full`, `buffer.not_durable`, `buffer.unavailable`, `site.read_only`, `database.unavailable`. Interrupted at any point it has either
 * recorded everything or nothing: one script or one commit.
 */
export async function submit(site: Site, call: Call, build: (draft: Draft) => Promise<void>): Promise<Submitted> {
  const submitted = await decide(site, call, build);
  if (!submitted.replayed) site.wake.call();
  await confirmCopied(site, submitted.receipt);
  return submitted;
}

async function decide(site: Site, call: Call, build: (draft: Draft) => Promise<void>): Promise<Submitted> {
  const earlier = await guarded(() => firstAnswer(site, call));
  if (earlier !== undefined) return earlier;
  for (let decision = 1; decision <= DECISIONS; decision++) {
    const draft = new Draft(site, call);
    try {
      await guarded(() => build(draft));
      const submitted = await guarded(() => record(site, toTransaction(site, call, draft), draft, call));
      if (submitted !== 'changed') return submitted;
    } catch (error) {
      // What stands in the way may be this very call, made before or by a twin of it a moment ago.
      const first = isConflict(error) ? await guarded(() => sameAnswer(site, call, draft)) : undefined;
      if (first === undefined) throw error;
      return first;
    }
  }
  throw new Problem('record.conflict', 'The record kept changing while this change was being decided.');
}

async function record(site: Site, transaction: Transaction, draft: Draft, call: Call): Promise<Submitted | 'changed'> {
  if (site.buffer === undefined) return (await applyNow(site, transaction, draft, call)).submitted;
  const plan = toPlan(draft);
  const buffered =
    site.config.CRITICAL_OPERATIONS_BUFFER && draft.entities.some((entity) => entity.write === 'buffered');
  if (!buffered && !(await touchesPending(site.buffer, plan)))
    return applyAcross(site, site.buffer, transaction, draft, plan, call);
  await refuseUnlessDurable(site, site.buffer);
  await refuseWithoutCopy(site, site.buffer);
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
    case 'repeated':
      return firstOf(site, site.buffer, transaction.transaction_id, call);
    default: {
      const { series, sequence, digest } = appended;
      const proof = { site: site.config.SITE_NAME, series, sequence, digest };
      return { receipt: toReceipt(transaction, 'buffered', proof), replayed: false };
    }
  }
}

/** The answer to a transaction that the outbox had already when it was appended. */
async function firstOf(site: Site, { outbox }: Buffer, transaction_id: string, call: Call): Promise<Submitted> {
  const standing = await outbox.standing(transaction_id);
  // It was there a moment ago: a Redis that has lost it since will say what it has when it is asked again.
  if (standing === undefined) throw new RedisUnavailable('the stored transaction is gone');
  return repeatedAnswer(call, standing.fingerprint, standingReceipt(site, transaction_id, standing));
}

/** What is acknowledged must survive a power failure, unless this site is only for trying things out. */
async function refuseUnlessDurable({ config }: Site, { stats }: Buffer): Promise<void> {
  if (config.ACCEPT_NOT_DURABLE || (await stats.durability()) === 'durable') return;
  throw new Problem('buffer.not_durable', 'The durable Redis of this site keeps nothing safe from a power failure.');
}

/** An append whose answer was lost is sent again with the same id: the script answers the stored receipt. */
async function appendAgain({ config }: Site, buffer: Buffer, transaction: Transaction, plan: Plan) {
  const limit = { transactions: config.TRANSACTION_BUFFER_SIZE, bytes: config.TRANSACTION_BUFFER_BYTES };
  for (let attempt = 1; ; attempt++) {
    try {
      return await buffer.outbox.append(transaction, plan, limit);
    } catch (error) {
      if (!(error instanceof RedisUnavailable) || attempt >= APPENDS) throw error;
    }
  }
}

async function touchesPending(buffer: Buffer, plan: Required<Plan>): Promise<boolean> {
  const tips = await buffer.outbox.tips([...plan.touches, ...plan.refers]);
  return tips.some((tip) => tip !== undefined);
}

async function applyAcross(
  site: Site,
  buffer: Buffer,
  transaction: Transaction,
  draft: Draft,
  plan: Plan,
  call: Call,
): Promise<Submitted> {
  const { submitted, lsn, origin } = await applyNow(site, transaction, draft, call);
  // What the first call did is laid over from what it said, not from what this one would have.
  if (submitted.replayed) return submitted;
  // Committed: whatever becomes of the overlay, the answer is yes. Without it the change shows when it has replicated.
  await buffer.outbox.adopt(transaction, plan, { at: utcNow(site.clock), lsn, origin }).catch((error: unknown) => {
    if (!(error instanceof RedisUnavailable)) throw error;
    site.log.warn('overlay.missing', { transaction_id: transaction.transaction_id });
  });
  return submitted;
}

function toTransaction(site: Site, call: Call, draft: Draft): Transaction {
  return {
    transaction_id: transactionId(call) ?? site.clock.uuid(),
    site: site.config.SITE_NAME,
    schema_version: SCHEMA_VERSION,
    created_at: utcNow(site.clock),
    endpoint: call.endpoint,
    user_id: call.user_id,
    fingerprint: call.fingerprint,
    lane: draft.lane(),
    ...(draft.entities[0]?.history && { history: true }),
    steps: draft.steps,
  };
}

function toPlan(draft: Draft): Required<Plan> {
  const refers = draft.references().map(({ entity, id }) => ({ entity, id: String(id) }));
  return { touches: draft.touches, refers };
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
