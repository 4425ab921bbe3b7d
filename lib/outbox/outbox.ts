import { formatLsn, type Lsn, lsnScore, parseLsn } from '../kernel/lsn.ts';
import { recordKey, type State, type Step, type Transaction } from '../model/transaction.ts';
import { answered, type Redis, repliesOf, script } from '../redis/connect.ts';
import { digestOf, type Entry, type Settlement, type StoredEntry, toEntry } from './entry.ts';
import { OutboxFeed } from './feed.ts';
import { Overlays } from './overlays.ts';
import { append } from './scripts/append.ts';
import { next } from './scripts/next.ts';
import { operate } from './scripts/operate.ts';
import { retire } from './scripts/retire.ts';
import { settle } from './scripts/settle.ts';
import { STANDING_FIELDS, type Standing, standingOf } from './standing.ts';

/** What the outbox must know of a step to index it. All but `seen` is kept. */
export interface Touch {
  entity: string;
  id: string;
  operation: Step['operation'];
  /** Parents the record has or gets, as `column=value`; `?` when they are not known here. */
  parents: string[];
  /** The natural key a create reserves. */
  natural?: string;
  /** The last pending transaction of the record that the change was decided on, or empty. */
  seen?: string;
}

/** What the outbox indexes a transaction by. */
export interface Plan {
  /** One for each step, in their order. */
  touches: Touch[];
  /** Records the steps refer to; they count when it is appended and are not kept. */
  refers?: { entity: string; id: string }[];
}

/** What an append came to. Only `stored` and `repeated` mean that the transaction is durable. */
export type Appended =
  | { outcome: 'stored'; series: string; sequence: number; digest: string }
  | { outcome: 'repeated' }
  | { outcome: 'full'; pending: number }
  | { outcome: 'exists' | 'changed'; id: string };

/** Which pending records a read can touch. */
export type Selector =
  | { mode: 'all' }
  | { mode: 'ids'; ids: readonly string[] }
  | { mode: 'children'; parents: readonly string[] };

/** One pending change of one record, as a read lays it over the replica. */
export interface PendingStep {
  transaction_id: string;
  sequence: number;
  state: State;
  step: Step;
  /** Who asked for the transaction, when, and through which endpoint. */
  asked: Pick<Transaction, 'user_id' | 'created_at' | 'endpoint'>;
}

/** The pending steps a read needs, oldest first, and the position the replica must have reached. */
export interface Overlay {
  watermark: { lsn: Lsn; origin: string };
  steps: readonly PendingStep[];
}

/** What a look at the replica's position came to: transactions looked at, retired, and still to be replicated. */
export interface Retired {
  seen: number;
  retired: number;
  unreplicated: number;
}

/** What an operator has decided about a dead letter: who, when and why. */
export interface Act {
  act: 'retry' | 'amend' | 'discard';
  by: string;
  at: string;
  reason: string;
}

/** What came of it. `detail` is the state it is in, or the id of the record that is in the way. */
export interface Operated {
  outcome: 'done' | 'unknown' | 'state' | 'exists';
  detail: string;
}

/**
 * The site's ordered, durable list of transactions: the only place where a recording lives until main has it. Every
 * method is one round trip and atomic; an overlay that cannot be told from what is kept takes another. Errors: RedisUnavailable when the durable Redis does not answer.
 */
export class Outbox {
  readonly feed: OutboxFeed;
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #overlays: Overlays;
  readonly #scripts;

  constructor(redis: Redis, site: string) {
    this.#redis = redis;
    this.#prefix = keyPrefix(site);
    this.#overlays = new Overlays(redis, this.#prefix);
    this.feed = new OutboxFeed(redis, this.#prefix);
    this.#scripts = {
      append: script<[Appended['outcome'], string, string]>(redis, 'opsAppend', append),
      next: script<[string | null, StoredEntry[]]>(redis, 'opsNext', next),
      settle: script<[number, number, number, number]>(redis, 'opsSettle', settle),
      retire: script<[number, number, number]>(redis, 'opsRetire', retire),
      operate: script<[Operated['outcome'], string]>(redis, 'opsOperate', operate),
    };
  }

  /** Appends a transaction, unless the outbox is full. Safe to repeat with the same transaction id. */
  async append(
    transaction: Transaction,
    plan: Plan,
    limit: { transactions: number; bytes: number },
  ): Promise<Appended> {
    const texts = appendedTexts(transaction, plan);
    const answer = await this.#scripts.append(this.#prefix, ...texts, limit.transactions, limit.bytes);
    const [outcome, detail, series] = answer;
    if (outcome === 'stored') return { outcome, series, sequence: Number(detail), digest: texts[3] };
    if (outcome === 'repeated') return { outcome };
    return outcome === 'full' ? { outcome, pending: Number(detail) } : { outcome, id: detail };
  }

  /** Lays a transaction that main has applied over the replica until it is replicated. Safe to repeat. */
  async adopt(transaction: Transaction, plan: Plan, applied: { at: string; lsn: Lsn; origin: string }): Promise<void> {
    const { at, lsn, origin } = applied;
    const texts = appendedTexts(transaction, plan);
    await this.#scripts.append(this.#prefix, ...texts, 0, 0, at, formatLsn(lsn), lsnScore(lsn), origin);
  }

  /** The pending steps of an entity a read can touch, frozen: reads share them. */
  overlay(entity: string, selector: Selector): Promise<Overlay> {
    return this.#overlays.read(entity, selector);
  }

  /** The last pending transaction of each record, or undefined, in the order asked. */
  async tips(records: readonly { entity: string; id: string }[]): Promise<(string | undefined)[]> {
    if (records.length === 0) return [];
    const batch = this.#redis.pipeline();
    for (const { entity, id } of records) batch.zrange(`${this.#prefix}record:${entity}:${id}`, '-1', '-1');
    return (await repliesOf<string[]>(batch)).map(([tip]) => tip);
  }

  /** The highest position ever retired, and the system id and timeline it belongs to. */
  async watermark(): Promise<Overlay['watermark']> {
    const fields = ['watermark', 'watermark_origin'] as const;
    const [lsn, origin] = await answered(() => this.#redis.hmget(`${this.#prefix}meta`, ...fields));
    return { lsn: parseLsn(lsn ?? '0/0'), origin: origin ?? '' };
  }

  /** Up to `count` entries behind a sequence number that are due at `now_ms`, in order. */
  async next(behind: number, count: number, now_ms: number): Promise<Entry[]> {
    const [series, stored] = await this.#scripts.next(this.#prefix, behind, count, now_ms);
    return stored.map((entry) => toEntry(series, entry));
  }

  /** Everything that was postponed is due: what stood in its way was the link. */
  async hurry(): Promise<void> {
    await answered(() => this.#redis.del(`${this.#prefix}retry`));
  }

  /** Records main's verdicts. Answers how many changed their state. */
  async settle(
    settlements: readonly Settlement[],
    now: string,
    origin: string,
  ): Promise<{ applied: number; refused: number; held: number; fault: number }> {
    const verdicts = settlements.map(({ lsn, ...rest }) => ({
      ...rest,
      lsn: formatLsn(lsn),
      score: String(lsnScore(lsn)),
    }));
    const [applied, refused, held, fault] = await this.#scripts.settle(
      this.#prefix,
      JSON.stringify(verdicts),
      now,
      origin,
    );
    return { applied, refused, held, fault };
  }

  /**
   * Takes up to `count` transactions applied at or below a replayed position out of the overlay. `origin` is the system id
   * and timeline the position belongs to: what was applied under another stays.
   */
  async retire(replayed: { lsn: Lsn; origin: string }, retention_s: number, count: number): Promise<Retired> {
    const score = lsnScore(replayed.lsn);
    const answer = await this.#scripts.retire(this.#prefix, score, retention_s, count, replayed.origin);
    const [seen, retired, unreplicated] = answer;
    return { seen, retired, unreplicated };
  }

  /** Does what an operator has decided about a dead letter; `amended` replaces what it would do. */
  async operate(
    transaction_id: string,
    act: Act,
    amended?: { transaction: Transaction; plan: Plan },
  ): Promise<Operated> {
    const [, ...replaced] = amended === undefined ? [''] : storedTexts(amended.transaction, amended.plan);
    const record = JSON.stringify(act);
    const [outcome, detail] = await this.#scripts.operate(this.#prefix, transaction_id, act.act, record, ...replaced);
    return { outcome, detail };
  }

  /** Where a transaction stands, or undefined when Redis does not know it (any more). */
  async standing(transaction_id: string): Promise<Standing | undefined> {
    return (await this.standings([transaction_id]))[0];
  }

  /** Where each transaction stands, in the order asked. */
  async standings(ids: readonly string[]): Promise<(Standing | undefined)[]> {
    if (ids.length === 0) return [];
    const batch = this.#redis.pipeline().hmget(`${this.#prefix}meta`, 'series');
    for (const id of ids) batch.hmget(`${this.#prefix}transaction:${id}`, ...STANDING_FIELDS);
    const [meta, ...stored] = await repliesOf<(string | null)[]>(batch);
    return stored.map((fields) => standingOf(fields, meta?.[0] ?? null));
  }
}

/** A transaction as it lies in the outbox: id, body, plan, and the body's SHA-256. */
function storedTexts(transaction: Transaction, plan: Plan): [id: string, body: string, plan: string, digest: string] {
  const body = JSON.stringify(transaction);
  const touches = plan.touches.map(({ seen: _, ...kept }) => kept);
  return [transaction.transaction_id, body, JSON.stringify({ touches }), digestOf(body)];
}

/** The same, and what only the append looks at or stores in fields of its own. */
function appendedTexts(transaction: Transaction, plan: Plan): [...ReturnType<typeof storedTexts>, known: string] {
  const { lane, created_at, fingerprint, schema_version } = transaction;
  const seen = plan.touches.map((touch) => touch.seen ?? '');
  const refers = (plan.refers ?? []).map(({ entity, id }) => recordKey(entity, id));
  const known = { lane, created_at, fingerprint, schema_version, seen, refers };
  return [...storedTexts(transaction, plan), JSON.stringify(known)];
}

/** The prefix of a site's keys. Braces put all of them into one slot, should Redis ever be a cluster. */
export function keyPrefix(site: string): string {
  return `ops:{${site}}:`;
}
