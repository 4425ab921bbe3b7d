import { type Applied, DrainConnection } from '../database/apply.ts';
import { DatabaseUnavailable } from '../database/connect.ts';
import { readRefusal } from '../database/refusal.ts';
import { utcNow } from '../kernel/clock.ts';
import { describeError } from '../kernel/log.ts';
import type { Entry } from '../outbox/entry.ts';
import { attempted, RedisUnavailable } from '../redis/connect.ts';
import { takeLease } from './lease.ts';
import { toSettlement, unreadable, unsendable } from './settlement.ts';
import type { Buffer, Site } from './site.ts';

/** What one run of the drain did. Kept as `last_drain` when it did something. */
export interface DrainReport {
  started_at: string;
  finished_at: string;
  /** `unknown` when there was no reason to ask. */
  link: 'up' | 'down' | 'unknown';
  /** Transactions that could be sent when the run ended. */
  pending: number;
  /** Procedure calls sent, and the most that were in flight at once. */
  calls: number;
  most_in_flight: number;
  sent: number;
  /** How many changed their state. */
  settled: number;
  applied: number;
  refused: number;
  held: number;
  fault: number;
  error: string | null;
}

/**
 * Sends everything in the outbox to main, in order, several calls in flight, and settles each verdict as it arrives.
 *
 * Failure modes, each a harmless repeat because an entry leaves the queue only by main's verdict and main keeps a ledger:
 * the link is lost or the process dies before, during or after a commit (sent again, answered `already`); two drainers
 * at once (main takes one transaction of a site at a time); a late answer (applied overrides dead, never the reverse);
 * Redis is lost before settling (sent again); main is replaced by another (what is not replicated is sent again).
 */
export async function drain(site: Site): Promise<DrainReport> {
  const run = new Run(site);
  const { buffer } = site;
  if (buffer === undefined) return run.finish(0);
  const [first] = await buffer.outbox.next(0, 1, site.clock.now());
  if (first === undefined) {
    const { queued, applied } = await buffer.stats.counts();
    if (applied === 0 || !(await shouldAskMain(site))) return run.finish(queued);
  }
  const lease = await takeLease(site, site.volatile);
  if (lease === undefined) return run.finish((await buffer.stats.counts()).queued);
  const connection = new DrainConnection({
    url: site.config.MAIN_DATABASE_URL,
    ca: site.config.CA_CERTIFICATE,
    connect_timeout_ms: site.config.LINK_CONNECT_TIMEOUT_MS,
    call_timeout_ms: site.config.LINK_CALL_TIMEOUT_MS,
  });
  try {
    await connection.open();
    run.report.link = 'up';
    await run.sendAll(buffer, connection, lease.renew);
  } catch (error) {
    run.fail(error);
    if (run.report.link === 'down') await buffer.outbox.hurry();
  } finally {
    connection.close();
    await lease.release();
  }
  const report = run.finish((await buffer.stats.counts()).queued);
  if (report.sent === 0 && report.error === null) return report;
  // Only for people to read: a Redis that cannot keep it has been drained all the same.
  await buffer.stats.report(report).catch((error: unknown) => {
    if (!(error instanceof RedisUnavailable)) throw error;
  });
  return report;
}

/** While something applied does not come back by replication, main may have been replaced: it is asked this often. */
const ASK_MAIN_EVERY_MS = 5_000;

async function shouldAskMain(site: Site): Promise<boolean> {
  const key = `ops:{${site.config.SITE_NAME}}:ask_main`;
  return (await attempted(site.volatile, (redis) => redis.set(key, '1', 'PX', ASK_MAIN_EVERY_MS, 'NX'))) === 'OK';
}

/** A verdict that is not main's: there is no position behind it. */
const UNHEARD = { origin: '', lsn: 0n } as const;

class Run {
  readonly report: DrainReport;
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
    const started_at = utcNow(site.clock);
    const counts = {
      pending: 0,
      calls: 0,
      most_in_flight: 0,
      sent: 0,
      settled: 0,
      applied: 0,
      refused: 0,
      held: 0,
      fault: 0,
    };
    this.report = { started_at, finished_at: started_at, link: 'unknown', ...counts, error: null };
  }

  /** Sends batch behind batch, at least one, until none is left, the time is up, or one got no answer. */
  async sendAll(buffer: Buffer, connection: DrainConnection, renew: () => Promise<void>): Promise<void> {
    const { DRAIN_BATCH_SIZE, DRAIN_BATCH_BYTES, DRAIN_IN_FLIGHT, DRAIN_BUDGET_MS } = this.#site.config;
    const deadline = performance.now() + DRAIN_BUDGET_MS;
    const flying = new Set<Promise<void>>();
    let failure: unknown;
    let behind = 0;
    // An empty call tells who main is: when it is another one, there is something to send after all.
    if ((await buffer.outbox.next(0, 1, this.#site.clock.now())).length === 0) await this.#send(buffer, connection, []);
    do {
      const next = await buffer.outbox.next(behind, DRAIN_BATCH_SIZE, this.#site.clock.now());
      const entries = withinBytes(next, DRAIN_BATCH_BYTES);
      if (entries.length === 0) break;
      behind = entries.at(-1)?.sequence ?? behind;
      await renew();
      const flight: Promise<void> = this.#sendSendable(buffer, connection, entries)
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => flying.delete(flight));
      flying.add(flight);
      this.report.most_in_flight = Math.max(this.report.most_in_flight, flying.size);
      if (flying.size >= DRAIN_IN_FLIGHT) await Promise.race(flying);
    } while (failure === undefined && performance.now() < deadline);
    await Promise.all(flying);
    if (failure !== undefined) throw failure;
  }

  async #sendSendable(buffer: Buffer, connection: DrainConnection, entries: readonly Entry[]): Promise<void> {
    const left = entries.map(unsendable).filter((verdict) => verdict !== undefined);
    if (left.length > 0) await this.#settle(buffer, entries, { ...UNHEARD, verdicts: left });
    const sendable = entries.filter((entry) => unsendable(entry) === undefined);
    if (sendable.length > 0) await this.#send(buffer, connection, sendable);
  }

  async #send(buffer: Buffer, connection: DrainConnection, entries: readonly Entry[]): Promise<void> {
    this.report.calls += 1;
    this.report.sent += entries.length;
    try {
      await this.#settle(buffer, entries, await connection.call(entries.map(({ text }) => text)));
    } catch (error) {
      if (error instanceof DatabaseUnavailable || error instanceof RedisUnavailable || entries.length === 0)
        throw error;
      // Main could not even read the batch: one by one, so that the entry it stumbles over holds up nobody else.
      const [only, another] = entries;
      if (only !== undefined && another === undefined)
        await this.#settle(buffer, entries, { ...UNHEARD, verdicts: [unreadable(only, error)] });
      else for (const entry of entries) await this.#send(buffer, connection, [entry]);
    }
  }

  async #settle(buffer: Buffer, entries: readonly Entry[], { origin, lsn, verdicts }: Applied): Promise<void> {
    const sent = new Map(entries.map((entry) => [entry.id, entry]));
    const counts = await buffer.outbox.settle(
      verdicts.map((verdict) => toSettlement(verdict, lsn, sent.get(verdict.transaction_id), this.#site)),
      utcNow(this.#site.clock),
      origin,
    );
    if (counts.applied + counts.refused + counts.held > 0) this.#site.wake.call();
    this.report.applied += counts.applied;
    this.report.refused += counts.refused;
    this.report.held += counts.held;
    this.report.fault += counts.fault;
    const fault = verdicts.find(({ verdict }) => verdict === 'fault');
    if (fault !== undefined) this.report.error = readRefusal(fault).reason;
  }

  fail(error: unknown): void {
    const down = error instanceof DatabaseUnavailable;
    if (down) this.report.link = 'down';
    this.report.error = down ? error.message : 'The drain stopped; see the log.';
    if (!down) this.#site.log.error('drain.failed', describeError(error));
  }

  finish(pending: number): DrainReport {
    const { applied, refused, held } = this.report;
    return { ...this.report, finished_at: utcNow(this.#site.clock), pending, settled: applied + refused + held };
  }
}

/** The first entries that fit into one call, at least one. */
function withinBytes(entries: readonly Entry[], limit_bytes: number): readonly Entry[] {
  let bytes = 0;
  const fitting = entries.findIndex(({ text }, index) => {
    bytes += new TextEncoder().encode(text).byteLength;
    return index > 0 && bytes > limit_bytes;
  });
  return fitting === -1 ? entries : entries.slice(0, fitting);
}
