import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { query } from '../../../infra/servers/postgres.ts';
import type { Servers } from '../../../infra/servers/stack.ts';
import { drain } from '../../../lib/flow/drain.ts';
import { readCursor } from '../../../lib/flow/event-cursor.ts';
import { events } from '../../../lib/flow/events.ts';
import { discard, retry } from '../../../lib/flow/operate.ts';
import { lookUpTransactions } from '../../../lib/flow/receipt.ts';
import { retire } from '../../../lib/flow/retire.ts';
import { Problem } from '../../../lib/kernel/problem.ts';
import type { Receipt } from '../../../lib/model/transaction.ts';
import { keyPrefix } from '../../../lib/outbox/outbox.ts';
import { finish, start } from '../../support/record.ts';
import { startPrivateServers } from '../../support/servers.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { replicate } from '../expect.ts';
import { Follower } from './follower.ts';
import { interrupted } from './interrupted.ts';

/** FEED_SEED and FEED_RUNS look further. */
const SEED = Number(process.env.FEED_SEED ?? 271_828);
const RUNS = Number(process.env.FEED_RUNS ?? 12);

let servers: Servers;
let sites: Sites;
let replica: pg.Client;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  // What analyses tables writes: at a replica that is paused meanwhile, everything later would wait for its end.
  await query(servers.urls.main_database, 'alter system set autovacuum = off');
  await query(servers.urls.main_database, 'select pg_reload_conf()');
  sites = await openSites(servers.urls);
  replica = new pg.Client({ connectionString: servers.urls.replica_database });
  await replica.connect();
});
afterAll(async () => {
  await replica.end();
  await sites.close();
  await servers.stop();
});

/** What happens, by a number that chooses the record, the dead letter or the follower, and another that says how. */
const KINDS = {
  start: 4,
  cologne: 2,
  finish: 3,
  clash: 2,
  drain: 4,
  retire: 2,
  retry: 1,
  discard: 1,
  pause: 1,
  resume: 1,
  trim: 1,
  forget: 1,
  join: 1,
  move: 1,
  look: 3,
  follow: 3,
  between: 2,
};
type Kind = keyof typeof KINDS;
const kind = fc.oneof(
  ...Object.entries(KINDS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Kind) })),
);
const happening = fc.record({ kind, which: fc.nat(50), how: fc.integer({ min: 1, max: 5 }) });

/** Nobody's id. */
const NEVER = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';

let minutes = 0;
const nextTime = () => new Date(Date.UTC(2025, 0, 1, 0, minutes++)).toISOString().replace('.000Z', 'Z');

/** A follower, where it began, and what was accepted before. */
interface Following {
  follower: Follower;
  begun: string;
  before: number;
}

/** One history: what was accepted in order, and who follows. */
class World {
  readonly accepted: string[] = [];
  readonly observations: (string | number)[] = [];
  readonly following: Following[] = [];

  async join(at: 'main' | 'observatory', how: number): Promise<void> {
    const follower = await Follower.begin(sites[at], { limit: String(how * 2 - 1) });
    this.following.push({ follower, begun: follower.cursor, before: this.accepted.length });
  }

  async happen(what: Kind, which: number, how: number): Promise<unknown> {
    const { observatory, main } = sites;
    const at = how % 2 === 0 ? main : observatory;
    const one = this.following[which % this.following.length] ?? expect.fail();
    switch (what) {
      case 'start':
        return this.#accept(start(observatory, how, nextTime()));
      case 'cologne':
        return this.#accept(start(main, how, nextTime()));
      case 'finish':
        return this.#accept(finish(at, this.observations[which % this.observations.length] ?? NEVER));
      case 'clash': {
        // Both record it: main refuses the mountain's.
        const time = nextTime();
        await this.#accept(start(observatory, how, time));
        return this.#accept(start(main, how, time));
      }
      case 'drain':
        return drain({ ...observatory, config: { ...observatory.config, DRAIN_BATCH_SIZE: how, DRAIN_BUDGET_MS: 0 } });
      case 'retire':
        return retire(observatory);
      case 'retry':
      case 'discard':
        return this.#decide(what === 'retry' ? retry : discard, which);
      case 'pause':
      case 'resume':
        return replica.query(`select pg_wal_replay_${what}()`);
      case 'trim':
        return observatory.buffer?.durable.xtrim(this.#log(), 'MAXLEN', how);
      case 'forget':
        // A log that begins anew; whatever is pending is pending because something was written to it.
        await observatory.buffer?.durable.del(this.#log());
        return this.#accept(start(observatory, how, nextTime()));
      case 'join':
        return this.join(how % 2 === 0 ? 'main' : 'observatory', how);
      case 'move':
        one.follower.site = at;
        return;
      case 'look':
        return one.follower.next();
      case 'follow':
        await one.follower.catchUp();
        return this.expectStates(one);
      case 'between':
        return one.follower.site === observatory && this.#followBetween(one);
    }
  }

  /** All that is pending arrives and is retired between the look at the one part and the look at the other. */
  async #followBetween(one: Following): Promise<void> {
    const { follower } = one;
    await follower.catchUp();
    const { transaction_id } = await start(sites.observatory, 1, nextTime());
    const site = interrupted(sites.observatory, replicateAll);
    const asked = {
      after: readCursor(follower.cursor),
      wait_s: 0,
      limit: 500,
      entities: new Set(['executed_obs_unit']),
    };
    follower.take(await events(site, asked));
    // It was acknowledged before: this answer has it, and knows that it is here again.
    expect(follower.of(transaction_id).map(({ state }) => state)).toEqual(['replicated']);
    await follower.catchUp();
    await this.expectStates(one);
  }

  /** Each transaction accepted since it began was seen, and last in the state it has. */
  async expectStates({ follower, before }: Following): Promise<void> {
    if (follower.site === sites.main) return;
    const states = follower.states();
    const ids = this.accepted.filter((id, index) => index >= before || states.has(id));
    const known = await lookUpTransactions(sites.observatory, ids);
    for (const { transaction_id, state } of known) {
      const seen = states.get(transaction_id);
      // In front of the replica, or seen as final in Cologne.
      if (state === 'unknown' || seen === 'applied' || seen === 'replicated')
        expect(['unknown', 'applied', 'replicated']).toContain(state);
      else expect([transaction_id, seen]).toEqual([transaction_id, state]);
    }
  }

  async #accept(recorded: Promise<Receipt>): Promise<void> {
    const receipt = await recorded.catch((error: unknown) => {
      // Nothing to finish yet, or it is finished, or somewhere else.
      if (!(error instanceof Problem)) throw error;
      expect(['record.not_found', 'record.conflict', 'record.exists']).toContain(error.code);
    });
    // An observation that is finished already answers as it did the first time.
    if (receipt === undefined || this.accepted.includes(receipt.transaction_id)) return;
    this.accepted.push(receipt.transaction_id);
    this.observations.push(receipt.id);
  }

  async #decide(act: typeof retry, which: number): Promise<void> {
    const dead = (await sites.observatory.buffer?.stats.dead(0, 50))?.letters ?? [];
    const letter = dead[which % Math.max(1, dead.length)];
    if (letter === undefined || letter.discarding) return;
    await act(sites.observatory, letter.transaction_id, { username: 'operator', reason: 'test' });
  }

  #log(): string {
    return `${keyPrefix(sites.observatory.config.SITE_NAME)}changes`;
  }
}

/** The link is good for a while, and so is the replica. */
async function replicateAll(): Promise<void> {
  await replica.query('select pg_wal_replay_resume()');
  await replicate(sites);
}

/** What the ledger has behind a cursor, in its order. */
async function ledgerBehind(cursor: string): Promise<unknown[]> {
  const [, [, xid, id]] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const rows = await sites.sql(
    `select transaction_id from ledger where (xid, transaction_id) > ($1::xid8, $2::uuid) and outcome = 'applied'
      order by xid, transaction_id`,
    [xid, id],
  );
  return rows.map(({ transaction_id }) => transaction_id);
}

const law =
  'from any cursor, whatever happens and wherever one asks, every transaction is seen to its end, and what main has once and in its order';
test(`${law} (FEED_SEED=${SEED})`, async () => {
  const property = fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 40 }), async (history) => {
    const world = new World();
    await world.join('observatory', 5);
    await world.join('main', 1);
    await world.join('observatory', 1);
    for (const { kind: what, which, how } of history) await world.happen(what, which, how);
    await replicateAll();
    for (const one of world.following) {
      await one.follower.catchUp();
      one.follower.site = sites.observatory;
      await one.follower.catchUp();
      await world.expectStates(one);
      expect(one.follower.arrived).toEqual(await ledgerBehind(one.begun));
      for (const [index, { transaction_id, state }] of one.follower.seen.entries())
        if (state === 'discarded' || state === 'replicated') {
          const later = one.follower.seen.slice(index + 1).filter((event) => event.transaction_id === transaction_id);
          expect(later.filter((event) => event.state !== state)).toEqual([]);
        }
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
});
