import { DatabaseUnavailable } from '../database/connect.ts';
import { derivedId } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import type { Proof, Receipt, State, Transaction } from '../model/transaction.ts';
import type { Standing } from '../outbox/standing.ts';
import type { Draft } from './draft.ts';
import type { Site } from './site.ts';

/** Who asks, through which endpoint, and with what. */
export interface Call {
  user_id: number;
  endpoint: string;
  /** SHA-256 of method, path, query and body as sent. */
  fingerprint: string;
  /** Chosen by the caller: the same key is the same call, at whichever site and for ever. Scope: the user. */
  idempotency_key?: string;
}

/** What a write came to. */
export interface Submitted {
  receipt: Receipt;
  /** Whether this is the first answer again, and nothing new was recorded. */
  replayed: boolean;
}

/** The id of a call's transaction when the caller chose a key: every site derives the same one. */
export function transactionId({ user_id, idempotency_key }: Call): string | undefined {
  return idempotency_key === undefined ? undefined : derivedId(user_id, idempotency_key);
}

/** The id of the record a call's step creates when the caller chose a key. */
export function recordId({ user_id, idempotency_key }: Call, step: number): string | undefined {
  return idempotency_key === undefined ? undefined : derivedId(user_id, idempotency_key, step);
}

/**
 * The first answer to a call with a key that was made before: from the outbox while it knows, then from the ledger of the
 * site's own database. Undefined when there is none or it cannot be told: recording it again is safe, because main
 * applies a transaction id once. Problem `idempotency.conflict`: the key was used for another call.
 */
export async function firstAnswer(site: Site, call: Call): Promise<Submitted | undefined> {
  const transaction_id = transactionId(call);
  if (transaction_id === undefined) return undefined;
  const standing = await site.buffer?.outbox.standing(transaction_id);
  if (standing !== undefined)
    return repeatedAnswer(call, standing.fingerprint, standingReceipt(site, transaction_id, standing));
  const [row] = await ledger(site, `where transaction_id = $1`, [transaction_id]);
  return row && repeatedAnswer(call, String(row.fingerprint), receiptOf(site, row));
}

/**
 * What stands in the way of a call may be its own effect: the same call with the same key a moment ago, or an identical
 * change of the same record. Undefined when it is not.
 */
export async function sameAnswer(site: Site, call: Call, draft: Draft): Promise<Submitted | undefined> {
  if (call.idempotency_key !== undefined) return firstAnswer(site, call);
  const [found] = draft.found;
  if (found === undefined) return undefined;
  for (const transaction_id of found.pending.toReversed()) {
    const standing = await site.buffer?.outbox.standing(transaction_id);
    if (standing?.fingerprint !== call.fingerprint) continue;
    return { receipt: standingReceipt(site, transaction_id, standing), replayed: true };
  }
  const where = `where lane = $1 and fingerprint = $2 order by applied_at desc limit 1`;
  const [row] = await ledger(site, where, [draft.lane(), call.fingerprint]);
  return row && { receipt: receiptOf(site, row), replayed: true };
}

/** The first answer again, if it was the answer to this call. Problem `idempotency.conflict` with both fingerprints otherwise. */
export function repeatedAnswer(call: Call, fingerprint: string, receipt: Receipt): Submitted {
  if (fingerprint === call.fingerprint) return { receipt, replayed: true };
  throw new Problem('idempotency.conflict', 'This key was used for a call with another method, path, query or body.', {
    transaction_id: receipt.transaction_id,
    first_fingerprint: fingerprint,
    fingerprint: call.fingerprint,
  });
}

/** Whether an error says that the record or its state is in the way. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  return error.code === 'record.conflict' || error.code === 'record.exists';
}

/** What a write returns. */
export function toReceipt({ transaction_id, steps }: Transaction, status: State, proof: Proof): Receipt {
  return { id: steps[0]?.id ?? '', transaction_id, status, ...proof };
}

/** The receipt of a transaction the outbox of this site knows. */
export function standingReceipt({ config }: Site, transaction_id: string, standing: Standing): Receipt {
  const { lane, state: status, series, sequence, digest } = standing;
  return { id: idIn(lane), transaction_id, status, site: config.SITE_NAME, series, sequence, digest };
}

async function ledger(site: Site, where: string, params: unknown[]): Promise<Record<string, unknown>[]> {
  const sql = `select transaction_id, lane, outcome, fingerprint, site, series, sequence, digest from ledger ${where}`;
  return site.local.query({ sql, params }).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable) return [];
    throw error;
  });
}

function receiptOf(site: Site, row: Record<string, unknown>): Receipt {
  const here = site.buffer === undefined ? 'applied' : 'replicated';
  const status = row.outcome === 'discarded' ? 'discarded' : here;
  return { id: idIn(String(row.lane)), transaction_id: String(row.transaction_id), status, ...proofOf(row) };
}

/** The proof in a ledger row. */
export function proofOf({ site, series, sequence, digest }: Record<string, unknown>): Proof {
  return {
    site: String(site),
    series: series === null ? null : String(series),
    sequence: sequence === null ? null : Number(sequence),
    digest: String(digest),
  };
}

/** The id in a lane, `entity:id`. */
function idIn(lane: string): string | number {
  const id = lane.slice(lane.indexOf(':') + 1);
  return /^\d+$/.test(id) ? Number(id) : id;
}
