import { DatabaseUnavailable } from '../database/connect.ts';
import { Problem } from '../kernel/problem.ts';
import type { State } from '../model/transaction.ts';
import { RedisUnavailable } from '../redis/connect.ts';
import type { Site } from './site.ts';

/** How far a transaction has come. */
export interface TransactionStatus {
  transaction_id: string;
  state: State;
  lane: string;
  created_at: string;
  applied_at?: string;
  lsn?: string;
  attempts: number;
  error?: unknown;
}

/** How often a waiting caller looks: local Redis, so cheap, and quicker than a person can see. */
const LOOK_EVERY_MS = 50;

/**
 * How far a transaction has come: from Redis while it knows, afterwards from the ledger (at a secondary what the replica's
 * ledger has is `replicated`; at main `applied` is final). Problems: `record.not_found`; `buffer.unavailable`,
 * `database.unavailable` when it cannot be told.
 */
export async function transactionStatus(site: Site, transaction_id: string): Promise<TransactionStatus> {
  const standing = await site.buffer?.outbox.standing(transaction_id).catch(unavailable);
  if (standing !== undefined) {
    const { sequence: _, fingerprint: _f, ...known } = standing;
    return { transaction_id, ...known };
  }
  const recorded = await fromLedger(site, transaction_id);
  if (recorded === undefined)
    throw new Problem('record.not_found', `This site knows no transaction ${transaction_id}.`);
  return recorded;
}

/**
 * Waits until a transaction has reached a state (or passed it, or can no longer reach it without an operator) or the
 * time is up, and answers how far it has come.
 */
export async function awaitTransaction(
  site: Site,
  transaction_id: string,
  wanted: State,
  timeout_s: number,
): Promise<TransactionStatus> {
  const deadline = performance.now() + timeout_s * 1_000;
  for (;;) {
    const status = await transactionStatus(site, transaction_id);
    const left_ms = deadline - performance.now();
    if (hasReached(site, status.state, wanted) || left_ms <= 0) return status;
    await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_EVERY_MS, left_ms)));
  }
}

function hasReached(site: Site, state: State, wanted: State): boolean {
  if (state === wanted || state === 'replicated' || state === 'dead' || state === 'discarded') return true;
  return state === 'applied' && (wanted === 'buffered' || wanted === 'held' || site.buffer === undefined);
}

async function fromLedger(site: Site, transaction_id: string): Promise<TransactionStatus | undefined> {
  const sql = 'select lane, outcome, attempts, accepted_at, applied_at from ledger where transaction_id = $1';
  const [row] = await site.local.query({ sql, params: [transaction_id] }).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable)
      throw new Problem('database.unavailable', 'The ledger of this site is out of reach.');
    throw error;
  });
  if (row === undefined) return undefined;
  const here = site.buffer === undefined ? 'applied' : 'replicated';
  return {
    transaction_id,
    state: row.outcome === 'discarded' ? 'discarded' : here,
    lane: String(row.lane),
    created_at: String(row.accepted_at),
    applied_at: String(row.applied_at),
    attempts: Number(row.attempts),
  };
}

/** The dead letters and held transactions of this site, oldest first. Problem `buffer.unavailable`. */
export async function failedTransactions(site: Site, count: number) {
  const failed = (await site.buffer?.stats.failed(count).catch(unavailable)) ?? [];
  return failed.map(({ sequence: _, fingerprint: _f, ...known }) => known);
}

/** Translates a buffer that does not answer into problem `buffer.unavailable`; passes every other error on. */
export function unavailable(error: unknown): never {
  if (error instanceof RedisUnavailable)
    throw new Problem('buffer.unavailable', 'The durable Redis of this site does not answer.');
  throw error;
}
