import type { Happening, Write } from './history.ts';

/** A record that has been acknowledged: what readers look for. */
export interface Known {
  record: string;
  transaction_id: string;
  obs_unit_id: number;
  start_time: string;
}

/** How many of the latest acknowledgements readers choose from. */
const LATEST = 200;

/** What has happened so far, and what is known to everybody. */
export class Board {
  readonly history: Happening[] = [];
  readonly #latest: Known[] = [];
  readonly #transactions = new Set<string>();

  record(happening: Happening): void {
    this.history.push(happening);
  }

  /** A write that was answered: acknowledged, it can be read from now on. */
  recordWrite(write: Write): void {
    this.record(write);
    const { acknowledged, body, operation } = write;
    if (acknowledged === undefined) return;
    this.#transactions.add(acknowledged.transaction_id);
    // Readers look at the observatory, where main's own writes arrive only by replication.
    if (operation !== 'start' || write.site !== 'observatory') return;
    const { obs_unit_id, start_time } = body;
    if (typeof obs_unit_id !== 'number' || typeof start_time !== 'string') return;
    const { id: record, transaction_id } = acknowledged;
    this.#latest.push({ record, transaction_id, obs_unit_id, start_time });
    if (this.#latest.length > LATEST) this.#latest.shift();
  }

  /** The latest acknowledged starts at the observatory, the newest last. */
  get latest(): readonly Known[] {
    return this.#latest;
  }

  /** Different transactions acknowledged so far. */
  get acknowledged(): number {
    return this.#transactions.size;
  }
}
