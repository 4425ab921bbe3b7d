import { type Lsn, parseLsn } from '../kernel/lsn.ts';
import type { State, Step, Transaction } from '../model/transaction.ts';
import { type Redis, script } from '../redis/connect.ts';
import type { Plan } from './outbox.ts';
import { feed } from './scripts/feed.ts';

/** Records of one entity to which the same was done. */
export interface Change {
  entity: string;
  operation: Step['operation'];
  ids: (string | number)[];
}

/** A transaction as a feed shows it: who changed what, when, and how far it has come. Never a value. */
export interface FeedEvent {
  transaction_id: string;
  site: string;
  /** When the site accepted it, UTC. */
  at: string;
  endpoint: string;
  user_id: number;
  state: State;
  changes: Change[];
}

/**
 * Where somebody stands who follows an outbox: `log` is the entry of its log of changes (id, digest) to follow from, empty
 * before the first. While everything pending is gone through, `list` and what it was gone through to: score and id.
 */
export interface OutboxPlace {
  log: readonly [id: string, digest: string];
  list: readonly [name: 'applied' | 'waiting', score: string, id: string] | null;
}

/** Where a follower stands who has seen nothing of an outbox. */
export const NOWHERE: OutboxPlace = { log: ['', ''], list: null };

/** What of an outbox has changed behind a place, and the place behind that. */
export interface OutboxNews {
  events: (FeedEvent & { fingerprint: string })[];
  place: OutboxPlace;
  /** Whether there is more at once. */
  more: boolean;
  watermark: { lsn: Lsn; origin: string };
}

/** Bytes of plans with which an answer is full: the ids are at most two fifths of them. */
const ENOUGH_BYTES = 500_000;

type StoredPlace = [where: 'log' | 'applied' | 'waiting', ...log: OutboxPlace['log'], score: string, id: string];
type Stored = [id: string, state: State, fingerprint: string, head: string, plan: string];

/** The changes of an outbox for whoever follows them. Every method is one round trip. Error: RedisUnavailable. */
export class OutboxFeed {
  readonly #prefix: string;
  readonly #feed;

  constructor(redis: Redis, prefix: string) {
    this.#prefix = prefix;
    this.#feed = script<[string, string, StoredPlace, '0' | '1', Stored[]]>(redis, 'opsFeed', feed);
  }

  /** The place behind everything there is now. */
  end(): Promise<OutboxNews> {
    return this.#ask('end', NOWHERE, 0);
  }

  /**
   * Up to `count` of the transactions that have changed behind a place, each once with the state it has now, without those that
   * have been retired. A place this outbox's log does not have (it was trimmed, Redis was flushed or replaced, or it is a place
   * in another outbox) means everything pending, in stretches.
   */
  after(place: OutboxPlace, count: number): Promise<OutboxNews> {
    return this.#ask(place.list?.[0] ?? 'log', place, count);
  }

  async #ask(where: 'end' | StoredPlace[0], { log, list }: OutboxPlace, count: number): Promise<OutboxNews> {
    const [, score = '', behind = ''] = list ?? [];
    const answer = await this.#feed(this.#prefix, where, ...log, score, behind, count, ENOUGH_BYTES);
    const [lsn, origin, [reached, id, digest, ...member], more, stored] = answer;
    return {
      events: stored.map(toEvent),
      place: { log: [id, digest], list: reached === 'log' ? null : [reached, ...member] },
      more: more === '1',
      watermark: { lsn: parseLsn(lsn), origin },
    };
  }
}

function toEvent([transaction_id, state, fingerprint, head, plan]: Stored): OutboxNews['events'][number] {
  const { site, created_at: at, endpoint, user_id } = JSON.parse(head) as Omit<Transaction, 'steps'>;
  const { touches } = JSON.parse(plan) as Plan;
  const changes = together(touches.map(({ entity, operation, id }) => ({ entity, operation, ids: [wireId(id)] })));
  return { transaction_id, site, at, endpoint, user_id, state, changes, fingerprint };
}

/** An id as it travels: a plan has all of them as text. */
const wireId = (id: string) => (/^\d+$/.test(id) ? Number(id) : id);

/** The same changes with one entry for each entity and operation, in the order of the first. */
export function together(changes: readonly Change[]): Change[] {
  const found = new Map<string, Change>();
  for (const { entity, operation, ids } of changes) {
    const key = `${operation} ${entity}`;
    const change = found.get(key) ?? { entity, operation, ids: [] };
    change.ids.push(...ids);
    found.set(key, change);
  }
  return [...found.values()];
}
