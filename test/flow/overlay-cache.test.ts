import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Overlays } from '../../lib/outbox/overlays.ts';
import type { Redis } from '../../lib/redis/connect.ts';
import { ALL, connectDurable, create, Outboxes, stepsOf, update } from '../support/outboxes.ts';

let redis: Redis;
let outboxes: Outboxes;
beforeAll(() => {
  redis = connectDurable(inject('servers').redis);
});
afterAll(() => redis.disconnect());
beforeEach(() => {
  outboxes = new Outboxes(redis);
});

test('while nothing changes, reads share the same steps, and none of them can change them', async () => {
  await outboxes.append([create('a')]);
  const first = await outboxes.read();
  const again = await outboxes.read();
  expect(again.steps).toBe(first.steps);
  const steps = again.steps as unknown as { step: { row: { label: string; more: { deep: number[] } } } }[];
  const [step = expect.fail()] = steps;
  for (const spoil of [
    () => steps.pop(),
    () => Object.assign(step, { state: 'dead' }),
    () => Object.assign(step.step, { id: 'x' }),
    () => Object.assign(step.step.row, { label: 'x' }),
    () => step.step.row.more.deep.push(2),
  ])
    expect(spoil).toThrow(TypeError);
  await outboxes.read();
});

test('what changed of other entities leaves the steps as they are', async () => {
  await outboxes.append([create('a')]);
  const { steps } = await outboxes.read();
  const other = await outboxes.append([create('b', 'x', 'other')]);
  await outboxes.settle(other, 'applied');
  expect((await outboxes.read()).steps).toBe(steps);
  await outboxes.append([create('c', 'x', 'other'), create('c')]);
  expect((await outboxes.read()).steps).toMatchObject([steps[0] ?? {}, { step: { entity: 'probe', id: 'c' } }]);
});

describe('each change is seen by every process at its next read, and what it leaves alone is not read again:', () => {
  let still: string;
  let id: string;
  beforeEach(async () => {
    still = await outboxes.append([create('still')]);
    id = await outboxes.append([create('a')]);
  });
  const refused = () => outboxes.settle(id, 'refused');
  const applied = () => outboxes.settle(id, 'applied');
  const nothing = async () => {};

  test.each<[string, () => Promise<unknown>, () => Promise<unknown>, object[]]>([
    ['append', nothing, () => outboxes.append([update('a', 'later')], [id]), [{ state: 'buffered' }]],
    ['adopt', nothing, () => outboxes.adopt([create('b')]), [{ state: 'buffered' }]],
    ['applied', nothing, applied, [{ state: 'applied' }]],
    ['discarded', nothing, () => outboxes.settle(id, 'discarded'), [{ state: 'discarded' }]],
    ['refused', nothing, refused, [{ state: 'dead' }]],
    ['held', nothing, () => outboxes.settle(id, 'held'), [{ state: 'held' }]],
    ['retry', refused, () => outboxes.operate(id, 'retry'), [{ state: 'buffered' }]],
    [
      'amend',
      refused,
      () => outboxes.operate(id, 'amend', [create('a', 'new')]),
      [{ step: { row: { label: 'new' } } }],
    ],
    ['retire', applied, () => outboxes.retire(), []],
    ['another main', applied, () => outboxes.replaceMain(), [{ state: 'buffered' }]],
  ])('%s', async (_, prepare, change, expected) => {
    await prepare();
    const before = await outboxes.read();
    await change();
    const after = await outboxes.read();
    expect(after).not.toEqual(before);
    expect(stepsOf(after, id)).toMatchObject(expected);
    expect(stepsOf(after, still)[0]).toBe(stepsOf(before, still)[0]);
  });

  test('a discard is shown once main knows', async () => {
    await refused();
    await outboxes.operate(id, 'discard');
    expect(stepsOf(await outboxes.read(), id)).toMatchObject([{ state: 'dead' }]);
    await outboxes.settle(id, 'discarded');
    expect(stepsOf(await outboxes.read(), id)).toMatchObject([{ state: 'discarded' }]);
  });
});

test('a read that was away for more changes than are worth following reads all', async () => {
  await outboxes.append([create('a')]);
  const before = await outboxes.read();
  await Promise.all(Array.from({ length: 1_500 }, (_, n) => outboxes.append([create(`b${n}`, 'x', 'other')])));
  const after = await outboxes.read();
  expect(after).toEqual(before);
  expect(after.steps).not.toBe(before.steps);
  expect((await outboxes.read()).steps).toBe(after.steps);
});

test('reads side by side while much is written each show what was acknowledged before them', async () => {
  await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const id = await outboxes.append([create(`a${n}`)]);
      expect(stepsOf(await outboxes.reader.overlay('probe', ALL), id)).toHaveLength(1);
      await outboxes.settle(id, 'applied');
      expect(stepsOf(await outboxes.reader.overlay('probe', ALL), id)).toMatchObject([{ state: 'applied' }]);
    }),
  );
  await outboxes.read();
});

test('many reads at once of a process that keeps nothing yet read all once, and each sees what came before it', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, n) => outboxes.append([create(`a${n}`)])));
  const reads = () => Array.from({ length: 20 }, () => outboxes.reader.overlay('probe', ALL));
  const before = reads();
  const id = await outboxes.append([create('b')]);
  const after = await Promise.all(reads());
  const [step] = (await Promise.all(before)).map(({ steps }) => steps[0]);
  for (const { steps } of [...(await Promise.all(before)), ...after]) expect(steps[0]).toBe(step);
  for (const answer of after) expect(stepsOf(answer, id)).toHaveLength(1);
  await outboxes.read();
});

describe('no more is kept than a process has memory for:', () => {
  const LENGTH = 1_000;
  let overlays: Overlays;
  const isKept = async (entity: string) => {
    const { steps } = await overlays.read(entity, ALL);
    const again = await overlays.read(entity, ALL);
    expect(again).toEqual(await outboxes.anew(entity));
    return again.steps === steps;
  };
  beforeEach(() => {
    overlays = new Overlays(redis, outboxes.prefix, LENGTH);
  });

  test('an entity with too much is read anew each time, and kept again when there is less', async () => {
    const ids = [await outboxes.append([create('a')])];
    expect(await isKept('probe')).toBe(true);
    ids.push(await outboxes.append([create('b', 'x'.repeat(LENGTH))]));
    expect(await isKept('probe')).toBe(false);
    for (const id of ids) await outboxes.settle(id, 'applied');
    await outboxes.retire();
    expect(await isKept('probe')).toBe(true);
  });

  test('of several entities those read last', async () => {
    await outboxes.append([create('a', 'x'.repeat(LENGTH / 3))]);
    await outboxes.append([create('b', 'x'.repeat(LENGTH / 3), 'other')]);
    const { steps } = await overlays.read('probe', ALL);
    expect(await isKept('other')).toBe(true);
    expect((await overlays.read('probe', ALL)).steps).not.toBe(steps);
    expect(await isKept('probe')).toBe(true);
  });
});

/** What happens to an outbox, by numbers that choose the record or the transaction, and what of it. */
const happening = fc.record({
  kind: fc.constantFrom('create', 'change', 'both', 'adopt', 'settle', 'settle', 'retire', 'operate', 'main'),
  which: fc.nat(7),
  what: fc.nat(3),
});

test('whatever happens between reads, what is kept and followed is what is there', async () => {
  const rounds = fc.array(fc.array(happening, { maxLength: 5 }), { minLength: 1, maxLength: 12 });
  const property = fc.asyncProperty(rounds, async (happenings) => {
    outboxes = new Outboxes(redis);
    const ids: string[] = [];
    for (const round of happenings) {
      for (const one of round) await happen(one.kind, one.which, one.what, ids);
      await outboxes.read('probe');
      await outboxes.read('other');
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

async function happen(kind: string, which: number, what: number, ids: string[]): Promise<unknown> {
  const record = `r${which}`;
  const entity = what === 0 ? 'other' : 'probe';
  const id = ids[which % Math.max(1, ids.length)] ?? '';
  if (kind === 'adopt') return outboxes.adopt([update(record, `${what}`)]);
  if (kind === 'retire') return outboxes.retire(BigInt(what + 3));
  if (kind === 'main') return outboxes.replaceMain(what === 0 ? 'p' : 'o');
  if (kind === 'settle')
    return outboxes.settle(
      id,
      (['applied', 'refused', 'held', 'discarded'] as const)[what] ?? 'applied',
      BigInt(which),
    );
  if (kind === 'operate') {
    const steps = [...(await outboxes.anew('probe')).steps, ...(await outboxes.anew('other')).steps];
    // Amended as an operator does it: other values for the same records.
    const amended = steps
      .filter(({ transaction_id }) => transaction_id === id)
      .map(({ step }) => (step.operation === 'update' ? { ...step, patch: { label: 'amended' } } : step));
    return outboxes.operate(id, (['retry', 'discard', 'amend', 'amend'] as const)[what] ?? 'retry', amended);
  }
  const steps = kind === 'create' ? [create(record, 'x', entity)] : [update(record, `${what}`, entity)];
  if (kind === 'both') steps.push(update(record, 'both', what === 0 ? 'probe' : 'other'));
  const tips = await outboxes.writer.tips(steps.map((step) => ({ entity: step.entity, id: String(step.id) })));
  const stored = await outboxes.tryAppend(steps, tips);
  if (stored !== undefined) ids.push(stored);
  return stored;
}
