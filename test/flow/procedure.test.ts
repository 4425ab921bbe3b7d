import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { applyOnMain } from '../../lib/database/apply.ts';
import { formatLsn } from '../../lib/kernel/lsn.ts';
import { start } from '../support/record.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  await sites.sql(
    'create table probe (id uuid primary key, parent_id uuid references executed_obs_unit, label text not null)',
  );
});
afterAll(() => sites.close());

const SERIES = randomUUID();
const entry = (steps: object[], after: object[] = [], transaction_id: string = randomUUID()) => ({
  transaction_id,
  ...{ site: 'observatory', schema_version: 1, created_at: '2026-11-21T03:00:00Z', endpoint: 'test', user_id: 1 },
  ...{ fingerprint: 'f', digest: 'd', lane: 'probe:1', series: SERIES, sequence: 1, attempts: 1, steps, after },
});
const create = (row: object) => ({ operation: 'create', entity: 'probe', id: (row as { id: string }).id, row });
const send = (...entries: object[]) =>
  applyOnMain(
    sites.main.main,
    entries.map((one) => JSON.stringify(one)),
  );
const apply = async (...entries: object[]) => (await send(...entries)).verdicts;

test('a transaction is applied once: the second time main answers what it did and changes nothing', async () => {
  const once = entry([create({ id: randomUUID(), label: 'once' })]);
  const [first, second] = await apply(once, once);
  expect(first).toMatchObject({ transaction_id: once.transaction_id, verdict: 'applied' });
  expect(second).toMatchObject({ verdict: 'already', outcome: 'applied', fingerprint: 'f' });
  expect(await sites.sql(`select count(*)::int as n from probe where label = 'once'`)).toEqual([{ n: 1 }]);
});

test('a refused transaction leaves nothing behind, not even its first steps, and those around it are applied', async () => {
  const twice = randomUUID();
  const bad = entry([create({ id: twice, label: 'half' }), create({ id: twice, label: 'half' })]);
  const verdicts = await apply(
    entry([create({ id: randomUUID(), label: 'before' })]),
    bad,
    entry([create({ id: randomUUID(), label: 'behind' })]),
  );
  expect(verdicts).toMatchObject([
    { verdict: 'applied' },
    { verdict: 'refused', sqlstate: '23505' },
    { verdict: 'applied' },
  ]);
  expect(await sites.sql(`select label from probe where label in ('before', 'half', 'behind') order by label`)).toEqual(
    [{ label: 'before' }, { label: 'behind' }],
  );
});

test('a transaction waits for those it must come after, in whatever call they are', async () => {
  const first = entry([create({ id: randomUUID(), label: 'first' })]);
  const second = entry(
    [create({ id: randomUUID(), label: 'second' })],
    [{ id: first.transaction_id, fingerprint: 'f' }],
  );
  expect(await apply(second, first, second)).toMatchObject([
    { verdict: 'held', waits_for: [first.transaction_id] },
    { verdict: 'applied' },
    { verdict: 'applied' },
  ]);
});

test('a reference to a record that may still come from another site is held, one to a catalogue record is refused', async () => {
  const { id: parent_id } = await start(sites.main);
  expect(await apply(entry([create({ id: randomUUID(), parent_id: randomUUID(), label: 'child' })]))).toMatchObject([
    { verdict: 'held', waits_for: [] },
  ]);
  expect(await apply(entry([create({ id: randomUUID(), parent_id, label: 'child' })]))).toMatchObject([
    { verdict: 'applied' },
  ]);
  const update = { operation: 'update', entity: 'executed_obs_unit', id: parent_id, patch: { obs_unit_id: 999 } };
  expect(await apply(entry([update]))).toMatchObject([{ verdict: 'refused', sqlstate: '23503' }]);
});

test('an update or delete that finds no record is refused, and so is one whose record has changed', async () => {
  const { id } = await start(sites.main);
  const update = (patch: object, expect_?: object) =>
    entry([{ operation: 'update', entity: 'executed_obs_unit', id, patch, ...(expect_ && { expect: expect_ }) }]);
  expect(await apply(update({ status: 'completed' }, { status: 'running' }))).toMatchObject([{ verdict: 'applied' }]);
  expect(await apply(update({ status: 'failed' }, { status: 'running' }))).toMatchObject([
    { verdict: 'refused', sqlstate: 'OP002' },
  ]);
  const missing = entry([{ operation: 'delete', entity: 'probe', id: randomUUID() }]);
  expect(await apply(missing)).toMatchObject([{ verdict: 'refused', sqlstate: 'OP001' }]);
  expect(await sites.sql('select status from executed_obs_unit where id = $1', [id])).toEqual([
    { status: 'completed' },
  ]);
});

test('what main lacks is a fault and no refusal, and it stops nobody behind it', async () => {
  const newer = entry([{ ...create({ id: randomUUID(), label: 'x', colour: 'red' }) }]);
  expect(await apply(newer, entry([create({ id: randomUUID(), label: 'y' })]))).toMatchObject([
    { verdict: 'fault', sqlstate: '42703' },
    { verdict: 'applied' },
  ]);
});

test('the ledger can be added to and not changed, by the functions or through a step', async () => {
  await start(sites.main);
  await expect(sites.main.main.query({ sql: 'update ledger set lane = lane', params: [] })).rejects.toThrow(
    /permission denied/,
  );
  await expect(sites.main.main.query({ sql: 'delete from ledger', params: [] })).rejects.toThrow(/permission denied/);
  expect(await apply(entry([{ operation: 'delete', entity: 'ledger', id: randomUUID() }]))).toMatchObject([
    { verdict: 'refused', sqlstate: 'OP003' },
  ]);
});

test('the position in an answer is behind every commit: a replica that has replayed it has the record', async () => {
  const id = randomUUID();
  const { lsn } = await send(entry([create({ id, label: 'position' })]));
  const reached = async () => {
    const [row] = await sites.observatory.local.query({
      sql: 'select pg_last_wal_replay_lsn() >= $1::pg_lsn as reached, exists (select from probe where id = $2) as there',
      params: [formatLsn(lsn), id],
    });
    return row;
  };
  await sites.replayed();
  expect(await reached()).toEqual({ reached: true, there: true });
});

test('steps of several kinds take effect in their order, many creations at once or not', async () => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const mixed = entry([
    create({ id: a, label: 'a' }),
    create({ id: b, label: 'b' }),
    { operation: 'update', entity: 'probe', id: a, patch: { label: 'a2' } },
    create({ label: 'c', id: c }),
    { operation: 'delete', entity: 'probe', id: b },
    create({ id: b, label: 'b again' }),
  ]);
  expect(await apply(mixed)).toMatchObject([{ verdict: 'applied' }]);
  expect(await sites.sql('select label from probe where id = any($1) order by label', [[a, b, c]])).toEqual([
    { label: 'a2' },
    { label: 'b again' },
    { label: 'c' },
  ]);
  const steps = [
    create({ id: randomUUID(), label: 'x' }),
    { operation: 'create', entity: 'ledger', id: a, row: { lane: '' } },
  ];
  expect(await apply(entry(steps))).toMatchObject([{ verdict: 'refused', sqlstate: 'OP003' }]);
});
