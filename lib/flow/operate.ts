import { utcNow } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import type { State, Step } from '../model/transaction.ts';
import type { Act, Plan } from '../outbox/outbox.ts';
import type { FailedPage, FailedTransaction } from '../outbox/outbox-stats.ts';
import { existing } from './check.ts';
import { touchFacts } from './draft.ts';
import { unavailable } from './receipt.ts';
import type { Buffer, Site } from './site.ts';

/** A dead letter, or a transaction that waits for one, with everything a person needs to decide. */
export interface Letter {
  transaction_id: string;
  state: State;
  lane: string;
  created_at: string;
  attempts: number;
  error?: unknown;
  endpoint: string;
  user_id: number;
  steps: Step[];
  /** What it would have done before an operator amended it. */
  original_steps: Step[] | null;
  acts: Act[];
  /** It has been discarded here and is so for good once main knows. */
  discarding: boolean;
}

/** Who decides, and why. */
export interface Decision {
  username: string;
  reason: string;
}

/** New values for one step of a dead letter. */
export interface Amendment {
  /** Position among the steps, from 0. */
  step: number;
  values: Row;
  /** The entity of that step. */
  entity: AnyEntity;
}

/**
 * The dead letters of this site and those they hold, in the order they were accepted: at most `count` behind a cursor, 0 for the first, and
 * the cursor of the next, null when there are none. Problem `buffer.unavailable`.
 */
export async function letters(
  site: Site,
  cursor: number,
  count: number,
): Promise<{ letters: Letter[]; next_cursor: string | null }> {
  const page = (await site.buffer?.stats.failed(cursor, count).catch(unavailable)) ?? NONE;
  return { letters: page.letters.map(toLetter), next_cursor: cursorOf(page) };
}

/** What a site without a buffer has of letters. */
const NONE: FailedPage = { letters: [], next: null };

const cursorOf = ({ next }: FailedPage) => (next === null ? null : String(next));

/** One transaction that main has not taken. Problems `record.not_found` (settled, or never accepted here), `buffer.unavailable`. */
export async function letter(site: Site, transaction_id: string): Promise<Letter> {
  return toLetter(await stored(site, transaction_id));
}

/** Sends a dead letter again as it is. Problems `record.not_found`, `record.conflict` (it is not dead), `buffer.unavailable`. */
export function retry(site: Site, transaction_id: string, decision: Decision): Promise<Letter> {
  return decide(site, transaction_id, 'retry', decision);
}

/**
 * Sends again the dead letters of a page (`cursor` and `count` as for `letters`) whose steps the caller may decide about. Answers their ids;
 * what stopped being dead meanwhile is left out.
 */
export async function retryAll(
  site: Site,
  decision: Decision,
  cursor: number,
  count: number,
  may: (steps: readonly Step[]) => boolean,
): Promise<{ retried: string[]; next_cursor: string | null }> {
  const page = (await site.buffer?.stats.dead(cursor, count).catch(unavailable)) ?? NONE;
  const retried: string[] = [];
  const own = page.letters.filter(({ discarding, transaction }) => !discarding && may(transaction.steps));
  for (const { transaction_id } of own) {
    const done = await retry(site, transaction_id, decision).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code === 'buffer.unavailable') throw error;
    });
    if (done !== undefined) retried.push(transaction_id);
  }
  return { retried, next_cursor: cursorOf(page) };
}

/**
 * Gives a dead letter up: main writes a ledger row without any effect, and its successors go on, to succeed or to be
 * refused with a reason that names it. Until main knows, it stays visible as dead.
 */
export function discard(site: Site, transaction_id: string, decision: Decision): Promise<Letter> {
  return decide(site, transaction_id, 'discard', decision);
}

/**
 * Changes what a dead letter would do and sends it again; what it was is kept. Problems as for `retry`, `record.exists`
 * when the new natural key is taken by a pending record, `request.invalid` when the step cannot be amended.
 */
export async function amend(
  site: Site,
  transaction_id: string,
  decision: Decision,
  change: Amendment,
): Promise<Letter> {
  const { transaction, plan } = await stored(site, transaction_id);
  const steps = transaction.steps.map((step, index) => (index === change.step ? amended(step, change.values) : step));
  const touches = plan.touches.map((touch, index) => {
    const step = steps[index];
    return index === change.step && step ? { ...touch, ...touchFacts(change.entity, step) } : touch;
  });
  const replaced: Plan = { ...plan, touches };
  return decide(site, transaction_id, 'amend', decision, { transaction: { ...transaction, steps }, plan: replaced });
}

function amended(step: Step, values: Row): Step {
  if (step.operation === 'create') return { ...step, row: { ...step.row, ...values } };
  if (step.operation === 'update') return { ...step, patch: { ...step.patch, ...values } };
  const errors = [{ in: 'body' as const, field: 'step', detail: 'deletes a record; there is nothing to amend' }];
  throw new Problem('request.invalid', 'This step deletes a record; there is nothing to amend.', { errors });
}

async function decide(
  site: Site,
  transaction_id: string,
  act: Act['act'],
  { username, reason }: Decision,
  replaced?: Parameters<Buffer['outbox']['operate']>[2],
): Promise<Letter> {
  const before = await stored(site, transaction_id);
  const record = { act, by: username, at: utcNow(site.clock), reason };
  const result = await buffer(site).outbox.operate(transaction_id, record, replaced).catch(unavailable);
  if (result.outcome === 'unknown') throw absent(transaction_id);
  if (result.outcome === 'exists') throw existing(before.transaction.steps[0]?.entity ?? 'record', result.detail);
  if (result.outcome === 'state')
    throw new Problem('record.conflict', `Transaction ${transaction_id} is ${result.detail}, not dead.`, {
      state: result.detail,
    });
  site.log.info('operator.act', { transaction_id, ...record });
  site.wake.call();
  // Told from what was decided, not read again: it may have gone to main and come back meanwhile.
  const { error, ...kept } = before;
  return toLetter({
    ...kept,
    ...(act === 'discard' && error !== undefined ? { error } : {}),
    transaction: replaced?.transaction ?? before.transaction,
    original: act === 'amend' ? (before.original ?? before.transaction) : before.original,
    state: result.detail as State,
    acts: [...before.acts, record],
    discarding: act === 'discard',
  });
}

async function stored(site: Site, transaction_id: string): Promise<FailedTransaction> {
  const [found] = await buffer(site).stats.letters([transaction_id]).catch(unavailable);
  if (found === undefined) throw absent(transaction_id);
  return found;
}

function buffer(site: Site): Buffer {
  if (site.buffer === undefined)
    throw new Problem('record.not_found', 'Main buffers nothing, so it has no dead letters.');
  return site.buffer;
}

function absent(transaction_id: string): Problem {
  return new Problem('record.not_found', `Nothing is pending here as transaction ${transaction_id}.`);
}

function toLetter({
  transaction,
  original,
  series: _s,
  sequence: _n,
  digest: _d,
  fingerprint: _f,
  plan: _p,
  ...rest
}: FailedTransaction): Letter {
  const { endpoint, user_id, steps } = transaction;
  // Main may have taken it all the same, by a call that was on its way.
  const discarding = rest.discarding && rest.state === 'dead';
  return { ...rest, discarding, endpoint, user_id, steps, original_steps: original?.steps ?? null };
}
