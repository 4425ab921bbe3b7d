import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { answersOf } from './any-answers.ts';
import { AnyRecords, entityNamed } from './any-records.ts';

/** Seeds that once found something; LAW_SEED and LAW_RUNS look further. */
const SEEDS = process.env.LAW_SEED === undefined ? [11, 4_711] : [Number(process.env.LAW_SEED)];
const RUNS = Number(process.env.LAW_RUNS ?? 8);

let servers: Servers;
let sites: Sites;
let replica: pg.Client;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls);
  replica = new pg.Client({ connectionString: servers.urls.replica_database });
  await replica.connect();
});
afterAll(async () => {
  await replica.end();
  await sites.close();
  await servers.stop();
});

/** What happens at the mountain and on the way, in any order. */
const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      entity: fc.constantFrom(...catalogue.map(({ name }) => name)),
      pick: fc.nat(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('update' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('drain' as const), count: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retire' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }) },
);

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

test.each(SEEDS)(
  'of every entity, a read at the mountain is the read on main once all has arrived: lists, filters, pages, counts, by id, with all it is related to (LAW_SEED=%i)',
  async (seed) => {
    const records = new AnyRecords(sites.observatory);
    const property = fc.asyncProperty(
      fc.array(happening, { minLength: 10, maxLength: 40 }),
      fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
      async (history, picks) => {
        records.forgetTouched();
        for (const one of history) await happen(one, records);
        const before = await answersOf(sites.observatory, records, picks);
        await replica.query('select pg_wal_replay_resume()');
        await until(async () => (await drain(sites.observatory)).pending === 0);
        expect(await answersOf(sites.main, records, picks)).toEqual(before);
        await sites.replayed();
        expect(await retire(sites.observatory)).toMatchObject({ unreplicated: 0 });
        expect(await answersOf(sites.observatory, records, picks)).toEqual(before);
      },
    );
    const refused = async () => (await call(sites.observatory, 'GET', '/buffer/failed')).body.items;
    await fc.assert(property, { seed, numRuns: RUNS, interruptAfterTimeLimit: 300_000 });
    expect(await refused()).toEqual([]);
    // Not one entity was left out.
    await records.createOneOfEach();
    expect(records.entities()).toEqual(catalogue.map(({ name }) => name).sort());
    const last = await answersOf(sites.observatory, records, [0, 1, 2, 3, 4]);
    await until(async () => (await drain(sites.observatory)).pending === 0);
    expect(await answersOf(sites.main, records, [0, 1, 2, 3, 4])).toEqual(last);
    expect(await refused()).toEqual([]);
  },
  600_000,
);

async function happen(one: Happening, records: AnyRecords): Promise<void> {
  const { observatory } = sites;
  switch (one.kind) {
    case 'create':
      return records.create(entityNamed(one.entity), one.pick);
    case 'update':
      return records.update(one.pick);
    case 'delete':
      return records.delete(one.pick);
    case 'drain':
      // One batch of this size: what was accepted later stays behind.
      await drain({
        ...observatory,
        config: { ...observatory.config, DRAIN_BATCH_SIZE: one.count, DRAIN_BUDGET_MS: 0 },
      });
      return;
    case 'retire':
      await retire(observatory);
      return;
    default:
      await replica.query(`select pg_wal_replay_${one.kind}()`);
  }
}
