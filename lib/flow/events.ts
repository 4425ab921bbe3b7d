import { DatabaseUnavailable, type Query } from '../database/connect.ts';
import { POSITION, readPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import type { State } from '../model/transaction.ts';
import { type FeedEvent, NOWHERE, type OutboxNews, together } from '../outbox/feed.ts';
import { type LedgerPlace, type Place, writeCursor } from './event-cursor.ts';
import { refuseRegressed } from './read.ts';
import { unavailable } from './receipt.ts';
import type { Site } from './site.ts';

/** What somebody who follows asks for. */
export interface Followed {
  /** Undefined: only where the feed is now. */
  after: Place | undefined;
  wait_s: number;
  /** Most events answered. */
  limit: number;
  /** Entities whose changes the caller may see and wants to. */
  entities: ReadonlySet<string>;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/** What has changed, and where to go on. */
export interface Events {
  items: FeedEvent[];
  cursor: string;
  /** Whether there is more at once. */
  more: boolean;
  /** False when the database of this site was out of reach: what replicated meanwhile comes with a later answer. */
  complete: boolean;
}

/**
 * What has changed behind a place, as soon as there is something or when the time is up. Two logs are followed. The ledger, in
 * the order (xid, transaction id) below the oldest transaction still open: rows there do not change any more, so a late commit is
 * never skipped, and every follower at either site sees each once and in the same order. And at a secondary the outbox's log
 * of changes, which tells how far each transaction of this site is on its way there.
 *
 * First the outbox, then the ledger. A transaction leaves the outbox when the replica has replayed it: gone from the one, it is
 * in the other when that is looked at afterwards, and what was acknowledged before the request is in one of them. The other way
 * round it could be in neither answer, not yet here and no more there; it would come with the next, for either place stays in
 * front of it. In one order only can the ledger be asked about the very transactions the outbox told of: what has been answered as
 * replicated is not answered as on its way again, however late its verdict came in. (While the replica is away it may be.)
 *
 * Interrupted at any point nothing is lost: the caller asks again with the cursor it has. Problems: `cursor.expired`;
 * `buffer.unavailable`; `database.unavailable`, at a secondary only where a feed begins.
 */
export async function events(site: Site, asked: Followed): Promise<Events> {
  if (asked.after === undefined) return begin(site);
  const { wake, config } = site;
  const deadline = performance.now() + asked.wait_s * 1_000;
  if (asked.wait_s > 0) await wake.listen();
  for (let place = asked.after; ; ) {
    // Heard from before the look on: what changes during it wakes, too.
    const { heard } = wake;
    const { items, more, complete, ...reached } = await look(site, place, asked);
    place = reached.place;
    const left_ms = deadline - performance.now();
    if (items.length > 0 || left_ms <= 0 || asked.signal?.aborted)
      return { items, cursor: writeCursor(place), more, complete };
    if (!more) await wake.wait(heard, Math.min(left_ms, config.EVENTS_LOOK_MS), asked.signal);
  }
}

/** The place behind everything that is finished now: what comes later is behind it, and some of what is there may be, too. */
async function begin(site: Site): Promise<Events> {
  const outbox = await site.buffer?.outbox.feed.end().catch(unavailable);
  const answer = await ask(site, outbox, []).catch(ifAway);
  if (answer === undefined) throw away(site);
  const { origin, horizon: xid } = answer.here;
  const place = { ledger: { origin, xid, transaction_id: NONE }, outbox: outbox?.place ?? NOWHERE };
  return { items: [], cursor: writeCursor(place), more: false, complete: true };
}

type Looked = Omit<Events, 'cursor'> & { place: Place };

async function look(site: Site, { ledger, outbox }: Place, { limit, entities }: Followed): Promise<Looked> {
  // Half of it, so that neither part keeps the other waiting.
  const news = await site.buffer?.outbox.feed.after(outbox, Math.ceil(limit / 2)).catch(unavailable);
  const told = news?.events ?? [];
  const found = await fromLedger(site, ledger, limit - told.length, news);
  const on_its_way = told.filter(({ transaction_id }) => !found?.passed.has(transaction_id));
  const seen = [...(found?.events ?? []), ...on_its_way.map(({ fingerprint: _, ...event }) => event)];
  return {
    items: seen.flatMap((event) => shownOf(event, entities)),
    place: { ledger: found?.place ?? ledger, outbox: news?.place ?? outbox },
    more: found?.more === true || news?.more === true,
    complete: found !== undefined,
  };
}

/** An event of the ledger also knows the record its transaction's lane is named for. */
type Seen = FeedEvent & { lane?: string };

/** What of an event the caller may see: nothing of a transaction that changes other entities only. */
function shownOf({ lane, ...event }: Seen, entities: ReadonlySet<string>): FeedEvent[] {
  const changes = event.changes.filter(({ entity }) => entities.has(entity));
  // What was given up has changed nothing, and is told to those who could have seen it on its way.
  const is_theirs = event.changes.length === 0 && lane !== undefined && entities.has(lane.slice(0, lane.indexOf(':')));
  return changes.length > 0 || is_theirs ? [{ ...event, changes }] : [];
}

interface FromLedger {
  events: Seen[];
  place: LedgerPlace;
  more: boolean;
  /** Those of the outbox's transactions that are at or in front of the place. */
  passed: ReadonlySet<string>;
}

/** The next rows of the ledger; undefined at a secondary whose replica is away or behind what it has served before. */
async function fromLedger(
  site: Site,
  from: LedgerPlace,
  limit: number,
  news: OutboxNews | undefined,
): Promise<FromLedger | undefined> {
  const told = new Map(news?.events.map(({ transaction_id, fingerprint }) => [transaction_id, fingerprint]));
  const answer = await ask(site, news, [rowsBehind(from, limit), rowsOf([...told.keys()])]).catch(ifAway);
  if (answer === undefined && site.buffer === undefined) throw away(site);
  if (answer === undefined) return undefined;
  const {
    here,
    rows: [page = [], known = []],
  } = answer;
  const is_ahead = here.next !== null && BigInt(from.xid) > BigInt(here.next);
  if (here.origin !== from.origin || is_ahead)
    throw new Problem('cursor.expired', 'The cursor is of another database, or main was restored or replaced since.');
  const rows = page.slice(0, limit);
  const last = rows.at(-1);
  const place = last === undefined ? from : { ...from, ...placeOf(last) };
  const passed = known.filter(
    (row) => isReached(placeOf(row), place) && told.get(String(row.transaction_id)) === row.fingerprint,
  );
  return {
    events: rows.map((row) => toEvent(row, site.buffer === undefined ? 'applied' : 'replicated')),
    place,
    more: rows.length < Number(page[0]?.found ?? 0),
    passed: new Set(passed.map(({ transaction_id }) => String(transaction_id))),
  };
}

type Row = Record<string, unknown>;

/** Smaller than every transaction's id. */
const NONE = '00000000-0000-0000-0000-000000000000';

const placeOf = ({ xid, transaction_id }: Row) => ({ xid: String(xid), transaction_id: String(transaction_id) });

type Rank = Omit<LedgerPlace, 'origin'>;
const isReached = (row: Rank, place: Rank) =>
  BigInt(row.xid) < BigInt(place.xid) || (row.xid === place.xid && row.transaction_id <= place.transaction_id);

function toEvent({ xid: _x, found: _f, outcome, ...row }: Row, arrived: State): Seen {
  const { changes, ...event } = row as unknown as Omit<Seen, 'state'>;
  return { ...event, state: outcome === 'discarded' ? outcome : arrived, changes: together(changes) };
}

/** Where the database is. `next` is null on a replica, which may well be behind a place somebody reached elsewhere. */
interface Here {
  origin: string;
  horizon: string;
  next: string | null;
}

/** Asks the database of the site, once it is sure that it is not behind what it has served before. */
async function ask(
  site: Site,
  news: OutboxNews | undefined,
  queries: readonly Query[],
): Promise<{ here: Here; rows: Row[][] }> {
  const at_main = site.buffer === undefined;
  const all = [POSITION, HERE, ...queries, ...(at_main ? [FLUSH] : [])];
  const [[position] = [], [here] = [], ...rows] = await site.local.pipeline(all);
  const replica = readPosition(position);
  if (news !== undefined) refuseRegressed(replica, news.watermark);
  const origin = `${here?.origin ?? replica.origin}/${here?.database}`;
  const next = here?.next == null ? null : String(here.next);
  return { here: { origin, horizon: String(here?.horizon), next }, rows };
}

/** Main's timeline is that of its WAL; the control file knows it only since the last checkpoint. */
const HERE: Query = {
  sql: `select d.oid::text as database, pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      case when not pg_is_in_recovery() then pg_snapshot_xmax(pg_current_snapshot())::text end as next,
      case when not pg_is_in_recovery() then
        (select system_identifier from pg_control_system())::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) end as origin
    from pg_database as d where d.datname = current_database()`,
  params: [],
};

/**
 * What has been told must not be gone, and its number given again, when main comes back from a crash; the commits of a batch
 * wait for the disk only at its end.
 */
const FLUSH: Query = {
  sql: `select case when pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()
    then pg_logical_emit_message(false, 'ops-db-functions', '', true) end`,
  params: [],
};

/** Bytes of changes with which an answer is full: a transaction has up to a thousand ids. */
const ENOUGH_BYTES = 250_000;

/** One row more than is answered tells whether there are more; `found` counts those, too, that were too much. */
function rowsBehind({ xid, transaction_id }: LedgerPlace, limit: number): Query {
  return {
    sql: `select transaction_id, xid::text, site, accepted_at as at, endpoint, user_id, outcome, lane, changes, found::int
      from (
        select *, count(*) over () as found,
          sum(octet_length(changes::text)) over (order by xid, transaction_id rows between unbounded preceding and 1 preceding) as before
        from (
          select transaction_id, xid, site, accepted_at, endpoint, user_id, outcome, lane, changes from public.ledger
            where (xid, transaction_id) > ($1::xid8, $2::uuid) and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, transaction_id limit $3
        ) as next
      ) as page where before is null or before < $4 order by page.xid, page.transaction_id`,
    params: [xid, transaction_id, limit + 1, ENOUGH_BYTES],
  };
}

function rowsOf(ids: readonly string[]): Query {
  return {
    sql: 'select transaction_id, xid::text, fingerprint from public.ledger where transaction_id = any($1::uuid[])',
    params: [ids],
  };
}

/** Nothing, where the database is away or behind what it has served before. */
function ifAway(error: unknown): undefined {
  if (error instanceof DatabaseUnavailable) return undefined;
  if (error instanceof Problem && error.code === 'database.unavailable') return undefined;
  throw error;
}

const away = ({ local }: Site) => new Problem('database.unavailable', `The ${local.name} database does not answer.`);
