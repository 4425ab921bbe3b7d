import { sql } from 'drizzle-orm';
import { applyOnMain, type Verdict } from '../database/apply.ts';
import { DatabaseUnavailable } from '../database/connect.ts';
import { toQuery } from '../database/overlay.ts';
import { readRefusal } from '../database/refusal.ts';
import { Problem } from '../kernel/problem.ts';
import type { Transaction } from '../model/transaction.ts';
import { digestOf } from '../outbox/entry.ts';
import { existing, missingOnMain } from './check.ts';
import type { Draft } from './draft.ts';
import { type Call, repeatedAnswer, type Submitted, toReceipt } from './repeat.ts';
import type { Site } from './site.ts';

/**
 * Applies a transaction on main now. `already` means that this very call got here before. Problems: `record.exists`,
 * `record.conflict`, `record.not_found`, `reference.unknown`, `request.invalid`, `idempotency.conflict`: nothing was
 * changed; `site.read_only`, `database.unavailable`: main did not answer, and only an idempotency key makes a repeat safe.
 */
export async function applyNow(
  site: Site,
  transaction: Transaction,
  draft: Draft,
  call: Call,
): Promise<{ submitted: Submitted; lsn: bigint; origin: string }> {
  const body = JSON.stringify(transaction);
  const proof = { site: site.config.SITE_NAME, series: null, sequence: null, digest: digestOf(body) };
  const text = `${body.slice(0, -1)},"sequence":null,"digest":"${proof.digest}","attempts":1,"after":[]}`;
  const { verdicts, origin, lsn } = await applyOnMain(site.main, [text]).catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable && site.buffer !== undefined)
      throw new Problem('site.read_only', 'Main does not answer.');
    throw error;
  });
  const [verdict] = verdicts;
  const receipt = toReceipt(transaction, 'applied', proof);
  if (verdict?.verdict === 'applied') return { submitted: { receipt, replayed: false }, lsn, origin };
  if (verdict?.verdict === 'already') {
    const { outcome = receipt.status, series = null, sequence = null, ...first } = verdict;
    const { site: accepted_at = proof.site, digest = proof.digest } = first;
    const today = { ...receipt, status: outcome, site: accepted_at, series, sequence, digest };
    return { submitted: repeatedAnswer(call, verdict.fingerprint ?? '', today), lsn, origin };
  }
  throw await refused(site, verdict, draft);
}

async function refused(site: Site, verdict: Verdict | undefined, draft: Draft): Promise<Problem> {
  if (verdict === undefined || verdict.verdict === 'fault')
    return new Problem('database.unavailable', 'Main could not take the change just now.');
  const { reason, columns, sqlstate } = readRefusal(verdict);
  const errors = columns.map((field) => ({ in: 'body' as const, field, detail: reason }));
  if (verdict.verdict === 'held' || sqlstate === '23503')
    return (await missingOnMain(site, draft)) ?? new Problem('reference.unknown', reason, { errors });
  if (sqlstate === '23505')
    return (await existingByKey(site, draft, columns)) ?? new Problem('record.conflict', reason, { errors });
  if (sqlstate === 'OP001') return new Problem('record.not_found', reason);
  return new Problem(sqlstate === 'OP002' ? 'record.conflict' : 'request.invalid', reason, { errors });
}

/** Who has what a step would take: the natural key, or what main says is taken. */
async function existingByKey(site: Site, draft: Draft, columns: readonly string[]): Promise<Problem | undefined> {
  for (const [index, step] of draft.steps.entries()) {
    const entity = draft.entities[index];
    if (step.operation === 'delete' || entity === undefined) continue;
    const row = step.operation === 'create' ? step.row : { ...seen(draft, entity.name, step.id), ...step.patch };
    for (const key of [entity.naturalKey, columns]) {
      if (key.length === 0 || !key.every((name) => name in entity.columns && row[name] != null)) continue;
      const same = key.map((name) => sql`${sql.identifier(name)} = ${row[name]}`);
      const table = sql.identifier(entity.name);
      // What is changed is not in its own way; what is created can be there already.
      const other = step.operation === 'create' ? sql`` : sql` and id::text <> ${String(step.id)}`;
      const taken = sql`select id from ${table} where ${sql.join(same, sql` and `)}${other}`;
      const [found] = await site.main.query(toQuery(taken));
      if (found !== undefined) return existing(entity.name, String(found.id));
    }
  }
  return undefined;
}

/** The record a change was decided on. */
const seen = ({ found }: Draft, name: string, id: string | number) =>
  found.find((one) => one.entity.name === name && one.id === id)?.row;
