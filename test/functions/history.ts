import { expect } from 'vitest';
import { call } from '../support/api.ts';
import type { Sites } from '../support/sites.ts';
import { expectInvalid, expectProblem, replicate } from './expect.ts';

/** A change to be made through an endpoint, and what the history says it set. */
export interface Made {
  method: 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  path: string;
  body?: Record<string, unknown>;
  operation: 'create' | 'update';
  values: Record<string, unknown>;
}

/** Makes the changes at a site and checks what the history says while they are on their way, when they have arrived, and at main. */
export async function expectHistory(
  sites: Sites,
  at: 'main' | 'observatory',
  changes: readonly Made[],
  history: (id: unknown) => string,
): Promise<void> {
  let id: unknown;
  for (const { method, path, body } of changes) {
    const answer = await call(sites[at], method, path.replace('{id}', String(id)), { role: 'admin', body });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    id ??= answer.body.id;
  }
  const expected = changes.toReversed().map(({ method, operation, values }) =>
    expect.objectContaining({
      operation,
      username: 'admin',
      site: sites[at].config.SITE_NAME,
      endpoint: expect.stringContaining(method),
      values: expect.objectContaining(values),
    }),
  );
  const of = async (site: 'main' | 'observatory') => {
    const answer = await call(sites[site], 'GET', history(id));
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const before = await of(at);
  expect(before).toEqual({ items: expected, complete: true });
  await replicate(sites);
  const stateless = ({ items }: { items: { state: string }[] }) => items.map(({ state: _, ...rest }) => rest);
  for (const site of ['main', 'observatory'] as const) {
    const after = await of(site);
    expect(stateless(after)).toEqual(stateless(before));
    const state = site === 'main' ? 'applied' : 'replicated';
    expect(new Set(after.items.map((one: { state: string }) => one.state))).toEqual(new Set([state]));
  }
}

/** What every history refuses. */
export async function expectHistoryRefusals(
  sites: Sites,
  at: 'main' | 'observatory',
  history: (id: unknown) => string,
  unknown: unknown,
): Promise<void> {
  expectProblem(await call(sites[at], 'GET', history(unknown)), 'record.not_found');
  expectInvalid(await call(sites[at], 'GET', history('x')), ['path.id']);
}
