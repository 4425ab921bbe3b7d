import type { Lsn } from '../kernel/lsn.ts';

/** An entry to send: the transaction as stored, with its number and predecessors. */
export interface Entry {
  id: string;
  sequence: number;
  fingerprint: string;
  /** An operator has given it up. */
  discard: boolean;
  /** How often main could not take it for a reason that is not about its data. */
  faults: number;
  /** The JSON text main's procedure takes. */
  text: string;
}

/** Main's word on one transaction. */
export interface Settlement {
  id: string;
  verdict: 'applied' | 'discarded' | 'refused' | 'held' | 'fault';
  lsn: Lsn;
  /** Why, for people; JSON text. */
  error: string;
  /** When to send it again if it is not settled (ms since 1970). */
  retry_at: number;
}

/** An entry as the script `next` returns it. */
export type StoredEntry = [
  id: string,
  sequence: string,
  attempts: string,
  after: string,
  body: string,
  fingerprint: string,
  acts: string | null,
  discard: string | null,
  faults: string | null,
];

/** The entry to send. Its text is put together from stored JSON texts: nothing is parsed on the way to main. */
export function toEntry([id, sequence, attempts, after, body, fingerprint, acts, discard, faults]: StoredEntry): Entry {
  // A transaction main applied first has no number of its own.
  const number = Number.isInteger(Number(sequence)) ? sequence : 'null';
  const more = `"sequence":${number},"attempts":${Number(attempts) + 1},"after":${after}`;
  const decided = `"acts":${acts ?? '[]'},"discard":${discard === '1'}`;
  const text = `${body.slice(0, -1)},${more},${decided}}`;
  return { id, sequence: Number(sequence), fingerprint, discard: discard === '1', faults: Number(faults ?? 0), text };
}
