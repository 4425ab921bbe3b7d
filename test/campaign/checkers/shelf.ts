import type { ListQuery } from './list-query.ts';
import type { Entry } from './started-records.ts';

/**
 * What a site has acknowledged so far, so arranged that a list is compared with what may belong to it and not with
 * everything there is.
 */
export class Shelf {
  readonly #all = new Map<string, Entry>();
  /** By observation unit, latest start last; only those whose start was chosen by the writer. */
  readonly #units = new Map<number, Entry[]>();
  /** Without those a finish of which had been sent when running ones were last looked for. */
  readonly #running = new Set<Entry>();

  add(entry: Entry): void {
    const { id, unit, started } = entry.record;
    this.#all.set(id, entry);
    this.#running.add(entry);
    if (Number.isNaN(started)) return;
    const shelved = this.#units.get(unit) ?? [];
    this.#units.set(unit, shelved);
    let position = shelved.length;
    while ((shelved[position - 1]?.record.started ?? Number.NEGATIVE_INFINITY) > started) position -= 1;
    shelved.splice(position, 0, entry);
  }

  /**
   * Entries that may belong to a list sent at a time; all that do are among them, if they started at `shown_from` or later.
   * The times asked about must not go back.
   */
  *candidates(query: ListQuery, shown_from: number, sent_ms: number): Generator<Entry> {
    if (query.ids !== undefined) yield* this.#known(query.ids);
    else if (query.units !== undefined)
      for (const unit of query.units) yield* this.#newest(unit, Math.max(shown_from, query.from ?? shown_from));
    else if (query.statuses?.size === 1 && query.statuses.has('running')) yield* this.#stillRunning(sent_ms);
    else yield* this.#all.values();
  }

  *#known(ids: ReadonlySet<string>): Generator<Entry> {
    for (const id of ids) {
      const entry = this.#all.get(id);
      if (entry !== undefined) yield entry;
    }
  }

  *#newest(unit: number, from: number): Generator<Entry> {
    const shelved = this.#units.get(unit) ?? [];
    for (let position = shelved.length - 1; position >= 0; position -= 1) {
      const entry = shelved[position];
      if (entry === undefined || entry.record.started < from) return;
      yield entry;
    }
  }

  *#stillRunning(sent_ms: number): Generator<Entry> {
    for (const entry of this.#running) {
      if (entry.record.finish_sent_ms <= sent_ms) this.#running.delete(entry);
      else yield entry;
    }
  }
}
