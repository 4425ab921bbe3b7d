import { Problem } from '../kernel/problem.ts';
import { type AnyEntity, completePatch, completeRow, type Row } from '../model/entity.ts';
import { recordKey, type Step } from '../model/transaction.ts';
import type { PendingStep, Touch } from '../outbox/outbox.ts';
import { readById } from './read.ts';
import { type Call, recordId } from './repeat.ts';
import type { Site } from './site.ts';

/** A record a change is decided on. */
export interface Found {
  entity: AnyEntity;
  id: string | number;
  /** The record as this site sees it; undefined when this site cannot tell, and main will decide. */
  row: Row | undefined;
  /** Its pending transactions in order; the last is what the change is decided on. */
  pending: string[];
}

/**
 * A transaction in the making: an endpoint finds records and says what changes, and nothing is written until it is
 * done. Rows are completed here, so that what is stored, overlaid and applied is one and the same.
 */
export class Draft {
  readonly steps: Step[] = [];
  readonly touches: Touch[] = [];
  readonly entities: AnyEntity[] = [];
  /** Positions of the creations whose id the caller chose. */
  readonly chosen = new Set<number>();
  /** The records looked at, in order. */
  readonly found: Found[] = [];
  readonly #site: Site;
  readonly #call: Call;
  /** Position of what is created, by natural key and by id. */
  readonly #created = new Map<string, number>();

  constructor(site: Site, call: Call) {
    this.#site = site;
    this.#call = call;
  }

  /**
   * The record, for a change. Problem `record.not_found` when it is certain that there is none: a caught-up replica does
   * not have it, or it was deleted here. Otherwise main decides: nothing local blocks a recording.
   */
  async find(entity: AnyEntity, id: string | number): Promise<Found> {
    const found = await this.#look(entity, id);
    this.found.push(found);
    return found;
  }

  async #look(entity: AnyEntity, id: string | number): Promise<Found> {
    try {
      const { rows, steps, caught_up } = await readById(this.#site, entity, id);
      if (rows[0] === undefined && (caught_up || deletedHere(steps))) throw notFound(entity, id);
      return { entity, id, row: rows[0], pending: steps.map(({ transaction_id }) => transaction_id) };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'database.unavailable' || this.#site.buffer === undefined)
        throw error;
      const { steps } = await this.#site.buffer.outbox.overlay(entity.name, { mode: 'ids', ids: [String(id)] });
      if (deletedHere(steps)) throw notFound(entity, id);
      return { entity, id, row: undefined, pending: steps.map(({ transaction_id }) => transaction_id) };
    }
  }

  /** Adds the creation of a record. Returns the whole row that will be stored. */
  create(entity: AnyEntity, input: Row): Row {
    const derived = recordId(this.#call, this.steps.length);
    const row = completeRow(entity, derived === undefined ? input : { id: derived, ...input }, this.#site.clock);
    const id = row.id as string | number;
    const natural = JSON.stringify(entity.naturalKey.map((column) => row[column]));
    if (input.id !== undefined) this.chosen.add(this.steps.length);
    this.#refuseTwice(entity, id, natural);
    this.#add(
      entity,
      { operation: 'create', entity: entity.name, id, row },
      { parents: parentsOf(entity, row), natural },
    );
    return row;
  }

  /**
   * Adds a change of a found record. `expect` names values it must still have on main; else the change is refused there. A
   * column with states must be able to go where the patch says from where it is here, and main sees to it that it still is
   * there. Problem `record.conflict` when it cannot, naming where it can go.
   */
  update(found: Found, patch: Row, expect?: Row): void {
    const { entity, id, row, pending } = found;
    const seen = { ...(row && statesBefore(entity, row, patch)), ...expect };
    const step: Step = {
      operation: 'update',
      entity: entity.name,
      id,
      patch: completePatch(entity, patch, this.#site.clock),
      ...(Object.keys(seen).length > 0 && { expect: seen }),
    };
    const parents =
      row === undefined ? ['?'] : [...new Set([...parentsOf(entity, row), ...parentsOf(entity, { ...row, ...patch })])];
    this.#add(entity, step, { parents, seen: pending.at(-1) ?? '' });
  }

  /** Adds the deletion of a found record. */
  delete(found: Found): void {
    const { entity, id, row, pending } = found;
    const parents = row === undefined ? ['?'] : parentsOf(entity, row);
    this.#add(entity, { operation: 'delete', entity: entity.name, id }, { parents, seen: pending.at(-1) ?? '' });
  }

  /** Records the steps refer to by foreign key, with the field that does: the column, and of several steps which. */
  references(): { field: string; entity: string; id: string | number; type: string }[] {
    return this.steps.flatMap((step, index) => {
      const values = step.operation === 'create' ? step.row : step.operation === 'update' ? step.patch : {};
      return (this.entities[index]?.references ?? []).flatMap(({ column, entity }) => {
        const id = values[column];
        const field = this.steps.length === 1 ? column : `${index}.${column}`;
        const type = this.entities[index]?.columns[column]?.getSQLType() ?? 'uuid';
        return typeof id === 'string' || typeof id === 'number' ? [{ field, entity, id, type }] : [];
      });
    });
  }

  /** The lane the transaction keeps its order in: its first record. */
  lane(): string {
    const [step] = this.steps;
    const [found] = this.found;
    if (step !== undefined) return recordKey(step.entity, step.id);
    if (found !== undefined) return recordKey(found.entity.name, found.id);
    throw new TypeError('a transaction needs a record');
  }

  /** All or nothing of something that is in it twice would be nothing, found out on main. */
  #refuseTwice({ name, naturalKey }: AnyEntity, id: string | number, natural: string): void {
    for (const [key, what] of [
      [`${name}:${natural}`, naturalKey.join(', ')],
      [`${name}:id:${id}`, 'id'],
    ] as const) {
      const first = this.#created.get(key);
      const field = `${this.steps.length}.${what === 'id' ? 'id' : naturalKey.at(-1)}`;
      if (first !== undefined) {
        const detail = `is the same ${name} as element ${first}: they share ${what}`;
        throw new Problem('request.invalid', `${field}: ${detail}`, { errors: [{ in: 'body', field, detail }] });
      }
      this.#created.set(key, this.steps.length);
    }
  }

  #add(entity: AnyEntity, step: Step, facts: Pick<Touch, 'parents' | 'natural' | 'seen'>): void {
    this.steps.push(step);
    this.touches.push({ entity: entity.name, id: String(step.id), operation: step.operation, ...facts });
    this.entities.push(entity);
  }
}

/** What the outbox indexes a step by, as far as the step itself says: parents, and the natural key of a create. */
export function touchFacts(entity: AnyEntity, step: Step): Pick<Touch, 'parents' | 'natural'> {
  // The parents an update does not name are those the record has had: they are indexed already.
  if (step.operation === 'update') return { parents: parentsOf(entity, step.patch) };
  if (step.operation === 'delete') return { parents: [] };
  const natural = JSON.stringify(entity.naturalKey.map((column) => step.row[column]));
  return { parents: parentsOf(entity, step.row), natural };
}

/** The states the patch leaves. */
function statesBefore({ name, transitions = {} }: AnyEntity, row: Row, patch: Row): Row {
  const left = Object.keys(transitions).filter((column) => column in patch && patch[column] !== row[column]);
  for (const column of left) {
    const next = transitions[column]?.[String(row[column])] ?? [];
    if (next.includes(String(patch[column]))) continue;
    const may = next.length === 0 ? 'that is final' : `from there it can go to ${next.join(', ')}`;
    throw new Problem(
      'record.conflict',
      `${name} ${row.id}: ${column} is ${row[column]}; ${may}, not to ${patch[column]}.`,
      {
        id: row.id,
        column,
        record_status: row[column],
        allowed: next,
      },
    );
  }
  return Object.fromEntries(left.map((column) => [column, row[column]]));
}

function notFound({ name }: AnyEntity, id: string | number): Problem {
  return new Problem('record.not_found', `There is no ${name} ${id}.`, { id });
}

function deletedHere(steps: readonly PendingStep[]): boolean {
  const ended = steps.filter(({ state, step }) => state !== 'discarded' && step.operation !== 'update').at(-1);
  return ended?.step.operation === 'delete';
}

/** How a list by parent finds the record: `column=value` for each declared parent it names. */
function parentsOf(entity: AnyEntity, row: Row): string[] {
  return (entity.parents ?? []).filter((column) => column in row).map((column) => `${column}=${row[column]}`);
}
