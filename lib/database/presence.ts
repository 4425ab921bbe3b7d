import { createHash } from 'node:crypto';
import { type Database, DatabaseUnavailable, type Query } from './connect.ts';

/** A record that is asked after: which, by the values of some columns that are unique. */
export interface Sought {
  entity: string;
  /** With the SQL types of the columns. */
  key: readonly { column: string; type: string; value: unknown }[];
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
      const found = foundIn(all, await this.#database.query(presenceQuery(all)));
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

/**
 * One query for all: an arm for each entity and set of columns. For the same ones its text is always the same, so that it is
 * planned once per connection.
 */
export function presenceQuery(sought: readonly Sought[]): Query {
  const params: unknown[] = [];
  const arms = groups(sought).map(({ entity, key, places }, arm) => {
    const arrays = key.map(({ type }, column) => {
      params.push(places.map((place) => sought[place]?.key[column]?.value));
      return `$${params.length}::${type}[]`;
    });
    const names = key.map((_, column) => `c${column}`).join(', ');
    const same = key.map(({ column }, index) => `t.${quoted(column)} = r.c${index}`).join(' and ');
    return `select ${arm} as arm, r.position::int as position, t.id::text as id
      from unnest(${arrays.join(', ')}) with ordinality as r(${names}, position) join public.${quoted(entity)} as t on ${same}`;
  });
  const sql = arms.join('\nunion all ');
  // PostgreSQL cuts longer names.
  return { name: `presence ${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`, sql, params };
}

/** The ids found by the query for some records, in the order of the records. */
export function foundIn(sought: readonly Sought[], answer: readonly Record<string, unknown>[]): (string | undefined)[] {
  const found: (string | undefined)[] = sought.map(() => undefined);
  const arms = groups(sought);
  for (const { arm, position, id } of answer) found[arms[Number(arm)]?.places[Number(position) - 1] ?? -1] = String(id);
  return found;
}

/** Those that are asked after in the same way, with their places. */
function groups(sought: readonly Sought[]): (Sought & { places: number[] })[] {
  const known = new Map<string, Sought & { places: number[] }>();
  for (const [place, one] of sought.entries()) {
    const way = `${one.entity} ${one.key.map(({ column }) => column).join(' ')}`;
    const same = known.get(way);
    if (same === undefined) known.set(way, { ...one, places: [place] });
    else same.places.push(place);
  }
  // In an order of their own, so that the text does not depend on who asked first.
  return [...known].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Undefined instead of an answer when the database is away. */
export function ifAway(error: unknown): undefined {
  if (error instanceof DatabaseUnavailable) return undefined;
  throw error;
}
