import { expect, it } from 'vitest';
import { FAULT_KINDS } from '../schedule.ts';
import { CATCHING_LIMIT_MS, catchPlanted } from './catching.ts';
import { DELIVERY_BUGS } from './delivery-bugs.ts';
import { plant } from './plant.ts';
import { RECORDING_BUGS } from './recording-bugs.ts';

const BUGS = [...RECORDING_BUGS, ...DELIVERY_BUGS];

/** What runs now: as many campaigns side by side as two cores can drive. */
const running: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
const turns = BUGS.map((bug, index) => ({ name: bug.name, bug, row: index % running.length }));

it.concurrent.each(turns)(
  'is caught: $name',
  async ({ bug, row }) => {
    const caught = (running[row] ?? Promise.resolve()).then(() => catchPlanted(bug));
    running[row] = caught.catch(() => {}); // told to its own test
    await caught;
  },
  CATCHING_LIMIT_MS,
);

it('knows every fault its bugs need', () => {
  const kinds = new Set(FAULT_KINDS.map(({ name }) => name));
  expect(BUGS.flatMap(({ faults }) => faults).filter((name) => !kinds.has(name))).toEqual([]);
});

it('plants nothing into code that has changed', () => {
  const [bug] = BUGS;
  if (bug === undefined) throw new Error('there is no bug');
  expect(() => plant('', bug)).toThrow('0 times');
  const [[sound = ''] = []] = bug.changes;
  expect(() => plant(`${sound} ${sound}`, bug)).toThrow('2 times');
});
