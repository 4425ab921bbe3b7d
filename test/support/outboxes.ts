import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { silentLog } from '../../lib/kernel/log.ts';
import type { Step, Transaction } from '../../lib/model/transaction.ts';
import { keyPrefix, Outbox, type Overlay, type Plan, type Touch } from '../../lib/outbox/outbox.ts';
import { connectRedis, type Redis } from '../../lib/redis/connect.ts';

const NOW = '2026-11-21T03:00:00Z';
const LIMIT = { transactions: 100_000, bytes: 1_000_000_000 };
/** Everything of an entity. */
export const ALL = { mode: 'all' } as const;

/** A connection as a site has one. */
export function connectDurable(url: string): Redis {
  return connectRedis({ url, name: 'durable', command_timeout_ms: 2_000, log: silentLog });
}

/** The creation of a record. */
export function create(id: string, label = 'as created', entity = 'probe'): Step {
  return { operation: 'create', entity, id, row: { id, label, more: { deep: [1] } } };
}

/** A change of a record. */
export function update(id: string, label: string, entity = 'probe'): Step {
  return { operation: 'update', entity, id, patch: { label } };
}

/** A transaction of these steps, decided on `seen`. */
export function planned(
  steps: Step[],
  seen: readonly (string | undefined)[] = [],
  transaction_id: string = randomUUID(),
): { transaction: Transaction; plan: Plan } {
  const touches = steps.map(
    ({ entity, id, operation }, index): Touch => ({
      entity,
      id: String(id),
      operation,
      parents: ['night=1'],
      seen: seen[index] ?? '',
    }),
  );
  const facts = { site: 's', schema_version: 1, created_at: NOW, endpoint: 'test', user_id: 1, fingerprint: 'f' };
  return { transaction: { transaction_id, ...facts, lane: `probe:${steps[0]?.id}`, steps }, plan: { touches } };
}

/** One outbox as two processes see it: one writes; what the other keeps is renewed by what the first has done. */
export class Outboxes {
  readonly redis: Redis;
  readonly site = `t_${randomUUID().slice(0, 8)}`;
  readonly prefix = keyPrefix(this.site);
  readonly writer: Outbox;
  readonly reader: Outbox;

  constructor(redis: Redis) {
    this.redis = redis;
    this.writer = new Outbox(redis, this.site);
    this.reader = new Outbox(redis, this.site);
  }

  /** What a process answers that has just been started. */
  anew(entity = 'probe'): Promise<Overlay> {
    return new Outbox(this.redis, this.site).overlay(entity, ALL);
  }

  /** What the reader answers: by what it keeps, and the truth all the same. */
  async read(entity = 'probe'): Promise<Overlay> {
    const answer = await this.reader.overlay(entity, ALL);
    expect(answer).toEqual(await this.anew(entity));
    return answer;
  }

  /** Appends a transaction and answers its id; undefined when it was not stored. */
  async tryAppend(steps: Step[], seen?: readonly (string | undefined)[], id?: string): Promise<string | undefined> {
    const { transaction, plan } = planned(steps, seen, id);
    const { outcome } = await this.writer.append(transaction, plan, LIMIT);
    return outcome === 'stored' ? transaction.transaction_id : undefined;
  }

  async append(steps: Step[], seen?: readonly (string | undefined)[], id?: string): Promise<string> {
    return (await this.tryAppend(steps, seen, id)) ?? expect.fail('it was not stored');
  }

  adopt(steps: Step[]): Promise<void> {
    const { transaction, plan } = planned(steps);
    return this.writer.adopt(transaction, plan, { at: NOW, lsn: 5n, origin: 'o' });
  }

  settle(id: string, verdict: 'applied' | 'discarded' | 'refused' | 'held', lsn = 5n): Promise<unknown> {
    return this.writer.settle([{ id, verdict, lsn, error: '{}', retry_at: 0 }], NOW, 'o');
  }

  /** Main is another one now. */
  replaceMain(origin = 'p'): Promise<unknown> {
    return this.writer.settle([], NOW, origin);
  }

  retire(lsn = 5n): Promise<unknown> {
    return this.writer.retire({ lsn, origin: 'o' }, 60, 100);
  }

  operate(id: string, act: 'retry' | 'amend' | 'discard', steps: Step[] = []): Promise<unknown> {
    const record = { act, by: 'operator', at: NOW, reason: 'test' };
    return this.writer.operate(id, record, act === 'amend' ? planned(steps, [], id) : undefined);
  }
}

/** The steps of one transaction in an overlay. */
export function stepsOf({ steps }: Overlay, transaction_id: string) {
  return steps.filter((step) => step.transaction_id === transaction_id);
}
