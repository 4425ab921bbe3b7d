import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ENTITIES } from '../../functions/transfer/overview.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { AT, nextTime, replicate } from '../functions/expect.ts';
import { bundleAt, packageAt, transferAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { start } from '../support/record.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { type LiveGateway, type Said, Screen, startLive } from './live-client.ts';

/** LIVE_SEED and LIVE_RUNS look further. */
const SEED = Number(process.env.LIVE_SEED ?? 314_159);
const RUNS = Number(process.env.LIVE_RUNS ?? 6);
/** So few that a client that is away for long is given a snapshot. */
const CATCH_UP = 4;

type At = (typeof AT)[number];
let sites: Sites;
let gateways: Record<At, LiveGateway>;
beforeAll(async () => {
  sites = await openSites(inject('servers'), { EVENTS_LOOK_MS: '30' });
  const limits = { gather_ms: 10, catch_up_events: CATCH_UP };
  gateways = {
    main: await startLive(sites.main, limits),
    observatory: await startLive(sites.observatory, limits),
  };
});
afterAll(async () => {
  for (const { app } of Object.values(gateways)) await app.close();
  await sites.close();
});

/** A client that comes and goes, and keeps what it was told over all its connections. */
class Client {
  readonly at: At;
  readonly #before: Said[] = [];
  #screen: Screen | undefined;

  constructor(at: At) {
    this.at = at;
  }

  /** Everything it was told so far. */
  get all(): Said[] {
    return [...this.#before, ...(this.#screen?.said ?? [])];
  }

  async come(): Promise<void> {
    if (this.#screen !== undefined) return;
    const after = this.all.findLast(({ sequence }) => sequence !== undefined)?.sequence;
    this.#screen = await Screen.open(gateways[this.at], after === undefined ? {} : { after });
  }

  /** What is on its way to it then is lost. */
  async go(): Promise<void> {
    await this.#screen?.leave();
    this.#before.push(...(this.#screen?.said ?? []));
    this.#screen = undefined;
  }

  /** What it was told behind the last snapshot, and the cursor of that. */
  behindSnapshot(): { begun: string; events: Said['events'] } {
    const { all } = this;
    const index = all.findLastIndex(({ type }) => type === 'snapshot');
    const begun = all[index]?.sequence ?? expect.fail('it never got a snapshot');
    return { begun, events: all.slice(index + 1).flatMap(({ events }) => events ?? []) };
  }

  /** The last overview it was told. */
  overview(): unknown {
    return this.all.findLast(({ overview }) => overview != null)?.overview;
  }

  /** What it has seen as final: applied in Cologne, replicated at the mountain. */
  arrived(): string[] {
    const final = this.at === 'main' ? 'applied' : 'replicated';
    return this.behindSnapshot().events.flatMap(({ state, transaction_id }) => (state === final ? transaction_id : []));
  }
}

/** What the ledger has behind a cursor that the overview counts, in its order. */
async function ledgerBehind(cursor: string): Promise<unknown[]> {
  const [, [, xid, id]] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const rows = await sites.sql(
    `select transaction_id from ledger where (xid, transaction_id) > ($1::xid8, $2::uuid) and outcome = 'applied'
      and exists (select from jsonb_array_elements(changes::jsonb) as c where c->>'entity' = any($3))
      order by xid, transaction_id`,
    [xid, id, ENTITIES.map(({ name }) => name)],
  );
  return rows.map(({ transaction_id }) => transaction_id);
}

const KINDS = { record: 4, watch: 1, drain: 2, replicate: 1, come: 4, go: 3 };
type Kind = keyof typeof KINDS;
const kind = fc.oneof(
  ...Object.entries(KINDS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Kind) })),
);
const happening = fc.record({ kind, which: fc.nat(5), how: fc.nat(5) });

async function happen(what: Kind, client: Client, how: number): Promise<unknown> {
  const at = AT[how % 2] ?? 'main';
  switch (what) {
    case 'record':
      return [packageAt, bundleAt, transferAt][how % 3]?.(sites[at]);
    case 'watch':
      // Of no concern to anybody here.
      return start(sites[at], 1, nextTime());
    case 'drain':
      await drain(sites.observatory);
      return retire(sites.observatory);
    case 'replicate':
      return replicate(sites);
    case 'come':
      return client.come();
    case 'go':
      return client.go();
  }
}

const law =
  'clients that come and go whenever they like have in the end seen every change exactly once and in order since they were last shown everything';
test(`${law} (LIVE_SEED=${SEED})`, async () => {
  let snapshots = 0;
  const property = fc.asyncProperty(fc.array(happening, { minLength: 15, maxLength: 40 }), async (history) => {
    const clients = AT.flatMap((at) => [new Client(at), new Client(at), new Client(at)]);
    try {
      for (const { kind: what, which, how } of history) await happen(what, clients[which] ?? expect.fail(), how);
      await replicate(sites);
      for (const client of clients) {
        await client.come();
        await until(async () => (await ledgerBehind(client.behindSnapshot().begun)).length <= client.arrived().length);
        expect(client.arrived()).toEqual(await ledgerBehind(client.behindSnapshot().begun));
      }
      for (const client of clients) {
        const { body } = await call(sites[client.at], 'GET', '/api/transfer/overview', { role: 'viewer' });
        await until(async () => isDeepStrictEqual(client.overview(), body));
        snapshots += client.all.filter(({ note }) => note !== undefined).length;
      }
    } finally {
      for (const client of clients) await client.go();
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  // Both ways of coming again were gone.
  expect(snapshots).toBeGreaterThan(0);
});
