import pg from 'pg';
import { utcText } from '../kernel/clock.ts';
import { describeError, type Log } from '../kernel/log.ts';
import { databaseAddress } from './address.ts';

/** How a database is reached. Times in milliseconds. */
export interface DatabaseOptions {
  url: string;
  /** See `databaseAddress`. */
  ca?: string | undefined;
  name: 'main' | 'replica';
  pool_size: number;
  /** For a question and its answer, connecting included. */
  timeout_ms: number;
  /** After a failure to answer, how long the database is not asked again. */
  breaker_ms: number;
  log: Log;
  now: () => number;
}

/** A query as text with its parameters; under a name it is planned once per connection, so its text never changes. */
export interface Query {
  name?: string;
  sql: string;
  params: unknown[];
}

/** The database did not answer; whether a query that was sent took effect is unknown. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

const TIMESTAMPTZ = 1184;
const INT8 = 20;

const TEXT_PARSERS: Record<number, (text: string) => unknown> = {
  [TIMESTAMPTZ]: (text) => utcText(text) ?? text,
  [INT8]: Number,
};

/**
 * Column values as they travel: times as UTC text ending in `Z`; int8 as a number, for no column of ours goes beyond what a
 * JSON number holds exactly (9 PB as bytes: constraints see to it); the rest as pg does.
 */
export const wireTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format === 'binary'
      ? pg.types.getTypeParser(oid, format)
      : (TEXT_PARSERS[oid] ?? pg.types.getTypeParser(oid, 'text')),
};

/**
 * A pool of connections with limits on every wait. A database that did not answer is left alone for `breaker_ms`, so
 * that one caller waits for it and not each in turn. Errors: DatabaseUnavailable when it is out of reach, lets nobody in or
 * is a replica without what a migration brings; PostgreSQL's own error otherwise.
 */
export class Database {
  readonly name: string;
  readonly #pool: pg.Pool;
  readonly #options: DatabaseOptions;
  #unavailable_until = 0;

  constructor(options: DatabaseOptions) {
    this.name = options.name;
    this.#options = options;
    this.#pool = new pg.Pool({
      ...databaseAddress(options.url, options.ca),
      max: options.pool_size,
      connectionTimeoutMillis: options.timeout_ms,
      query_timeout: options.timeout_ms,
      // The server gives up first, so that a slow query is told from a server that does not answer.
      statement_timeout: Math.ceil(options.timeout_ms * 0.9),
      idleTimeoutMillis: 60_000,
      allowExitOnIdle: true,
      keepAlive: true,
      options: '-c timezone=UTC',
      types: wireTypes,
      // A read sends its position query and itself in one round trip.
      pipeline: true,
    });
    // Without a listener, a connection the server closes would end the process: the pool listens to those that are idle only.
    this.#pool.on('connect', (client) => client.on('error', () => {})); // its query is rejected
    this.#pool.on('error', (error) =>
      options.log.warn('database.connection_lost', { database: options.name, ...describeError(error) }),
    );
  }

  /** Rows of one query. */
  async query(query: Query): Promise<Record<string, unknown>[]> {
    const [rows] = await this.pipeline([query]);
    return rows ?? [];
  }

  /** Rows of several independent queries sent over one connection in one round trip, in order. */
  async pipeline(queries: readonly Query[]): Promise<Record<string, unknown>[][]> {
    if (this.#options.now() < this.#unavailable_until)
      throw new DatabaseUnavailable(`${this.name} did not answer a moment ago`);
    const limit = { reached: false };
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        limit.reached = true;
        reject(new Error(`no answer within ${this.#options.timeout_ms} ms`));
      }, this.#options.timeout_ms);
    });
    try {
      return await Promise.race([this.#send(queries, limit), expired]);
    } catch (error) {
      const state = sqlState(error);
      const { name, log } = this.#options;
      const cannot_serve = CLOSED.test(state ?? '') || (name === 'replica' && BEHIND_MIGRATION.has(state ?? ''));
      if (cannot_serve) log.error('database.cannot_serve', { database: name, ...describeError(error) });
      else if (!isUnavailable(error)) throw error;
      if (state === undefined) this.#unavailable_until = this.#options.now() + this.#options.breaker_ms;
      throw new DatabaseUnavailable(`${this.name} does not answer`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** A connection that does not come in time is still given back, unused. */
  async #send(queries: readonly Query[], limit: { reached: boolean }): Promise<Record<string, unknown>[][]> {
    const client = await this.#pool.connect();
    if (limit.reached) {
      client.release();
      return [];
    }
    const results = await Promise.allSettled(
      queries.map(({ name, sql: text, params: values }) => client.query({ text, values, ...(name && { name }) })),
    );
    const failed = results.find((result) => result.status === 'rejected');
    client.release(failed !== undefined && isUnavailable(failed.reason));
    if (failed !== undefined) throw failed.reason;
    return results.map((result) => (result.status === 'fulfilled' ? result.value.rows : []));
  }

  /** Closes every connection once its query has ended. */
  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** SQLSTATE classes that say nothing about the data: connection, rollback, resources, operator intervention, system. */
const UNAVAILABLE_CLASSES = new Set(['08', '40', '53', '57', '58']);

/** A login it does not know, a database it does not have: whatever is asked, it will not say. */
const CLOSED = /^(28|3D)/;

/**
 * A table, column, function, schema or permission that is not there yet. A replica has them when it has replayed the migration,
 * which after a restart or behind a slow link takes a while; elsewhere it is a mistake of ours.
 */
const BEHIND_MIGRATION = new Set(['42P01', '42703', '42883', '3F000', '42501']);

/** Whether an error means that the database did not answer, rather than that it answered with an error. */
export function isUnavailable(error: unknown): boolean {
  const code = sqlState(error);
  return code === undefined
    ? error instanceof Error && !(error instanceof TypeError)
    : UNAVAILABLE_CLASSES.has(code.slice(0, 2));
}

/** The SQLSTATE PostgreSQL answered with, or undefined when it did not answer. */
function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error ? error.code : undefined;
}
