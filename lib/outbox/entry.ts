import { createHash } from 'node:crypto';
import type { Lsn } from '../kernel/lsn.ts';

/** An entry to send: the transaction as stored, with its number and predecessors. */
export interface Entry {
  id: string;
  sequence: number;
  fingerprint: string;
  /** The form it was written in; a drain leaves newer ones than its own in place. */
  schema_version: number;
  /** Whether it is still what was accepted: its SHA-256 is the one that was taken then. */
  intact: boolean;
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
  digest: string,
  schema_version: string,
  acts: string | null,
  discard: string | null,
  faults: string | null,
];

/** SHA-256 of a stored text, hexadecimal. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The entry to send. Its text is put together from stored JSON texts: nothing is parsed on the way to main. */
export function toEntry(series: string | null, stored: StoredEntry): Entry {
  const [id, sequence, attempts, after, body, fingerprint, accepted, schema_version, acts, discard, faults] = stored;
  const digest = digestOf(body);
  // A transaction main applied first has no number of its own.
  const number = Number.isInteger(Number(sequence)) ? `"series":"${series}","sequence":${sequence}` : '"sequence":null';
  const more = `${number},"digest":"${digest}","attempts":${Number(attempts) + 1},"after":${after}`;
  const decided = `"acts":${acts ?? '[]'},"discard":${discard === '1'}`;
  return {
    id,
    sequence: Number(sequence),
    fingerprint,
    schema_version: Number(schema_version),
    intact: digest === accepted,
    discard: discard === '1',
    faults: Number(faults ?? 0),
    text: `${body.slice(0, -1)},${more},${decided}}`,
  };
}
