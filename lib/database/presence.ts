import type { Row } from '../model/entity.ts';
import { type Database, DatabaseUnavailable, type Query } from './connect.ts';

/** A record that is asked after: which, by the values of some columns that are unique. */
export interface Sought {
  entity: string;
  columns: readonly string[];
  row: Row;
}

/** Questions on their way at once: the next goes out while the answer to the one before is read. */
const IN_FLIGHT = 2;

interface Asked {
  sought: readonly Sought[];
  resolve(found: (string | undefined)[]): void;
  reject(error: unknown): void;
}

/**
 * Which records a database has. Callers that ask while an earlier question is on its way share the next one: fifty
 * recordings at once cost the replica as much as two or three. Error: DatabaseUnavailable.
 */
export class Presence {
  readonly #database: Database;
  #waiting: Asked[] = [];
  #flying = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The ids of the records sought, in that order; undefined where there is none. */
  find(sought: readonly Sought[]): Promise<(string | undefined)[]> {
    if (sought.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sought, resolve, reject });
      if (this.#flying < IN_FLIGHT) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    this.#flying += 1;
    try {
      const all = asked.flatMap(({ sought }) => sought);
      const found = foundIn(all, await this.#database.pipeline(presenceQueries(all)));
      let from = 0;
      for (const { sought, resolve } of asked) {
        resolve(found.slice(from, from + sought.length));
        from += sought.length;
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    } finally {
      this.#flying -= 1;
      if (this.#waiting.length > 0) void this.#ask();
    }
  }
}

/** One query per entity and set of columns, whose text is always the same, so that it is planned once per connection. */
export function presenceQueries(sought: readonly Sought[]): Query[] {
  return groups(sought).map((places) => {
    const [first] = places;
    const { entity = '', columns = [] } = first === undefined ? {} : (sought[first] ?? {});
    const rows = places.map((place) => {
      const row = sought[place]?.row ?? {};
      return Object.fromEntries(columns.map((column) => [column, row[column]]));
    });
    const table = `public.${quoted(entity)}`;
    const same = columns.map((column) => `t.${quoted(column)} = r.${quoted(column)}`);
    return {
      name: `presence ${entity} ${columns.join(' ')}`,
      sql: `select e.position::int as position, t.id::text as id
        from jsonb_array_elements($1::jsonb) with ordinality as e(value, position)
        cross join lateral jsonb_populate_record(null::${table}, e.value) as r
        join ${table} as t on ${same.join(' and ')}`,
      params: [JSON.stringify(rows)],
    };
  });
}

/** The ids found by the queries for some records, in the order of the records. */
export function foundIn(
  sought: readonly Sought[],
  answers: readonly Record<string, unknown>[][],
): (string | undefined)[] {
  const found: (string | undefined)[] = sought.map(() => undefined);
  for (const [index, places] of groups(sought).entries())
    for (const { position, id } of answers[index] ?? []) found[places[Number(position) - 1] ?? -1] = String(id);
  return found;
}

/** The places of those that are asked after in the same way. */
function groups(sought: readonly Sought[]): number[][] {
  const places = new Map<string, number[]>();
  for (const [place, { entity, columns }] of sought.entries()) {
    const key = `${entity} ${columns.join(' ')}`;
    const same = places.get(key);
    if (same === undefined) places.set(key, [place]);
    else same.push(place);
  }
  return [...places.values()];
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Undefined instead of an answer when the database is away. */
export function ifAway(error: unknown): undefined {
  if (error instanceof DatabaseUnavailable) return undefined;
  throw error;
}
