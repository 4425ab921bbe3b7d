import type { Acknowledged, Outcome, Shown, SiteName, Write } from '../history.ts';
import { contentOf, keyOf } from './facts.ts';
import { naturalKey, naturalKeyOf } from './values.ts';

/** A change as a site accepts it. */
interface Change {
  transaction_id: string;
  content: string;
  digest: string;
  row?: Shown;
  record: string;
  patch?: Partial<Shown>;
}

interface Pending extends Change {
  sequence: number;
  state: 'buffered' | 'applied' | 'dead';
}

/** What a site answers to a write. */
export type Answer = Pick<Write, 'status'> & { code?: string; acknowledged?: Acknowledged };

type Rows = Map<string, Shown>;

const SERIES = '0198aaaa-0000-7000-8000-000000000001';

/**
 * Two sites that do what the design says, in a few lines and one at a time: main with its ledger, and an observatory with
 * an outbox laid over a replica that is some commits behind. What they answer is correct by construction.
 */
export class ModelSites {
  readonly ledger: Outcome['ledger'] = [];
  readonly #commits: Change[] = [];
  readonly #main: Rows = new Map();
  readonly #replica: Rows = new Map();
  readonly #outbox: Pending[] = [];
  #replayed = 0;
  #unkeyed = 0;

  /** Every record a site shows, latest start first. */
  view(site: SiteName): Shown[] {
    const rows = new Map(site === 'main' ? this.#main : this.#replica);
    if (site === 'observatory') for (const change of this.#overlaid()) applyTo(rows, change);
    return [...rows.values()].sort((a, b) => (a.start_time < b.start_time ? 1 : -1));
  }

  write(write: Write, now: string): Answer {
    const key = keyOf(write);
    const known = key === undefined ? undefined : this.#known(write.site, `transaction-${key}`);
    if (known !== undefined)
      return known.content === contentOf(write)
        ? { status: statusOf(write), acknowledged: this.#receipt(write.site, known, true) }
        : { status: 409, code: 'idempotency.conflict' };
    const rows = this.view(write.site);
    const change = this.#change(write, now, rows);
    if (!('content' in change)) return change;
    if (write.site === 'main') this.#commit(change, 'cologne', null);
    else this.#outbox.push({ ...change, sequence: this.#outbox.length + 1, state: 'buffered' });
    return { status: statusOf(write), acknowledged: this.#receipt(write.site, change, false) };
  }

  state(site: SiteName, transaction_id: string): string {
    const change = this.#known(site, transaction_id);
    return change === undefined ? 'unknown' : this.#receipt(site, change, true).state;
  }

  /** Delivers the first transactions that wait. */
  drain(count: number): void {
    for (const pending of this.#outbox.filter(({ state }) => state === 'buffered').slice(0, count)) {
      const earlier = this.#commits.find(({ transaction_id }) => transaction_id === pending.transaction_id);
      const row = this.#main.get(pending.record);
      const is_taken =
        pending.row !== undefined && [...this.#main.values()].some((other) => isSame(other, pending.row));
      const is_refused = pending.row === undefined ? row?.status !== 'running' : is_taken;
      if (earlier !== undefined) pending.state = earlier.content === pending.content ? 'applied' : 'dead';
      else if (is_refused) pending.state = 'dead';
      else {
        pending.state = 'applied';
        this.#commit(pending, 'observatory', pending.sequence);
      }
    }
  }

  /** Replays the next commits on the replica. */
  replicate(count: number): void {
    for (const change of this.#commits.slice(this.#replayed, this.#replayed + count)) {
      applyTo(this.#replica, change);
      this.#replayed += 1;
    }
  }

  get pending(): number {
    return this.#outbox.filter(({ state }) => state === 'buffered').length;
  }

  get letters(): Outcome['letters'] {
    const dead = this.#outbox.filter(({ state }) => state === 'dead');
    return dead.map(({ transaction_id, state, record }) => ({
      transaction_id,
      state,
      reason: 'main has refused it',
      lane: `executed_obs_unit:${record}`,
    }));
  }

  #overlaid(): Change[] {
    const replicated = new Set(this.#commits.slice(0, this.#replayed).map(({ transaction_id }) => transaction_id));
    return this.#outbox.filter(({ transaction_id }) => !replicated.has(transaction_id));
  }

  #known(site: SiteName, id: string): Change | undefined {
    const commits = site === 'main' ? this.#commits : this.#commits.slice(0, this.#replayed);
    const pending = site === 'main' ? [] : this.#outbox;
    return [...pending, ...commits].find(({ transaction_id }) => transaction_id === id);
  }

  #change(write: Write, now: string, rows: readonly Shown[]): Change | Answer {
    this.#unkeyed += 1;
    const key = keyOf(write) ?? `unkeyed ${this.#unkeyed}`;
    const content = contentOf(write);
    const common = { transaction_id: `transaction-${key}`, content, digest: `digest of ${key} ${content}` };
    const { body } = write;
    if (write.operation === 'start') {
      const id = typeof body.id === 'string' ? body.id : `record-${key}`;
      const row: Shown = {
        id,
        obs_unit_id: Number(body.obs_unit_id),
        start_time: String(body.start_time),
        end_time: null,
        status: 'running',
        comment: (body.comment as string | undefined) ?? null,
        updated_at: now,
      };
      if (rows.some((other) => isSame(other, row))) return { status: 409, code: 'record.exists' };
      return { ...common, row, record: id };
    }
    const found = rows.find(({ id }) => id === write.record);
    if (found === undefined) return { status: 404, code: 'record.not_found' };
    if (found.status !== 'running') return { status: 409, code: 'record.conflict' };
    const patch = { end_time: now, ...body, updated_at: now } as Partial<Shown>;
    return { ...common, record: found.id, patch };
  }

  #commit(change: Change, site: string, sequence: number | null): void {
    this.#commits.push(change);
    applyTo(this.#main, change);
    this.ledger.push({
      transaction_id: change.transaction_id,
      site,
      series: sequence === null ? null : SERIES,
      sequence,
      lane: `executed_obs_unit:${change.record}`,
      outcome: 'applied',
      fingerprint: change.content,
      digest: change.digest,
    });
  }

  #receipt(site: SiteName, change: Change, replayed: boolean): Acknowledged {
    const { transaction_id, record: id, digest } = change;
    const pending = this.#outbox.find((other) => other.transaction_id === transaction_id);
    const applied = { id, transaction_id, digest, replayed, site: 'cologne', series: null, sequence: null };
    if (site === 'main') return { ...applied, state: 'applied' };
    const is_here = this.#commits.slice(0, this.#replayed).some((other) => other.transaction_id === transaction_id);
    if (pending === undefined) return { ...applied, state: is_here || !replayed ? 'replicated' : 'applied' };
    const state = pending.state === 'applied' && is_here ? 'replicated' : pending.state;
    return { ...applied, site: 'observatory', series: SERIES, sequence: pending.sequence, state };
  }
}

function statusOf({ operation }: Write): number {
  return operation === 'start' ? 201 : 200;
}

function isSame(row: Shown, other: Shown | undefined): boolean {
  return other !== undefined && (row.id === other.id || naturalKey({ ...row }) === naturalKeyOf(other));
}

function applyTo(rows: Rows, { record, row, patch }: Change): void {
  const found = rows.get(record);
  if (row !== undefined) rows.set(record, row);
  else if (found !== undefined) rows.set(record, { ...found, ...patch });
}
