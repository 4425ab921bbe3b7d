import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { silentLog } from '../../lib/kernel/log.ts';
import type { Transaction } from '../../lib/model/transaction.ts';
import { Outbox, type Plan, type Touch } from '../../lib/outbox/outbox.ts';
import { OutboxStats } from '../../lib/outbox/outbox-stats.ts';
import { connectRedis, type Redis, repliesOf } from '../../lib/redis/connect.ts';

let redis: Redis;
let outbox: Outbox;
let stats: OutboxStats;
beforeAll(() => {
  redis = connectRedis({ url: inject('servers').redis, name: 'durable', command_timeout_ms: 2_000, log: silentLog });
  const site = `t_${randomUUID().slice(0, 8)}`;
  outbox = new Outbox(redis, site);
  stats = new OutboxStats(redis, site);
});
afterAll(() => redis.disconnect());

const NOW = '2026-11-21T03:00:00Z';

type Recording = { transaction: Transaction; plan: Plan };

function recording(id: string = randomUUID(), seen?: string, parents = ['night=1']): Recording {
  const operation = seen === undefined ? 'create' : 'update';
  const step =
    seen === undefined
      ? { operation, entity: 'probe', id, row: { id } }
      : { operation, entity: 'probe', id, patch: { label: seen } };
  const lane = `probe:${id}`;
  const transaction = {
    transaction_id: randomUUID(),
    site: 's',
    schema_version: 1,
    created_at: NOW,
    endpoint: 'test',
    user_id: 1,
    fingerprint: 'f',
    lane,
  };
  const facts = seen === undefined ? { natural: id } : { seen };
  const touch: Touch = { entity: 'probe', id, operation, parents, ...facts };
  return { transaction: { ...transaction, steps: [step as never] }, plan: { touches: [touch] } };
}

const append = ({ transaction, plan }: Recording, transactions = 1_000) =>
  outbox.append(transaction, plan, { transactions, bytes: 1_000_000 });

test('an append that is sent again, as a client does after a lost reply, answers the stored receipt and stores nothing', async () => {
  const once = recording();
  const first = await append(once);
  expect(first).toMatchObject({ outcome: 'stored' });
  const before = await stats.counts();
  expect(await append(once)).toEqual({ outcome: 'repeated' });
  expect(await stats.counts()).toEqual(before);
});

test('a change decided on an older state of the record is not stored', async () => {
  const made = recording();
  await append(made);
  const id = String(made.transaction.steps[0]?.id);
  expect(await append(recording(id, ''))).toEqual({ outcome: 'changed', id });
  const decided = recording(id, made.transaction.transaction_id);
  expect(await append(decided)).toMatchObject({ outcome: 'stored' });
  const entries = await outbox.next(0, 100, 1);
  const sent = entries.find((entry) => entry.id === decided.transaction.transaction_id);
  expect(JSON.parse(sent?.text ?? '{}')).toMatchObject({
    after: [{ id: made.transaction.transaction_id, fingerprint: 'f' }],
    attempts: 1,
  });
});

test('a natural key is reserved from the first acknowledgement', async () => {
  const made = recording();
  await append(made);
  const other = recording();
  other.plan.touches[0] = {
    ...(other.plan.touches[0] ?? expect.fail()),
    natural: String(made.transaction.steps[0]?.id),
  };
  expect(await append(other)).toEqual({ outcome: 'exists', id: made.transaction.steps[0]?.id });
});

test('a full outbox refuses the next recording and drops nothing', async () => {
  const before = await stats.counts();
  expect(await append(recording(), before.queued)).toEqual({ outcome: 'full', pending: before.queued });
  expect(await stats.counts()).toEqual(before);
});

test('applied overrides dead, never the reverse, and a verdict settled twice counts once', async () => {
  const { transaction, plan } = recording();
  await append({ transaction, plan });
  const id = transaction.transaction_id;
  const settle = (verdict: 'applied' | 'refused' | 'held') =>
    outbox.settle([{ id, verdict, lsn: 10n, error: '{"reason":"r"}', retry_at: 0 }], NOW, 'o');
  const state = async () => (await outbox.standing(id))?.state;
  await settle('refused');
  expect(await state()).toBe('dead');
  await settle('held');
  expect(await state()).toBe('dead');
  expect(await settle('applied')).toMatchObject({ applied: 1 });
  expect(await settle('applied')).toMatchObject({ applied: 0 });
  expect(await settle('refused')).toMatchObject({ refused: 0 });
  expect(await outbox.standing(id)).toMatchObject({ state: 'applied', lsn: '0/A' });
});

test('what waits for a refused transaction is parked until that one is settled after all', async () => {
  const first = recording();
  await append(first);
  const second = recording(String(first.transaction.steps[0]?.id), first.transaction.transaction_id);
  await append(second);
  const settle = (id: string, verdict: 'applied' | 'refused' | 'held') =>
    outbox.settle([{ id, verdict, lsn: 1n, error: '{}', retry_at: 0 }], NOW, 'o');
  await settle(first.transaction.transaction_id, 'refused');
  await settle(second.transaction.transaction_id, 'held');
  const sendable = async () => (await outbox.next(0, 1_000, 1)).map(({ id }) => id);
  expect(await sendable()).not.toContain(second.transaction.transaction_id);
  const third = recording(String(first.transaction.steps[0]?.id), second.transaction.transaction_id);
  await append(third);
  expect(await outbox.standing(third.transaction.transaction_id)).toMatchObject({ state: 'held' });
  await settle(first.transaction.transaction_id, 'applied');
  expect(await sendable()).toContain(second.transaction.transaction_id);
  await settle(second.transaction.transaction_id, 'applied');
  expect(await sendable()).toContain(third.transaction.transaction_id);
});

describe('what is retired', () => {
  let site: string;
  let own: Outbox;
  beforeEach(() => {
    site = `t_${randomUUID().slice(0, 8)}`;
    own = new Outbox(redis, site);
  });
  const add = async ({ transaction, plan }: Recording, id = transaction.transaction_id) => {
    expect(await own.append(transaction, plan, { transactions: 10, bytes: 10_000 })).toMatchObject({
      outcome: 'stored',
    });
    return id;
  };
  const settle = (id: string, verdict: 'applied' | 'discarded' | 'refused', lsn = 5n, origin = 'o') =>
    own.settle([{ id, verdict, lsn, error: '{}', retry_at: 0 }], NOW, origin);
  const retire = (lsn: bigint, origin = 'o') => own.retire({ lsn, origin }, 60, 10);
  const listed = async (parent: string) => {
    const { steps } = await own.overlay('probe', { mode: 'children', parents: [parent] });
    return steps.map(({ transaction_id }) => transaction_id);
  };
  const left = async (...receipts: string[]) => {
    const keys = (await redis.keys(`ops:{${site}}:*`)).map((key) => key.slice(`ops:{${site}}:`.length));
    expect(keys.sort()).toEqual(['changes', 'meta', ...receipts.map((id) => `transaction:${id}`)].sort());
  };

  test('leaves a receipt behind and nothing else', async () => {
    const id = await add(recording());
    await settle(id, 'applied');
    expect(await retire(4n)).toEqual({ seen: 0, retired: 0, unreplicated: 1 });
    // Another timeline: its positions say nothing about this one's.
    expect(await retire(9n, 'p')).toEqual({ seen: 1, retired: 0, unreplicated: 1 });
    expect(await listed('night=1')).toEqual([id]);
    expect(await retire(5n)).toEqual({ seen: 1, retired: 1, unreplicated: 0 });
    expect(await own.overlay('probe', { mode: 'all' })).toEqual({ watermark: { lsn: 5n, origin: 'o' }, steps: [] });
    await left(id);
    expect(await own.standing(id)).toMatchObject({ state: 'replicated', lsn: '0/5' });
  });

  test.each([
    ['in their order', 5n, 6n, 2],
    ['and the last waits for the first', 6n, 5n, 0],
  ])('is found by every parent its record has had until all has gone, %s', async (_, first_lsn, last_lsn, gone) => {
    const made = recording();
    const id = String(made.transaction.steps[0]?.id);
    const first = await add(made);
    const moved = await add(recording(id, first, ['night=1', 'night=2']));
    const last = await add(recording(id, moved, ['night=2']));
    await settle(first, 'applied', first_lsn);
    await settle(moved, 'discarded', 5n);
    await settle(last, 'applied', last_lsn);
    expect(await retire(5n)).toMatchObject({ retired: gone });
    for (const parent of ['night=1', 'night=2']) expect(await listed(parent)).toEqual([first, moved, last].slice(gone));
    await retire(6n);
    expect(await retire(6n)).toMatchObject({ unreplicated: 0 });
    await left(first, moved, last);
  });

  test('is found by every parent when nobody here knows its own, and leaves nothing behind', async () => {
    const first = await add(recording(randomUUID(), '', ['?']));
    expect(await listed('night=7')).toEqual([first]);
    await settle(first, 'applied');
    await retire(5n);
    await left(first);
  });

  test('is found, once amended, by the parent it had and by the one it has, and leaves nothing behind', async () => {
    const made = recording();
    const first = await add(made);
    await settle(first, 'refused');
    const { plan } = recording(String(made.transaction.steps[0]?.id), undefined, ['night=2']);
    const act = { act: 'amend', by: 'operator', at: NOW, reason: 'wrong night' } as const;
    expect(await own.operate(first, act, { ...made, plan })).toMatchObject({ outcome: 'done' });
    expect([await listed('night=1'), await listed('night=2')]).toEqual([[first], [first]]);
    await settle(first, 'applied');
    await retire(5n);
    await left(first);
  });

  test('is found, once sent again to another main, until it has come back from there', async () => {
    const first = await add(recording());
    await settle(first, 'applied');
    await own.settle([], NOW, 'p');
    expect(await retire(9n)).toMatchObject({ retired: 0 });
    expect(await listed('night=1')).toEqual([first]);
    await settle(first, 'applied', 2n, 'p');
    expect(await retire(2n, 'p')).toMatchObject({ retired: 1 });
    await left(first);
  });

  test('came after the one before it in its lane, whether it touches the record the lane is named for or not', async () => {
    const made = recording();
    const id = String(made.transaction.steps[0]?.id);
    const first = await add(made);
    const elsewhere = () => {
      const other = recording();
      return { ...other, transaction: { ...other.transaction, lane: made.transaction.lane } };
    };
    const second = await add(elsewhere());
    const third = await add(elsewhere());
    const fourth = await add(recording(id, first));
    const after = (await own.next(0, 10, 1)).map(({ text }) => JSON.parse(text).after as { id: string }[]);
    expect(after.map((list) => list.map((one) => one.id))).toEqual([[], [first], [first, second], [first, third]]);
    for (const one of [first, second, third, fourth]) await settle(one, 'applied');
    await retire(5n);
    await left(first, second, third, fourth);
  });
});

test('a pending transaction takes at most three times the memory of its JSON', async () => {
  const site = `t_${randomUUID().slice(0, 8)}`;
  const own = new Outbox(redis, site);
  let json_bytes = 0;
  for (let made = 0; made < 200; made++) {
    const { transaction, plan } = recording();
    // As large as the start of an observation.
    const steps = transaction.steps.map((step) => ({ ...step, row: { comment: 'x'.repeat(500) } }) as never);
    json_bytes += JSON.stringify({ ...transaction, steps }).length;
    await own.append({ ...transaction, steps }, plan, { transactions: 200, bytes: 1_000_000 });
  }
  const usage = redis.pipeline();
  for (const key of await redis.keys(`ops:{${site}}:*`)) usage.memory('USAGE', key, 'SAMPLES', 0);
  const bytes = (await repliesOf<number>(usage)).reduce((sum, one) => sum + one, 0);
  expect(bytes / json_bytes).toBeLessThan(3);
});
