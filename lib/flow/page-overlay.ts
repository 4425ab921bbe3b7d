import { isBefore } from '../kernel/clock.ts';
import type { Row } from '../model/entity.ts';
import type { PageWindow } from '../model/filter.ts';
import type { State } from '../model/transaction.ts';
import type { PendingStep } from '../outbox/outbox.ts';

/** The pending changes of an entity as reads need them, arranged once for all reads that are given the same steps. */
export interface Pending {
  /** Without what has been given up, though main's word of it may not have replicated yet. */
  steps: readonly PendingStep[];
  /** By record: how far the last of its changes has come. */
  states: ReadonlyMap<string, State>;
  /** In the order of a time column, as far as a page has asked for it. */
  places: Map<string, Places>;
}

/** Where the records of an overlay stand in the order of a time column. */
interface Places {
  /** Those that main does not have yet and that stand where their creation says, earliest first. */
  own: Place[];
  /** The steps of all others. */
  others: PendingStep[];
}

interface Place {
  id: string;
  time: string;
  steps: PendingStep[];
}

/** The outbox answers the same steps until something changes; what it no longer answers is forgotten with them. */
const arranged = new WeakMap<readonly PendingStep[], Pending>();

/** The steps of an overlay, arranged. */
export function arrange(all: readonly PendingStep[]): Pending {
  const known = arranged.get(all);
  if (known !== undefined) return known;
  const steps = all.filter(({ state }) => state !== 'discarded');
  const states = new Map(steps.map(({ step, state }) => [String(step.id), state]));
  const pending: Pending = { steps, states, places: new Map() };
  arranged.set(all, pending);
  return pending;
}

/**
 * The steps a page of `count` rows needs that is a stretch of all records in some order. Of the records main does not have yet
 * and whose place is certain only the first `count` of the stretch can be on the page, wherever the others fall among them.
 * The rest of them need not even be kept out: should main have taken one meanwhile, its base row stands at the same place,
 * behind those `count`. Everything else is shipped: its base row may say otherwise than its steps.
 */
export function within(pending: Pending, { column, descending, after }: PageWindow, count: number): PendingStep[] {
  const { own, others } = placesOf(pending, column);
  if (descending) {
    const end = after === undefined ? own.length : firstOf(own, ({ time, id }) => !isEarlier(time, id, ...after));
    return [...others, ...own.slice(Math.max(0, end - count), end).flatMap(({ steps }) => steps)];
  }
  const start = after === undefined ? 0 : firstOf(own, ({ time, id }) => isEarlier(...after, time, id));
  return [...others, ...own.slice(start, start + count).flatMap(({ steps }) => steps)];
}

function placesOf(pending: Pending, column: string): Places {
  const known = pending.places.get(column);
  if (known !== undefined) return known;
  const records = new Map<string, PendingStep[]>();
  for (const step of pending.steps) {
    const id = String(step.step.id);
    const before = records.get(id);
    if (before === undefined) records.set(id, [step]);
    else before.push(step);
  }
  const places: Places = { own: [], others: [] };
  for (const [id, steps] of records) {
    const time = isOnlyHere(steps) ? certainTime(steps, column) : undefined;
    if (time === undefined) places.others.push(...steps);
    else places.own.push({ id, time, steps });
  }
  places.own.sort((a, b) => (isEarlier(a.time, a.id, b.time, b.id) ? -1 : 1));
  pending.places.set(column, places);
  return places;
}

/** A creation main has not taken: it may still be refused because the record is there, but only what is `dead` has been. */
function isOnlyHere([first]: readonly PendingStep[]): boolean {
  return first?.step.operation === 'create' && (first.state === 'buffered' || first.state === 'held');
}

/** The time a record is created with, unless a later step ends the record or may move it: main may have taken the one and not yet the other. */
function certainTime([first, ...later]: readonly PendingStep[], column: string): string | undefined {
  if (first?.step.operation !== 'create') return undefined;
  if (later.some(({ step }) => step.operation !== 'update' || column in step.patch)) return undefined;
  const time = first.step.row[column];
  return typeof time === 'string' ? time : undefined;
}

/** The index of the first place of which something is true that is true of all behind it; how many there are when of none. */
function firstOf(places: readonly Place[], holds: (place: Place) => boolean): number {
  let [from, to] = [0, places.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const place = places[middle];
    if (place !== undefined && holds(place)) to = middle;
    else from = middle + 1;
  }
  return from;
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
