import * as z from 'zod';
import type { Call, Submitted } from '../flow/repeat.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import { receipt } from '../model/transaction.ts';
import type { Answer } from './endpoint.ts';

/** Says that the answer is the first one again. */
export const REPLAYED_HEADER = 'Idempotency-Replayed';

/** How an endpoint declares the answer of a write. */
export const durable = (doc = 'It is durable: on this site (buffered) or on main (applied).') => ({
  doc,
  body: receipt,
  headers: [REPLAYED_HEADER],
});

/** What a write answers: its receipt, marked when it is the first answer again. */
export function written(status: 200 | 201, { receipt: body, replayed }: Submitted): Answer {
  return { status, body, headers: replayed ? { [REPLAYED_HEADER]: 'true' } : {} };
}

/** Problems every recording can have. */
export const WRITE_PROBLEMS = [
  'idempotency.conflict',
  'reference.unknown',
  'record.exists',
  'buffer.full',
  'buffer.not_durable',
  'buffer.unavailable',
  'database.unavailable',
] as const satisfies readonly ProblemCode[];

/**
 * What a caller may say of a record that is created: everything but the times the system sets. An id that is a UUID can be
 * chosen; a number cannot.
 */
export function createShape({ shapes, columns }: AnyEntity) {
  const {
    created_at: _c,
    updated_at: _u,
    deleted_at: _d,
    id,
    ...own
  } = shapes.create.shape as Record<string, z.ZodType>;
  const chosen = id !== undefined && columns.id?.dataType !== 'number';
  return z.strictObject({ ...own, ...(chosen ? { id: id.optional() } : {}) });
}

/** A chosen id is as good as a key: the same id is the same call. */
export function chosenKey({ id }: { id?: unknown }): string | undefined {
  return id === undefined ? undefined : `id=${id}`;
}

/** The call under its key, or under the id the caller chose. */
export function withChosenId(call: Call, body: { id?: unknown }): Call {
  const key = call.idempotency_key ?? chosenKey(body);
  return key === undefined ? call : { ...call, idempotency_key: key };
}

/** The caller's Idempotency-Key, or undefined without one. Problem `request.invalid` when it cannot be one. */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key');
  if (key === null || /^[\x21-\x7e]{1,255}$/.test(key)) return key ?? undefined;
  const detail = 'must be 1 to 255 visible ASCII characters, such as a UUID';
  const errors = [{ in: 'header' as const, field: 'Idempotency-Key', detail }];
  throw new Problem('request.invalid', `Idempotency-Key ${detail}.`, { errors });
}
