import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { applyOnMain } from '../../lib/database/apply.ts';
import { drain } from '../../lib/flow/drain.ts';
import { begin, doom, drainAll, insertUnit, operate, WHY } from '../functions/buffer/doomed.ts';
import { expectProblem, replicate } from '../functions/expect.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
let unit = 700;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const get = (path: string) => call(sites.observatory, 'GET', path);
const record = async (id: string) => get(`/executed_obs_units/by-id/${id}`);
const state = async (id: string) => (await get(`/buffer/transactions/${id}`)).body.state;
const letter = async (id: string) => (await operate(sites, 'GET', id)).body;
const retry = (id: string, reason = WHY) => operate(sites, 'POST', `${id}/retry`, { reason });
const discard = (id: string, reason = WHY) => operate(sites, 'DELETE', id, { reason });
const amend = (id: string, values: object, reason = WHY) => operate(sites, 'PATCH', id, { values, reason });
const VERBS = { retry: (id: string) => retry(id), discard: (id: string) => discard(id), amend: toUnit(2) };

function toUnit(obs_unit_id: number): (id: string) => ReturnType<typeof amend> {
  return (id) => amend(id, { obs_unit_id });
}

/** What main's ledger says of transactions, in the order they arrived. */
async function ledger(ids: string[]): Promise<Record<string, unknown>[]> {
  const sql =
    'select transaction_id, outcome, acts from ledger where transaction_id = any($1::uuid[]) order by applied_at';
  return sites.sql(sql, [ids]);
}

describe('retry', () => {
  test('after its cause is mended a dead letter and everything it held are applied, in order, once', async () => {
    const { start, finish } = await doom(sites, ++unit);
    await insertUnit(sites, unit);
    await retry(start.transaction_id);
    await replicate(sites);
    expect(await ledger([finish.transaction_id, start.transaction_id])).toEqual([
      {
        transaction_id: start.transaction_id,
        outcome: 'applied',
        acts: [{ act: 'retry', by: 'observer', at: expect.any(String), reason: WHY }],
      },
      { transaction_id: finish.transaction_id, outcome: 'applied', acts: [] },
    ]);
    expect((await record(start.id)).body).toMatchObject({ obs_unit_id: unit, status: 'completed' });
    expect(await state(finish.transaction_id)).toBe('replicated');
  });

  test('sent again before its cause is mended it is dead again, still holds what it held, and every act is kept', async () => {
    const { start, finish } = await doom(sites, ++unit);
    for (const reason of ['first try', 'second try']) {
      await retry(start.transaction_id, reason);
      await drainAll(sites);
    }
    await discard(start.transaction_id, 'enough of it');
    await discard(start.transaction_id, 'quite enough');
    const { acts, ...rest } = await letter(start.transaction_id);
    expect(rest).toMatchObject({ state: 'dead', attempts: 3, error: { sqlstate: '23503' } });
    const told = acts.map(({ act, reason }: Record<string, string>) => [act, reason]);
    const expected = [
      ['retry', 'first try'],
      ['retry', 'second try'],
      ['discard', 'enough of it'],
      ['discard', 'quite enough'],
    ];
    expect(told).toEqual(expected);
    expect(await state(finish.transaction_id)).toBe('held');
    await drainAll(sites);
    const [row] = await ledger([start.transaction_id]);
    expect(row).toMatchObject({ outcome: 'discarded', acts });
  });
});

describe('amend', () => {
  test('reads by id and by parent show the amended record before it is sent, and main gets it with all it held', async () => {
    const { start, finish } = await doom(sites, ++unit);
    await amend(start.transaction_id, { obs_unit_id: 4, comment: 'was the wrong unit' });
    const listed = async (obs_unit_id: number) => {
      const { body } = await get(`/executed_obs_units?obs_unit_id=${obs_unit_id}&limit=500`);
      return body.items.map(({ id }: { id: string }) => id);
    };
    const amended = { id: start.id, obs_unit_id: 4, comment: 'was the wrong unit', status: 'completed' };
    for (const step of [async () => {}, () => drainAll(sites), () => replicate(sites)]) {
      await step();
      expect((await record(start.id)).body).toMatchObject(amended);
      expect(await listed(4)).toContain(start.id);
      expect(await listed(unit)).not.toContain(start.id);
    }
    expect((await call(sites.main, 'GET', `/executed_obs_units/by-id/${start.id}`)).body).toMatchObject(amended);
    expect(await ledger([start.transaction_id, finish.transaction_id])).toMatchObject([
      { outcome: 'applied', acts: [{ act: 'amend', by: 'observer', reason: WHY }] },
      { outcome: 'applied' },
    ]);
  });

  test('what it was at first is kept, however often it is amended', async () => {
    const { start } = await doom(sites, ++unit);
    await amend(start.transaction_id, { obs_unit_id: 999_999 });
    await drainAll(sites);
    await amend(start.transaction_id, { obs_unit_id: 5 });
    expect(await letter(start.transaction_id)).toMatchObject({
      state: 'buffered',
      steps: [{ row: { obs_unit_id: 5 } }],
      original_steps: [{ row: { obs_unit_id: unit } }],
      acts: [{ act: 'amend' }, { act: 'amend' }],
    });
  });

  test('the natural key it has now is taken, and the one it had is free', async () => {
    const { start } = await doom(sites, ++unit);
    const { start_time } = (await record(start.id)).body;
    await amend(start.transaction_id, { obs_unit_id: 6 });
    const again = (obs_unit_id: number) =>
      call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id, start_time } });
    const taken = await again(6);
    expectProblem(taken, 'record.exists');
    expect(taken.body.id).toBe(start.id);
    await insertUnit(sites, unit);
    await sites.replayed();
    expect((await again(unit)).status).toBe(201);
    await replicate(sites);
    expect((await again(6)).body.id).toBe(start.id);
  });
});

describe('discard', () => {
  test('until main knows it is dead, listed and shown, and can still be retried', async () => {
    const { start, finish } = await doom(sites, ++unit);
    await discard(start.transaction_id);
    expect(await state(start.transaction_id)).toBe('dead');
    const { items } = (await get('/buffer/failed')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ transaction_id: start.transaction_id, state: 'dead', discarding: true }),
    );
    expect((await record(start.id)).body).toMatchObject({ status: 'completed' });
    await insertUnit(sites, unit);
    expect((await retry(start.transaction_id)).body).toMatchObject({ state: 'buffered', discarding: false });
    await drainAll(sites);
    expect(await ledger([start.transaction_id, finish.transaction_id])).toMatchObject([
      { outcome: 'applied', acts: [{ act: 'discard' }, { act: 'retry' }] },
      { outcome: 'applied' },
    ]);
  });

  test('main keeps who gave it up, when and why; the record is gone and it is discarded for ever, never replicated', async () => {
    const { start } = await doom(sites, ++unit);
    const { acts } = (await discard(start.transaction_id)).body;
    for (const step of [() => drainAll(sites), () => replicate(sites)]) {
      await step();
      expect(await state(start.transaction_id)).toBe('discarded');
      expectProblem(await record(start.id), 'record.not_found');
      const { items, pending } = (await get(`/executed_obs_units?obs_unit_id=${unit}`)).body;
      expect([items, pending]).toEqual([[], {}]);
    }
    expect(await ledger([start.transaction_id])).toEqual([
      { transaction_id: start.transaction_id, outcome: 'discarded', acts },
    ]);
    expect(acts).toEqual([{ act: 'discard', by: 'observer', at: expect.stringMatching(/Z$/), reason: WHY }]);
    expect(await sites.sql('select from executed_obs_unit where id = $1', [start.id])).toEqual([]);
  });

  test('what cannot be without it dies with a reason that names it, and can be given up in turn', async () => {
    const { start, finish } = await doom(sites, ++unit);
    await discard(start.transaction_id);
    await drainAll(sites);
    const { state: left, error } = await letter(finish.transaction_id);
    expect([left, error.sqlstate]).toEqual(['dead', 'OP001']);
    expect(error.reason).toContain(start.transaction_id);
    expect(error.reason).toContain('discarded');
    await discard(finish.transaction_id);
    await replicate(sites);
    expect((await get('/buffer/failed')).body.items).not.toContainEqual(
      expect.objectContaining({ lane: `executed_obs_unit:${start.id}` }),
    );
    expect(await state(finish.transaction_id)).toBe('discarded');
  });

  test('what main had applied by a call that was on its way is applied, whatever was decided', async () => {
    await insertUnit(sites, ++unit);
    await sites.replayed();
    const start = await begin(sites, unit);
    const { outbox } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
    const slow = (await outbox.next(0, 100, Date.now())).filter(({ id }) => id === start.transaction_id);
    await sites.sql('delete from obs_unit where id = $1', [unit]);
    await drainAll(sites);
    await discard(start.transaction_id);
    await insertUnit(sites, unit);
    const { verdicts } = await applyOnMain(
      sites.main.main,
      slow.map(({ text }) => text),
    );
    expect(verdicts).toMatchObject([{ verdict: 'applied' }]);
    await drain(sites.observatory);
    expect(await letter(start.transaction_id)).toMatchObject({ state: 'applied', discarding: false });
    await replicate(sites);
    expect(await state(start.transaction_id)).toBe('replicated');
    expect((await record(start.id)).body).toMatchObject({ obs_unit_id: unit });
  });
});

describe.each(Object.entries(VERBS))('%s', (_, act) => {
  test('acts on what is dead and on nothing else', async () => {
    const { finish } = await doom(sites, ++unit);
    const { transaction_id } = await begin(sites);
    const refused = async (id: string, is: string) => {
      const before = await letter(id);
      const answer = await act(id);
      expectProblem(answer, 'record.conflict');
      expect(answer.body.state).toBe(is);
      expect(await letter(id)).toEqual(before);
    };
    await refused(finish.transaction_id, 'held');
    await refused(transaction_id, 'buffered');
    await drainAll(sites);
    await refused(transaction_id, 'applied');
    await replicate(sites);
    expectProblem(await act(transaction_id), 'record.not_found');
    expect(await state(transaction_id)).toBe('replicated');
  });
});

test.each([
  ['retry', 'retry'],
  ['retry', 'amend'],
  ['amend', 'amend'],
] as const)('of two operators at once, %s and %s, one decides and the other is told', async (one, other) => {
  const { start } = await doom(sites, ++unit);
  const answers = await Promise.all([VERBS[one](start.transaction_id), VERBS[other](start.transaction_id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await letter(start.transaction_id)).acts).toHaveLength(1);
});
