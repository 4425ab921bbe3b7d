import { type State, type Transaction, transaction } from '../model/transaction.ts';

/** Where a transaction stands, as Redis knows it. */
export interface Standing {
  state: State;
  sequence: number;
  lane: string;
  created_at: string;
  fingerprint: string;
  attempts: number;
  applied_at?: string;
  lsn?: string;
  error?: unknown;
}

/** The fields of a stored transaction that say where it stands, in the order `standingOf` reads them. */
export const STANDING_FIELDS = [
  'state',
  'sequence',
  'lane',
  'created_at',
  'fingerprint',
  'attempts',
  'applied_at',
  'lsn',
  'error',
] as const;

/** Where a transaction stands, from its STANDING_FIELDS; undefined when there is none. */
export function standingOf(fields: readonly (string | null)[]): Standing | undefined {
  const [state, sequence, lane, created_at, fingerprint, attempts, applied_at, lsn, error] = fields;
  if (!state || !lane || !created_at || fingerprint == null) return undefined;
  return {
    state: state as State,
    sequence: Number(sequence),
    lane,
    created_at,
    fingerprint,
    attempts: Number(attempts),
    ...(applied_at ? { applied_at } : {}),
    ...(lsn ? { lsn } : {}),
    ...(error ? { error: JSON.parse(error) } : {}),
  };
}

/** A stored transaction. */
export function transactionOf(body: string): Transaction {
  return transaction.parse(JSON.parse(body));
}
