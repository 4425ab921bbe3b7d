import type { Verdict } from '../database/apply.ts';
import { readRefusal } from '../database/refusal.ts';
import type { Lsn } from '../kernel/lsn.ts';
import { SCHEMA_VERSION } from '../model/transaction.ts';
import type { Entry, Settlement } from '../outbox/entry.ts';
import type { Site } from './site.ts';

/** What a verdict means for the outbox. `already` is what the ledger says it is, unless that is another call. */
export function toSettlement(verdict: Verdict, lsn: Lsn, sent: Entry | undefined, site: Site): Settlement {
  const { transaction_id: id } = verdict;
  const settled = { id, lsn, error: '', retry_at: retryAt(site, sent?.faults ?? 0) };
  switch (verdict.verdict) {
    case 'applied':
    case 'discarded':
      return { ...settled, verdict: verdict.verdict };
    case 'already':
      // A discard finds the id taken by another call: it is given up all the same.
      if (sent?.discard === true && verdict.fingerprint !== sent.fingerprint)
        return { ...settled, verdict: 'discarded' };
      if (verdict.fingerprint === sent?.fingerprint) return { ...settled, verdict: verdict.outcome ?? 'applied' };
      return { ...settled, verdict: 'refused', error: JSON.stringify(REUSED) };
    case 'held':
      return { ...settled, verdict: 'held', error: JSON.stringify(heldReason(verdict)) };
    default:
      return { ...settled, verdict: verdict.verdict, error: JSON.stringify(readRefusal(verdict)) };
  }
}

/** The verdict on an entry main cannot even read: it stays, is tried again later, and says why. */
export function unreadable({ id }: Entry, error: unknown): Verdict {
  const message = error instanceof Error ? error.message : 'unreadable';
  return { transaction_id: id, verdict: 'fault', sqlstate: 'XX000', message };
}

/**
 * The verdict on an entry that is not to be sent: one that is no longer what was accepted, or that newer functions wrote
 * in a form this drain does not know. Undefined for every other. What is given up can be given up in any form.
 */
export function unsendable({ id, intact, schema_version, discard }: Entry): Verdict | undefined {
  const about = { transaction_id: id };
  if (discard || (intact && schema_version <= SCHEMA_VERSION)) return undefined;
  if (!intact)
    return { ...about, verdict: 'refused', sqlstate: 'OP005', message: 'its digest is another than at acceptance' };
  return { ...about, verdict: 'fault', sqlstate: 'OP006', message: `form ${schema_version}, known ${SCHEMA_VERSION}` };
}

/** The first wait after a fault; a lock held by somebody is gone sooner or later than this. */
const FIRST_WAIT_MS = 500;
/** The longest: a fault that lasts is for a person to mend, and should go on by itself soon after. */
const LONGEST_WAIT_MS = 60_000;

/** When to try again: twice as long each time, up to a ceiling, each wait spread over its upper half so that not all come at once. */
function retryAt({ clock }: Site, faults: number): number {
  const wait_ms = Math.min(FIRST_WAIT_MS * 2 ** Math.min(faults, 10), LONGEST_WAIT_MS);
  return clock.now() + Math.round(wait_ms * (0.5 + clock.random() / 2));
}

/** Accepted while nothing here could tell that the key had been used before, long ago or at another site. */
const REUSED = {
  reason: 'Its idempotency key or id was used before for another call, and that one is on main.',
  code: 'idempotency.conflict',
};

function heldReason({ waits_for = [], message }: Verdict) {
  const reason =
    waits_for.length === 0
      ? 'It refers to a record that has not reached main yet.'
      : `It must come after ${waits_for.join(', ')}.`;
  return { reason, waits_for, ...(message === undefined ? {} : { detail: message }) };
}
