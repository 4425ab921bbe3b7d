import type { Submitted } from '../flow/repeat.ts';
import { Problem } from '../kernel/problem.ts';
import type { Answer } from './endpoint.ts';

/** Says that the answer is the first one again. */
export const REPLAYED_HEADER = 'Idempotency-Replayed';

/** What a write answers: its receipt, marked when it is the first answer again. */
export function written(status: 200 | 201, { receipt, replayed }: Submitted): Answer {
  return { status, body: receipt, headers: replayed ? { [REPLAYED_HEADER]: 'true' } : {} };
}

/** The caller's Idempotency-Key, or undefined without one. Problem `request.invalid` when it cannot be one. */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key');
  if (key === null || /^[\x21-\x7e]{1,255}$/.test(key)) return key ?? undefined;
  const detail = 'must be 1 to 255 visible ASCII characters, such as a UUID';
  const errors = [{ in: 'header' as const, field: 'Idempotency-Key', detail }];
  throw new Problem('request.invalid', `Idempotency-Key ${detail}.`, { errors });
}
