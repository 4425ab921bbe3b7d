import { parseLsn } from '../kernel/lsn.ts';
import type { State } from '../model/transaction.ts';
import { type Redis, script } from '../redis/connect.ts';
import type { Overlay, PendingStep, Selector } from './outbox.ts';
import { news } from './scripts/news.ts';
import { overlay } from './scripts/overlay.ts';
import { transactionOf } from './standing.ts';

/** A transaction as a script returns it. */
type Stored = [id: string, sequence: string, state: State, body: string];
/** The same with an empty body when that is as before, or the id of one that has gone. */
type Change = Stored | [id: string];
/** Where the log of changes ended: id and digest of its last entry. Equal digests mean equal pending steps (scripts/changed.ts). */
type Position = [id: string, digest: string];

/** The pending steps of an entity one transaction has. */
interface Pending {
  id: string;
  sequence: number;
  body_length: number;
  steps: readonly PendingStep[];
}

/** Everything pending of an entity at one position. Never changed: a newer one takes its place. */
interface Kept {
  at: Position;
  pending: ReadonlyMap<string, Pending>;
  steps: readonly PendingStep[];
  /** Characters of all bodies. */
  length: number;
}

/**
 * Characters of stored transactions a process keeps parsed; in memory they take one and a half times as many bytes, for a moment
 * twice that, and a function has 256 MB. They are some 23,000 starts of observations, three weeks. An entity that has more
 * pending is read anew each time.
 */
const KEPT_LENGTH = 20_000_000;

/**
 * The pending steps reads lay over the replica. Those of a whole entity are kept, and every read asks Redis what has changed
 * since: so it sees everything acknowledged before it, by whichever process, and parses only what is new. Errors as for
 * Outbox.
 */
export class Overlays {
  readonly #prefix: string;
  readonly #scripts;
  readonly #kept_length: number;
  /** By entity; the one read longest ago first. */
  readonly #kept = new Map<string, Kept>();
  /** Entities being read whole. */
  readonly #reading = new Map<string, Promise<Overlay>>();

  constructor(redis: Redis, prefix: string, kept_length = KEPT_LENGTH) {
    this.#prefix = prefix;
    this.#kept_length = kept_length;
    this.#scripts = {
      overlay: script<[string, string, string[], Stored[], Position | []]>(redis, 'opsOverlay', overlay),
      news: script<[string, string, ...Position, Change[]] | null>(redis, 'opsNews', news),
    };
  }

  /** The pending steps of an entity a read can touch, frozen: reads share those of a whole entity. */
  async read(entity: string, selector: Selector): Promise<Overlay> {
    if (selector.mode === 'all') return this.#readWhole(entity);
    const args = selector.mode === 'ids' ? selector.ids : selector.parents;
    const [lsn, origin, ids, stored] = await this.#scripts.overlay(this.#prefix, entity, selector.mode, ...args);
    const wanted = new Set(ids);
    const steps = inOrder(stored.map((one) => pendingOf(entity, one)));
    return {
      watermark: { lsn: parseLsn(lsn), origin },
      steps: steps.filter(({ step }) => wanted.has(String(step.id))),
    };
  }

  /**
   * Many reads that find nothing to follow share the work of the first: they wait for what it finds and follow from there, for it
   * may have asked before something they must see. Its error is theirs: Redis did not answer.
   */
  async #readWhole(entity: string): Promise<Overlay> {
    const followed = await this.#follow(entity);
    if (followed !== undefined) return followed;
    const under_way = this.#reading.get(entity);
    if (under_way !== undefined) {
      await under_way;
      const answer = await this.#follow(entity);
      if (answer !== undefined) return answer;
    }
    const reading = this.#readAll(entity);
    this.#reading.set(entity, reading);
    try {
      return await reading;
    } finally {
      if (this.#reading.get(entity) === reading) this.#reading.delete(entity);
    }
  }

  async #readAll(entity: string): Promise<Overlay> {
    const [lsn, origin, , stored, at] = await this.#scripts.overlay(this.#prefix, entity, 'all');
    const pending = stored.map((one) => pendingOf(entity, one));
    const steps = inOrder(pending);
    this.#keep(entity, at.length === 0 ? undefined : toKept(at, new Map(pending.map((one) => [one.id, one])), steps));
    return { watermark: { lsn: parseLsn(lsn), origin }, steps };
  }

  /** By what is kept and what has changed since, or undefined when that is not enough. */
  async #follow(entity: string): Promise<Overlay | undefined> {
    const kept = this.#kept.get(entity);
    if (kept === undefined) return undefined;
    const found = await this.#scripts.news(this.#prefix, entity, ...kept.at);
    if (found === null) return undefined;
    const [lsn, origin, id, digest, changes] = found;
    const next = followed(entity, kept, [id, digest], changes);
    this.#keep(entity, next);
    return { watermark: { lsn: parseLsn(lsn), origin }, steps: next.steps };
  }

  /** Reads side by side may each bring one: whichever stays, its position says what it is. */
  #keep(entity: string, kept: Kept | undefined): void {
    this.#kept.delete(entity);
    if (kept === undefined || kept.length > this.#kept_length) return;
    this.#kept.set(entity, kept);
    let length = 0;
    for (const one of this.#kept.values()) length += one.length;
    for (const [oldest, { length: freed }] of this.#kept) {
      if (length <= this.#kept_length) return;
      this.#kept.delete(oldest);
      length -= freed;
    }
  }
}

/** What is kept once these changes have been made; the same steps as before when none of them is the entity's. */
function followed(entity: string, kept: Kept, at: Position, changes: readonly Change[]): Kept {
  const own = changes.filter(([id, , , body]) => kept.pending.has(id) || (body !== undefined && body !== ''));
  if (own.length === 0) return at[1] === kept.at[1] ? kept : { ...kept, at };
  const pending = new Map(kept.pending);
  for (const change of own) {
    const known = pending.get(change[0]);
    if (change.length === 1) pending.delete(change[0]);
    else if (change[3] !== '') pending.set(change[0], pendingOf(entity, change));
    else if (known !== undefined) {
      const steps = known.steps.map((step) => Object.freeze({ ...step, state: change[2] }));
      pending.set(known.id, { ...known, steps });
    }
  }
  return toKept(at, pending, inOrder([...pending.values()]));
}

function toKept(at: Position, pending: ReadonlyMap<string, Pending>, steps: readonly PendingStep[]): Kept {
  let length = 0;
  for (const { body_length } of pending.values()) length += body_length;
  return { at, pending, steps, length };
}

function pendingOf(entity: string, [id, number, state, body]: Stored): Pending {
  const sequence = Number(number);
  const { steps: all, user_id, created_at, endpoint } = transactionOf(body);
  const asked = { user_id, created_at, endpoint };
  const own = all.filter((step) => step.entity === entity);
  const steps = own.map((step) => frozen({ transaction_id: id, sequence, state, step, asked }));
  return { id, sequence, body_length: body.length, steps };
}

/** By number; transactions main applied first may share one, and then stand as Redis sorts them. */
function inOrder(pending: readonly Pending[]): readonly PendingStep[] {
  const sorted = pending.toSorted((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
  return Object.freeze(sorted.flatMap(({ steps }) => steps));
}

/** With everything in it: a read that changed it would change the answers of others. */
function frozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part);
  return Object.freeze(value);
}
