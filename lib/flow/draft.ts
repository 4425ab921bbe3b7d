import { Problem } from '../kernel/problem.ts';
import { type AnyEntity, completePatch, completeRow, type Row } from '../model/entity.ts';
import { recordKey, type Step } from '../model/transaction.ts';
import type { Touch } from '../outbox/outbox.ts';
import { readById } from './read.ts';
import type { Site } from './site.ts';

/** A record a change is decided on. */
export interface Found {
  entity: AnyEntity;
  id: string | number;
  /** The record as this site sees it; undefined when this site cannot tell, and main will decide. */
  row: Row | undefined;
  /** Its last pending transaction, or empty. */
  seen: string;
}

/**
 * A transaction in the making: an endpoint finds records and says what changes, and nothing is written until it is
 * done. Rows are completed here, so that what is stored, overlaid and applied is one and the same.
 */
export class Draft {
  readonly steps: Step[] = [];
  readonly touches: Touch[] = [];
  readonly entities: AnyEntity[] = [];
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  /**
   * The record, for a change. Problem `record.not_found` when it is certain that there is none; while the replica is
   * behind or away that is not certain, and nothing local blocks a recording.
   */
  async find(entity: AnyEntity, id: string | number): Promise<Found> {
    try {
      const { rows, steps, caught_up } = await readById(this.#site, entity, id);
      const seen = steps.at(-1)?.transaction_id ?? '';
      if (rows[0] === undefined && caught_up)
        throw new Problem('record.not_found', `There is no ${entity.name} ${id}.`, { id });
      return { entity, id, row: rows[0], seen };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'database.unavailable' || this.#site.buffer === undefined)
        throw error;
      const [tip] = await this.#site.buffer.outbox.tips([{ entity: entity.name, id: String(id) }]);
      return { entity, id, row: undefined, seen: tip ?? '' };
    }
  }

  /** Adds the creation of a record. Returns the whole row that will be stored. */
  create(entity: AnyEntity, input: Row): Row {
    const row = completeRow(entity, input, this.#site.clock);
    const id = row.id as string | number;
    const natural = JSON.stringify(entity.naturalKey.map((column) => row[column]));
    this.#add(
      entity,
      { operation: 'create', entity: entity.name, id, row },
      { parents: parentsOf(entity, row), natural },
    );
    return row;
  }

  /** Adds a change of a found record. `expect` names values it must still have on main; else the change is refused there. */
  update(found: Found, patch: Row, expect?: Row): void {
    const { entity, id, row, seen } = found;
    const step: Step = {
      operation: 'update',
      entity: entity.name,
      id,
      patch: completePatch(entity, patch, this.#site.clock),
      ...(expect && { expect }),
    };
    const parents =
      row === undefined ? ['?'] : [...new Set([...parentsOf(entity, row), ...parentsOf(entity, { ...row, ...patch })])];
    this.#add(entity, step, { parents, seen });
  }

  /** Adds the deletion of a found record. */
  delete(found: Found): void {
    const { entity, id, row, seen } = found;
    const parents = row === undefined ? ['?'] : parentsOf(entity, row);
    this.#add(entity, { operation: 'delete', entity: entity.name, id }, { parents, seen });
  }

  /** Records the steps refer to by foreign key, with the column that does. */
  references(): { column: string; entity: string; id: string | number }[] {
    return this.steps.flatMap((step, index) => {
      const values = step.operation === 'create' ? step.row : step.operation === 'update' ? step.patch : {};
      return (this.entities[index]?.references ?? []).flatMap(({ column, entity }) => {
        const id = values[column];
        return typeof id === 'string' || typeof id === 'number' ? [{ column, entity, id }] : [];
      });
    });
  }

  /** The lane the transaction keeps its order in: its first record. */
  lane(): string {
    const [first] = this.steps;
    if (first === undefined) throw new TypeError('a transaction needs a step');
    return recordKey(first.entity, first.id);
  }

  #add(entity: AnyEntity, step: Step, facts: Pick<Touch, 'parents' | 'natural' | 'seen'>): void {
    this.steps.push(step);
    this.touches.push({ entity: entity.name, id: String(step.id), operation: step.operation, ...facts });
    this.entities.push(entity);
  }
}

/** How a list by parent finds the record: `column=value` for each declared parent. */
export function parentsOf(entity: AnyEntity, row: Row): string[] {
  return (entity.parents ?? []).map((column) => `${column}=${row[column]}`);
}
