import { expect } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { PROBLEMS, type ProblemCode } from '../../lib/kernel/problem.ts';
import { type Answered, call } from '../support/api.ts';
import { type Sites, until } from '../support/sites.ts';

/** The names of the two sites, for tests that hold at both. */
export const AT = ['main', 'observatory'] as const;

/** The proof in a receipt: numbered where it was buffered. */
export function proofAt(at: (typeof AT)[number]) {
  const numbered = {
    site: expect.any(String),
    series: expect.stringMatching(/^[0-9a-f-]{36}$/),
    sequence: expect.any(Number),
  };
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
  return at === 'main' ? { site: 'cologne', series: null, sequence: null, digest } : { ...numbered, digest };
}

/** Expects RFC 9457 problem details of this code: every member, the headers, and advice on trying again where the table has it. */
export function expectProblem({ status, headers, body }: Answered, code: ProblemCode): void {
  const kind = PROBLEMS[code];
  expect([status, body]).toEqual([kind.status, expect.objectContaining({ code })]);
  expect(body).toMatchObject({
    type: `urn:ops-db:problem:${code}`,
    title: kind.title,
    status: kind.status,
    detail: expect.stringMatching(/\S/),
    remedy: kind.remedy,
    instance: headers.get('x-request-id'),
  });
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('retry-after')).toBe(kind.retry_after_s === undefined ? null : String(kind.retry_after_s));
}

/** Expects a 422 that names exactly these fields, as `in.field`, each with what would be right. */
export function expectInvalid(answer: Answered, fields: readonly string[]): void {
  expectProblem(answer, 'request.invalid');
  const errors: { in: string; field: string; detail: string }[] = answer.body.errors;
  expect(errors.map((error) => `${error.in}.${error.field}`).sort()).toEqual([...fields].sort());
  for (const { field, detail } of errors) {
    expect(detail).not.toMatch(/^(Invalid input)?$/);
    expect(answer.body.detail).toContain(field === '' ? detail : `${field}: ${detail}`);
  }
  if (errors.length === 1) expect(answer.body.field).toBe(errors[0]?.field);
}

/** What has been recorded so far, on main and in the observatory's buffer. */
export async function recorded({ sql, observatory }: Sites): Promise<unknown> {
  const tables = await sql(
    'select (select count(*)::int from executed_obs_unit) as executions, (select count(*)::int from ledger) as ledger',
  );
  const { body } = await call(observatory, 'GET', '/buffer/stats');
  const { pending, held, dead, applied_total, unreplicated } = body;
  return [tables, { pending, held, dead, applied_total, unreplicated }];
}

/** Runs calls and expects that nothing has been recorded by them. */
export async function nothingRecorded<Result>(sites: Sites, run: () => Promise<Result>): Promise<Result> {
  const before = await recorded(sites);
  const result = await run();
  expect(await recorded(sites)).toEqual(before);
  return result;
}

/** Brings everything the observatory has buffered to main, and back into its replica. */
export async function replicate({ observatory, replayed }: Sites): Promise<void> {
  await until(async () => (await drain(observatory)).pending === 0);
  await replayed();
  expect(await retire(observatory)).toMatchObject({ unreplicated: 0 });
}

/** Asks again, as a client does that is told to, while the replica is behind what the answer needs. */
export async function patiently({ replayed }: Sites, ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 20; ; tries--) {
    const response = await ask();
    if (response.status !== 503 || tries === 0) return response;
    const { code } = (await response.clone().json()) as { code: string };
    if (code !== 'database.unavailable') return response;
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await replayed();
  }
}

let minutes = 0;

/** A start time in the past that no other call of this process has had. */
export function nextTime(): string {
  return new Date(Date.UTC(2026, 0, 1, 0, minutes++)).toISOString().replace('.000Z', 'Z');
}
