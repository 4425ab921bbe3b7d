import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { silentLog } from '../../lib/kernel/log.ts';
import type { Transaction } from '../../lib/model/transaction.ts';
import { Outbox, type Plan, type Touch } from '../../lib/outbox/outbox.ts';
import { OutboxStats } from '../../lib/outbox/outbox-stats.ts';
import { connectRedis, type Redis } from '../../lib/redis/connect.ts';

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

function recording(id: string = randomUUID(), seen?: string): { transaction: Transaction; plan: Plan } {
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
  const touch: Touch = { entity: 'probe', id, operation, parents: ['night=1'], ...facts };
  return {
    transaction: { ...transaction, steps: [step as never] },
    plan: { lane, created_at: NOW, fingerprint: 'f', schema_version: 1, touches: [touch], refers: [] },
  };
}

const append = ({ transaction, plan }: ReturnType<typeof recording>, transactions = 1_000) =>
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

test('retiring leaves a receipt behind and nothing else', async () => {
  const site = `t_${randomUUID().slice(0, 8)}`;
  const own = new Outbox(redis, site);
  const { transaction, plan } = recording();
  await own.append(transaction, plan, { transactions: 10, bytes: 10_000 });
  await own.settle([{ id: transaction.transaction_id, verdict: 'applied', lsn: 5n, error: '', retry_at: 0 }], NOW, 'o');
  expect(await own.retire({ lsn: 4n, origin: 'o' }, 60, 10)).toEqual({ seen: 0, retired: 0, unreplicated: 1 });
  // Another timeline: its positions say nothing about this one's.
  expect(await own.retire({ lsn: 9n, origin: 'p' }, 60, 10)).toEqual({ seen: 1, retired: 0, unreplicated: 1 });
  expect((await own.overlay('probe', { mode: 'children', parents: ['night=1'] })).steps).toHaveLength(1);
  expect(await own.retire({ lsn: 5n, origin: 'o' }, 60, 10)).toEqual({ seen: 1, retired: 1, unreplicated: 0 });
  expect(await own.overlay('probe', { mode: 'all' })).toEqual({ watermark: { lsn: 5n, origin: 'o' }, steps: [] });
  const { transaction_id } = transaction;
  expect((await redis.keys(`ops:{${site}}:*`)).sort()).toEqual([
    `ops:{${site}}:meta`,
    `ops:{${site}}:transaction:${transaction_id}`,
  ]);
  expect(await own.standing(transaction.transaction_id)).toMatchObject({ state: 'replicated', lsn: '0/5' });
});
