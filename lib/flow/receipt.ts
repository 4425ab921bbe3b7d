import { DatabaseUnavailable } from '../database/connect.ts';
import { POSITION, readPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import type { Proof, State } from '../model/transaction.ts';
import type { Standing } from '../outbox/standing.ts';
import { RedisUnavailable } from '../redis/connect.ts';
import { refuseRegressed } from './read.ts';
import { proofOf } from './repeat.ts';
import type { Site } from './site.ts';

/** How far a transaction has come. */
export interface TransactionStatus extends Proof {
  transaction_id: string;
  state: State;
  lane: string;
  created_at: string;
  applied_at?: string;
  lsn?: string;
  attempts: number;
  error?: unknown;
}

/** A transaction this site has never heard of. */
interface Unknown {
  transaction_id: string;
  state: 'unknown';
}

/** How often a waiting caller looks: local Redis, so cheap, and quicker than a person can see. */
const LOOK_EVERY_MS = 50;

/**
 * How far a transaction has come: from Redis while it knows, afterwards from the ledger (at a secondary what the replica's
 * ledger has is `replicated`; at main `applied` is final). Problems: `record.not_found`; `buffer.unavailable`,
 * `database.unavailable` when it cannot be told.
 */
export async function transactionStatus(site: Site, transaction_id: string): Promise<TransactionStatus> {
  const [status] = await lookUpTransactions(site, [transaction_id]);
  if (status === undefined || status.state === 'unknown')
    throw new Problem('record.not_found', `This site knows no transaction ${transaction_id}.`);
  return status;
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

/**
 * How far many transactions have come, in the order asked; `unknown` for those neither the outbox nor the ledger of this
 * site's database has. Problems `buffer.unavailable`, `database.unavailable`.
 */
export async function lookUpTransactions(site: Site, ids: readonly string[]): Promise<(TransactionStatus | Unknown)[]> {
  const standings = (await site.buffer?.outbox.standings(ids).catch(unavailable)) ?? [];
  const known = new Map<string, TransactionStatus>();
  ids.forEach((id, index) => {
    const standing = standings[index];
    if (standing !== undefined) known.set(id, toStatus(site, id, standing));
  });
  for (const found of await fromLedger(
    site,
    ids.filter((id) => !known.has(id)),
  ))
    known.set(found.transaction_id, found);
  return ids.map((transaction_id) => known.get(transaction_id) ?? { transaction_id, state: 'unknown' });
}

function toStatus({ config }: Site, transaction_id: string, standing: Standing): TransactionStatus {
  const { fingerprint: _f, ...known } = standing;
  return { transaction_id, site: config.SITE_NAME, ...known };
}

async function fromLedger(site: Site, ids: readonly string[]): Promise<TransactionStatus[]> {
  if (ids.length === 0) return [];
  const columns = 'transaction_id, lane, outcome, attempts, accepted_at, applied_at, site, series, sequence, digest';
  const sql = `select ${columns} from ledger where transaction_id = any($1::uuid[])`;
  const watermark = await site.buffer?.outbox.watermark().catch(unavailable);
  const [position, rows = []] = await site.local
    .pipeline([POSITION, { sql, params: [ids] }])
    .catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable)
        throw new Problem('database.unavailable', 'The ledger of this site is out of reach.');
      throw error;
    });
  // A replica restarted behind what it has served before would call unknown what it has forgotten.
  if (watermark !== undefined) refuseRegressed(readPosition(position?.[0]), watermark);
  const here = site.buffer === undefined ? 'applied' : 'replicated';
  return rows.map((row) => ({
    transaction_id: String(row.transaction_id),
    state: row.outcome === 'discarded' ? 'discarded' : here,
    lane: String(row.lane),
    created_at: String(row.accepted_at),
    applied_at: String(row.applied_at),
    attempts: Number(row.attempts),
    ...proofOf(row),
  }));
}

/** Translates a buffer that does not answer into problem `buffer.unavailable`; passes every other error on. */
export function unavailable(error: unknown): never {
  if (error instanceof RedisUnavailable)
    throw new Problem('buffer.unavailable', 'The durable Redis of this site does not answer.');
  throw error;
}
