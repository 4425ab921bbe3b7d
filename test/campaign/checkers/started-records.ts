import type { SiteName, Write } from '../history.ts';
import { type AcknowledgedWrite, callOf, contentOf, groupBy, isAcknowledged, isPossible } from './facts.ts';
import { instant } from './values.ts';

/** A record that was acknowledged somewhere, and every write that can have made it what it is. */
export interface Started {
  id: string;
  unit: number;
  /** Its start in microseconds; NaN when the site chose it. */
  started: number;
  /** Every start that may have made it: those of the same call. */
  starts: Write[];
  /** Every finish of it that may have taken effect, wherever sent. */
  finishes: Write[];
  /** When the first of them was sent; infinite without any. */
  finish_sent_ms: number;
  /** Whether its key was used for different starts. */
  contested: boolean;
  /** The first acknowledgement at each site that says that it is there. */
  acknowledged: Map<SiteName, Entry>;
}

/** A record with the start by which a site acknowledged it. */
export interface Entry {
  record: Started;
  start: AcknowledgedWrite;
}

/** All records whose start was acknowledged, by id. */
export function startedRecords(writes: readonly Write[]): Map<string, Started> {
  const possible = writes.filter(isPossible);
  const starts = possible.filter(({ operation }) => operation === 'start');
  const calls = groupBy(starts, callOf);
  const finishes = groupBy(
    possible.filter(({ operation }) => operation === 'finish'),
    ({ record }) => record,
  );
  const records = new Map<string, Started>();
  for (const start of starts) {
    if (!isAcknowledged(start)) continue;
    const { id } = start.acknowledged;
    const record = records.get(id) ?? toRecord(start, calls.get(callOf(start)) ?? [], finishes.get(id) ?? []);
    records.set(id, record);
    const earlier = record.acknowledged.get(start.site);
    if (start.acknowledged.state === 'discarded') continue;
    if (earlier === undefined || start.answered_ms < earlier.start.answered_ms)
      record.acknowledged.set(start.site, { record, start });
  }
  return records;
}

function toRecord({ acknowledged, body }: AcknowledgedWrite, starts: Write[], finishes: Write[]): Started {
  return {
    id: acknowledged.id,
    unit: Number(body.obs_unit_id),
    started: body.start_time === undefined ? Number.NaN : instant(body.start_time),
    starts,
    finishes,
    finish_sent_ms: finishes.reduce((first, { sent_ms }) => Math.min(first, sent_ms), Number.POSITIVE_INFINITY),
    contested: new Set(starts.map(contentOf)).size > 1,
    acknowledged: new Map(),
  };
}
