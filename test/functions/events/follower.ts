import { expect } from 'vitest';
import type { Events } from '../../../lib/flow/events.ts';
import type { Site } from '../../../lib/flow/site.ts';
import type { FeedEvent } from '../../../lib/outbox/feed.ts';
import { type Answered, type CallOptions, call } from '../../support/api.ts';

/** One call for events, whatever comes of it. */
export function ask(site: Site, query: Record<string, string> = {}, options: CallOptions = {}): Promise<Answered> {
  return call(site, 'GET', `/events?${new URLSearchParams(query)}`, options);
}

/** Somebody who follows the events of a site as a screen does, and keeps all they have seen. */
export class Follower {
  readonly seen: FeedEvent[] = [];
  /** Transactions it has seen as main's, in that order: applied there, replicated here. */
  readonly arrived: string[] = [];
  site: Site;
  cursor: string;
  readonly #query: Record<string, string>;
  readonly #options: CallOptions;

  private constructor(site: Site, cursor: string, query: Record<string, string>, options: CallOptions) {
    this.site = site;
    this.cursor = cursor;
    this.#query = query;
    this.#options = options;
  }

  /** Takes a cursor, behind which everything is seen. */
  static async begin(site: Site, query: Record<string, string> = {}, options: CallOptions = {}): Promise<Follower> {
    const { status, body } = await ask(site, query, options);
    expect([status, body]).toEqual([200, { items: [], cursor: expect.any(String), more: false, complete: true }]);
    return new Follower(site, body.cursor, query, options);
  }

  /** Asks once and goes on behind the answer. */
  async next(more: Record<string, string> = {}): Promise<Events> {
    const { status, body } = await ask(this.site, { ...this.#query, ...more, after: this.cursor }, this.#options);
    expect(status, JSON.stringify(body)).toBe(200);
    this.take(body);
    return body;
  }

  /** Takes in an answer and goes on behind it. */
  take({ items, cursor }: Pick<Events, 'items' | 'cursor'>): void {
    this.cursor = cursor;
    this.seen.push(...items);
    const final = this.site.buffer === undefined ? 'applied' : 'replicated';
    for (const { transaction_id, state } of items) if (state === final) this.arrived.push(transaction_id);
  }

  /** Asks until there is no more at once. What came. */
  async catchUp(): Promise<FeedEvent[]> {
    const from = this.seen.length;
    for (let asked = 1; (await this.next()).more; asked++)
      if (asked > 2_000) expect.fail(`it never ends: ${JSON.stringify(this.seen.slice(-3))}`);
    return this.seen.slice(from);
  }

  /** Asks until it has seen a transaction in a state: other tests' transactions may hold it up for a moment. */
  async sees(transaction_id: string, state: FeedEvent['state']): Promise<FeedEvent> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const found = this.of(transaction_id).find((event) => event.state === state);
      if (found !== undefined) return found;
      if (Date.now() > deadline) expect.fail(`no event ${state} of ${transaction_id}: ${JSON.stringify(this.seen)}`);
      await this.next({ wait_s: '1' });
    }
  }

  /** What it has seen of one transaction. */
  of(transaction_id: string): FeedEvent[] {
    return this.seen.filter((event) => event.transaction_id === transaction_id);
  }

  /** The last state it has seen of each transaction. */
  states(): Map<string, FeedEvent['state']> {
    return new Map(this.seen.map(({ transaction_id, state }) => [transaction_id, state]));
  }
}
