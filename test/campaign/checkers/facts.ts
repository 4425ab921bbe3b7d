import type { Acknowledged, Happening, LookUp, Outcome, Read, Write } from '../history.ts';

/** A write that was acknowledged. */
export type AcknowledgedWrite = Write & { acknowledged: Acknowledged };

/** The happenings of one kind, in the order they were recorded. */
export function only<Kind extends Happening['kind']>(
  history: readonly Happening[],
  kind: Kind,
): Extract<Happening, { kind: Kind }>[] {
  return history.filter((happening): happening is Extract<Happening, { kind: Kind }> => happening.kind === kind);
}

/** Whether it was acknowledged with a receipt. */
export function isAcknowledged(write: Write): write is AcknowledgedWrite {
  return isSuccess(write) && write.acknowledged !== undefined;
}

/** Whether a call was answered with success. */
export function isSuccess({ status }: { status: number | null }): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * Whether a write can have taken effect: acknowledged, or not known (no answer, or a 5xx). A 4xx says for certain that
 * this attempt changed nothing.
 */
export function isPossible(write: Write): boolean {
  return write.status === null || write.status >= 500 || isSuccess(write);
}

/** Whether one call ended before the other began: the only order a caller can rely on. */
export function isBefore(call: { answered_ms: number }, other: { sent_ms: number }): boolean {
  return call.answered_ms < other.sent_ms;
}

/** Items by something they share; items that have none are left out. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key | undefined): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The key a write is known by: its own, or the id its caller chose for the record, which serves as one. */
export function keyOf({ key, operation, body }: Write): string | undefined {
  if (key !== undefined) return key;
  return operation === 'start' && typeof body.id === 'string' ? `id=${body.id}` : undefined;
}

/** What a site may take for the same call: the key, or without one the intention. */
export function callOf(write: Write): string {
  const key = keyOf(write);
  return key === undefined ? `intention ${write.intention}` : `key ${key}`;
}

/** What is asked for: two writes with the same text ask for the same. */
export function contentOf({ operation, record, body }: Write): string {
  const sorted = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([operation, record ?? null, sorted]);
}

/** The record a lane belongs to: `entity:id`. */
export function recordOf(lane: string): string {
  return lane.slice(lane.indexOf(':') + 1);
}

/** The records of transactions, as far as receipts, the ledger and the letters tell. */
export function recordsByTransaction(writes: readonly Write[], outcome: Outcome): Map<string, string> {
  const records = new Map<string, string>();
  for (const { acknowledged } of writes)
    if (acknowledged !== undefined) records.set(acknowledged.transaction_id, acknowledged.id);
  for (const { transaction_id, lane } of outcome.ledger) records.set(transaction_id, recordOf(lane));
  for (const { transaction_id, lane } of outcome.letters)
    if (lane !== undefined) records.set(transaction_id, recordOf(lane));
  return records;
}

/** Who called where and when, for messages. */
export function told({ client, site, sent_ms, answered_ms, status }: Write | Read | LookUp): string {
  return `${client} at ${site}, ${sent_ms} to ${answered_ms} ms, ${status === null ? 'no answer' : `status ${status}`}`;
}
