import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Answered, call } from '../support/api.ts';
import { until } from '../support/sites.ts';
import type { Place, Places } from './access/places.ts';
import { expectInvalid, expectProblem, nothingRecorded, replicate } from './expect.ts';

/** Where a record that is made on main can be made. */
export const LINKED = ['main', 'the observatory'] as const satisfies readonly Place[];

/** A write of a record that is made on main only. */
export interface Write {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Makes a write as an administrator. */
export const write = (places: Places, place: Place, { method, ...rest }: Write): Promise<Answered> => {
  const { path, ...options } = rest;
  return call(places.at[place], method, path, { role: 'admin', ...options });
};

/** Reads as a viewer, and expects an answer. */
export async function read(places: Places, place: Place, path: string): Promise<Answered['body']> {
  const answer = await call(places.at[place], 'GET', path, { role: 'viewer' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

/**
 * Makes a write at a place and expects that main has applied it when it answers, and that the record shows as expected: at once
 * where it was made, whichever process answers; and at both sites, the same, once it has arrived. Answers its id.
 */
export async function expectApplied(
  places: Places,
  place: Place,
  made: Write,
  { path, row }: { path: (id: number) => string; row: Record<string, unknown> },
): Promise<number> {
  // Behind what is not replicated yet, a change waits for its turn in the buffer.
  await replicate(places);
  const { status, body } = await write(places, place, made);
  expect([status, body]).toEqual([
    made.method === 'POST' ? 201 : 200,
    {
      id: expect.any(Number),
      transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'applied',
      site: places.at[place].config.SITE_NAME,
      series: null,
      sequence: null,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
  const there = await read(places, place, path(body.id));
  expect(there).toMatchObject({ ...row, id: body.id });
  expect((await call(places.beside[place], 'GET', path(body.id))).body).toEqual(there);
  expect(await read(places, 'main', path(body.id))).toEqual(there);
  await replicate(places);
  expect(await read(places, 'the observatory', path(body.id))).toEqual(there);
  return body.id;
}

/** Expects that a write sent twice with a key is made once, and answered alike. */
export async function expectOnce(places: Places, place: Place, made: Write): Promise<void> {
  await replicate(places);
  const keyed = { ...made, headers: { 'idempotency-key': randomUUID() } };
  const first = await write(places, place, keyed);
  expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
  const again = await nothingRecorded(places, () => write(places, place, keyed));
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect([again.status, again.body.id, again.body.transaction_id]).toEqual([
    first.status,
    first.body.id,
    first.body.transaction_id,
  ]);
}

/** Expects that whoever may not make a write is refused, and that without the link nobody can; nothing is recorded by trying. */
export async function expectGuarded(places: Places, made: Write, permission = 'write:programs'): Promise<void> {
  await replicate(places);
  const { method, path, ...options } = made;
  const refused =
    permission === 'configure:system' ? (['observer', 'viewer', 'service'] as const) : (['viewer', 'service'] as const);
  await nothingRecorded(places, async () => {
    for (const place of LINKED) {
      expectProblem(await call(places.at[place], method, path, { ...options, authorization: '' }), 'auth.required');
      for (const role of refused) {
        const answer = await call(places.at[place], method, path, { ...options, role });
        expectProblem(answer, 'auth.forbidden');
        expect(answer.body.permission).toBe(permission);
      }
    }
    expectProblem(await write(places, 'the observatory without main', made), 'site.read_only');
  });
}

/** Expects that a name is taken: 409 naming the record that has it. */
export async function expectTaken(places: Places, place: Place, made: Write, id: number): Promise<void> {
  await replicate(places);
  const answer = await nothingRecorded(places, () => write(places, place, made));
  expectProblem(answer, 'record.exists');
  expect(String(answer.body.id)).toBe(String(id));
}

/**
 * Expects that a write of a record under If-Match applies to what its GET has just answered, and is refused when that has
 * changed; `other` is another change of it.
 */
export async function expectConditional(
  places: Places,
  place: Place,
  path: string,
  made: Write,
  other: Write,
): Promise<void> {
  await replicate(places);
  const tag = async () => (await call(places.at[place], 'GET', path, { role: 'viewer' })).headers.get('etag') ?? '';
  const first = await tag();
  expect((await write(places, place, { ...other, headers: { 'if-match': first } })).body.status).toBe('applied');
  await replicate(places);
  const late = await nothingRecorded(places, () => write(places, place, { ...made, headers: { 'if-match': first } }));
  expectProblem(late, 'record.changed');
  const answer = await write(places, place, { ...made, headers: { 'if-match': await tag() } });
  expect([answer.status, answer.body.status]).toEqual([200, 'applied']);
}

/** Expects that a record is withdrawn: by its id it still answers, its name stays taken, and it cannot be withdrawn again. */
export async function expectWithdrawn(places: Places, place: Place, path: string): Promise<void> {
  await replicate(places);
  const before = await read(places, place, path);
  expect(before.deleted_at ?? null).toBeNull();
  const made: Write = { method: 'DELETE', path };
  await expectApplied(places, place, made, { path: () => path, row: { deleted_at: expect.stringMatching(/Z$/) } });
  const { deleted_at: _d, updated_at: _u, ...after } = await read(places, place, path);
  expect(before).toMatchObject(after);
  // Sent again it answers as it did; asked for anew, it is refused.
  const again = await nothingRecorded(places, () => write(places, place, made));
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  const headers = { 'idempotency-key': randomUUID() };
  expectProblem(await nothingRecorded(places, () => write(places, place, { ...made, headers })), 'record.conflict');
}

/** Expects that there is nothing to write to under an id nobody has, and that what is no id is refused. */
export async function expectAbsent(places: Places, place: Place, { path, ...made }: Write): Promise<void> {
  await nothingRecorded(places, async () => {
    const attempt = () => write(places, place, { path: path.replace('{id}', '2147483647'), ...made });
    let answer = await attempt();
    // A replica that is behind for a moment leaves it to main, or cannot tell.
    await until(async () => {
      answer = await attempt();
      return answer.body.id === 2_147_483_647;
    });
    expectProblem(answer, 'record.not_found');
    for (const id of ['0', '-1', 'x', '2147483648'])
      expectInvalid(await write(places, place, { path: path.replace('{id}', id), ...made }), ['path.id']);
  });
}
