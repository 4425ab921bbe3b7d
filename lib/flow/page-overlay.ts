import { isBefore } from '../kernel/clock.ts';
import type { Row } from '../model/entity.ts';
import type { PageWindow } from '../model/filter.ts';
import type { PendingStep } from '../outbox/outbox.ts';

/** What of an overlay a page needs. */
interface PageOverlay {
  /** Steps of records that can be on it. */
  shipped: PendingStep[];
  /** Records that cannot: created here, not on main, and too far from the stretch the page shows. */
  hidden: (string | number)[];
}

/**
 * The overlay of a page of `count` rows that is a stretch of all records in some order. A record main does not have yet has no
 * base row, so its own steps say where it stands; of such records only the first `count` of the stretch can be on the page,
 * wherever the others fall among them. Everything else is shipped: its base row may say otherwise than its steps.
 */
export function within(steps: readonly PendingStep[], window: PageWindow, count: number): PageOverlay {
  const records = new Map<string | number, PendingStep[]>();
  for (const step of steps) {
    const known = records.get(step.step.id);
    if (known === undefined) records.set(step.step.id, [step]);
    else known.push(step);
  }
  const shipped: PendingStep[] = [];
  const hidden: (string | number)[] = [];
  const own: Place[] = [];
  for (const [id, all] of records) {
    if (!isOnlyHere(all)) shipped.push(...all);
    else {
      const time = foldCreated(all)?.[window.column];
      if (typeof time === 'string' && isBehind(window, time, String(id))) own.push({ id, time, steps: all });
      else hidden.push(id);
    }
  }
  own.sort((a, b) => (isEarlier(a.time, String(a.id), b.time, String(b.id)) === window.descending ? 1 : -1));
  for (const [rank, { id, steps: all }] of own.entries())
    if (rank < count) shipped.push(...all);
    else hidden.push(id);
  return { shipped, hidden };
}

interface Place {
  id: string | number;
  time: string;
  steps: PendingStep[];
}

/** A creation main has not taken: it may still be refused because the record is there, but only what is `dead` has been. */
function isOnlyHere([first]: readonly PendingStep[]): boolean {
  return first?.step.operation === 'create' && (first.state === 'buffered' || first.state === 'held');
}

function isBehind({ after, descending }: PageWindow, time: string, id: string): boolean {
  return after === undefined || (descending ? isEarlier(time, id, ...after) : isEarlier(...after, time, id));
}

function isEarlier(time: string, id: string, other_time: string, other_id: string): boolean {
  return time === other_time ? id < other_id : isBefore(time, other_time);
}

/** The record as its own pending steps make it: only when they begin with its creation and do not end it. */
export function foldCreated(steps: readonly PendingStep[]): Row | undefined {
  let row: Row | undefined;
  for (const { step } of steps) {
    if (step.operation === 'create') row = { ...step.row };
    else if (step.operation === 'delete') row = undefined;
    else if (row !== undefined) row = { ...row, ...step.patch };
  }
  return row;
}
