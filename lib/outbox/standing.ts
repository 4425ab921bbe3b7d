import { Problem } from '../kernel/problem.ts';
import { SCHEMA_VERSION, type State, type Transaction, transaction } from '../model/transaction.ts';

/** Where a transaction stands, as Redis knows it. */
export interface Standing {
  state: State;
  /** The number it was accepted under and the series of it; null for what main took first. */
  series: string | null;
  sequence: number | null;
  /** SHA-256 of the transaction as accepted, or as amended since. */
  digest: string;
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
  'digest',
  'attempts',
  'applied_at',
  'lsn',
  'error',
] as const;

/** Where a transaction stands, from its STANDING_FIELDS; undefined when there is none. */
export function standingOf(fields: readonly (string | null)[], series: string | null): Standing | undefined {
  const [state, sequence, lane, created_at, fingerprint, digest, attempts, applied_at, lsn, error] = fields;
  const numbered = Number.isInteger(Number(sequence));
  if (!state || !lane || !created_at || fingerprint == null) return undefined;
  return {
    state: state as State,
    series: numbered ? series : null,
    sequence: numbered ? Number(sequence) : null,
    lane,
    created_at,
    fingerprint,
    digest: digest ?? '',
    attempts: Number(attempts),
    ...(applied_at ? { applied_at } : {}),
    ...(lsn ? { lsn } : {}),
    ...(error ? { error: JSON.parse(error) } : {}),
  };
}

/**
 * A stored transaction. Problem `buffer.unavailable` when newer functions wrote it in a form this one cannot read: better
 * no answer than one that leaves it out.
 */
export function transactionOf(body: string): Transaction {
  const stored: unknown = JSON.parse(body);
  const { schema_version: form } = stored as { schema_version?: unknown };
  // Our own form was checked when it was accepted, and its digest is when it is sent: a list looks at thousands.
  if (form === SCHEMA_VERSION) return stored as Transaction;
  const parsed = transaction.safeParse(stored);
  if (parsed.success) return parsed.data;
  if (typeof form !== 'number' || form < SCHEMA_VERSION) throw parsed.error;
  const known = `this function reads forms up to ${SCHEMA_VERSION}`;
  throw new Problem('buffer.unavailable', `The buffer holds a change of form ${form}; ${known}. Deploy it anew.`);
}
