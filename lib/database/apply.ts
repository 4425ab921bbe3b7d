import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import * as z from 'zod';
import { type Lsn, parseLsn } from '../kernel/lsn.ts';
import { databaseAddress } from './address.ts';
import { type Database, DatabaseUnavailable, isUnavailable, wireTypes } from './connect.ts';

const verdict = z.object({
  transaction_id: z.string(),
  verdict: z.enum(['applied', 'discarded', 'already', 'held', 'refused', 'fault']),
  /** `already`: what the ledger says of it. */
  outcome: z.enum(['applied', 'discarded']).optional(),
  fingerprint: z.string().optional(),
  site: z.string().optional(),
  series: z.string().nullish(),
  sequence: z.number().nullish(),
  digest: z.string().optional(),
  /** `refused`: predecessors that were discarded, the likely cause. */
  discarded: z.array(z.string()).optional(),
  /** `held`: the transactions that are not in the ledger yet. */
  waits_for: z.array(z.string()).optional(),
  /** `refused` and `fault`: PostgreSQL's own words. */
  sqlstate: z.string().optional(),
  message: z.string().optional(),
  detail: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
  constraint: z.string().optional(),
});

/** Main's word on one transaction. */
export type Verdict = z.infer<typeof verdict>;

/** What one procedure call answers. An entry without a verdict was not looked at. */
export interface Applied {
  /** System id and timeline: the LSNs mean nothing on another. */
  origin: string;
  /** A position behind every commit of the call. */
  lsn: Lsn;
  verdicts: Verdict[];
}

const answer = z.object({ origin: z.string(), lsn: z.string().transform(parseLsn), verdicts: z.array(verdict) });

const CALL = 'call public.apply_transactions($1::jsonb, null)';

/**
 * Applies entries (JSON texts) in order on main over a pooled connection; see infra/migrations for what each verdict
 * means. Error DatabaseUnavailable: the outcome is unknown, and sending the same entries again is safe.
 */
export async function applyOnMain(main: Database, entries: readonly string[]): Promise<Applied> {
  const [row] = await main.query({ sql: CALL, params: [`[${entries.join(',')}]`] });
  return answer.parse(row?.answer);
}

/** How a drain reaches main. Times in milliseconds. */
export interface LinkOptions {
  url: string;
  /** See `databaseAddress`. */
  ca?: string | undefined;
  connect_timeout_ms: number;
  call_timeout_ms: number;
}

/**
 * One connection of a drain to main on which several calls may be in flight. A call that gets no answer within its
 * time, or whose connection breaks, throws DatabaseUnavailable: its outcome is unknown and stays so until the same
 * entries are sent again. The server gives a call up a little earlier than this side, so that no abandoned call lingers
 * before its successor.
 */
export class DrainConnection {
  #client: pg.Client | undefined;
  readonly #options: LinkOptions;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /**
   * Connects: on a link that has just come back, whoever begins now is there first, while an attempt that has lost its first
   * packet waits for the kernel to send another. So a further attempt begins every quarter of a second, and the first to be answered,
   * whatever the answer, decides. Errors: DatabaseUnavailable; PostgreSQL's own when main refuses the login.
   */
  async open(): Promise<void> {
    const { connect_timeout_ms } = this.#options;
    const decided = new AbortController();
    const clients: pg.Client[] = [];
    const attempt = async (after_ms: number): Promise<pg.Client> => {
      if (after_ms > 0) await sleep(after_ms, undefined, { signal: decided.signal });
      const client = this.#newClient();
      clients.push(client);
      await client.connect();
      return client;
    };
    const starts = Array.from(
      { length: Math.min(MOST_ATTEMPTS, Math.ceil(connect_timeout_ms / ATTEMPT_EVERY_MS)) },
      (_, n) => n * ATTEMPT_EVERY_MS,
    );
    try {
      this.#client = await this.#reached(connect_timeout_ms, () => Promise.race(starts.map(attempt)));
    } finally {
      decided.abort();
      for (const client of clients) if (client !== this.#client) void client.end().catch(() => {});
    }
  }

  /** One procedure call. Errors: DatabaseUnavailable; PostgreSQL's own error when main answers with one. */
  async call(entries: readonly string[]): Promise<Applied> {
    const result = await this.#reached(this.#options.call_timeout_ms, () =>
      this.#client?.query(CALL, [`[${entries.join(',')}]`]),
    );
    return answer.parse(result?.rows[0]?.answer);
  }

  /** Lets the connection go; on a dead link without waiting for it. */
  close(): void {
    void this.#client?.end().catch(() => {});
  }

  #newClient(): pg.Client {
    const { url, ca, connect_timeout_ms, call_timeout_ms } = this.#options;
    const client = new pg.Client({
      ...databaseAddress(url, ca),
      connectionTimeoutMillis: connect_timeout_ms,
      query_timeout: call_timeout_ms,
      statement_timeout: Math.ceil(call_timeout_ms * 0.9),
      lock_timeout: Math.ceil(call_timeout_ms / 4),
      keepAlive: true,
      application_name: 'drain',
      options: '-c timezone=UTC',
      types: wireTypes,
      pipeline: true,
    });
    // A connection that breaks rejects the calls in flight; without a listener it would also end the process.
    return client.on('error', () => {});
  }

  async #reached<Result>(within_ms: number, run: () => Promise<Result> | undefined): Promise<Result | undefined> {
    try {
      return await run();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new DatabaseUnavailable(`main does not answer within ${within_ms} ms`, {
        cause: error,
      });
    }
  }
}

/** How soon another attempt to connect begins beside one that waits. */
const ATTEMPT_EVERY_MS = 250;
/** Where TLS makes connecting slow, all of them wait for main at once: no more than two seconds' worth. */
const MOST_ATTEMPTS = 8;
