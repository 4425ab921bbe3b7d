import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Happening, Outcome } from '../history.ts';
import { checkers } from './all.ts';
import { isAcknowledged, only } from './facts.ts';
import { type Command, simulate } from './simulate.ts';

const command: fc.Arbitrary<Command> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('start' as const) },
    { weight: 4, arbitrary: fc.constant('finish' as const) },
    { weight: 4, arbitrary: fc.constantFrom('read' as const, 'list' as const, 'lookup' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('repeat' as const, 'at_both' as const, 'other_body' as const, 'rival' as const),
    },
    { weight: 2, arbitrary: fc.constantFrom('drain' as const, 'replicate' as const) },
    { weight: 1, arbitrary: fc.constantFrom('fault' as const, 'settle' as const) },
  ),
  site: fc.oneof(
    { weight: 3, arbitrary: fc.constant('observatory' as const) },
    { weight: 1, arbitrary: fc.constant('main' as const) },
  ),
  which: fc.nat(),
  pause_ms: fc.nat(20),
  lasts_ms: fc.nat(60),
  luck: fc.constantFrom('answered', 'answer lost', 'request lost', 'refused'),
});
const commands = fc.array(command, { minLength: 1, maxLength: 150, size: 'max' });
/** CHECKER_SEED and CHECKER_RUNS look further. Shrinking a whole night takes minutes, and the seed replays it as well. */
const RUNS = {
  seed: Number(process.env.CHECKER_SEED ?? 1_414_853_809),
  numRuns: Number(process.env.CHECKER_RUNS ?? 100),
  endOnFailure: true,
};

test('no checker finds anything wrong with sites that do what they should, and every one looks', () => {
  const checks = Object.fromEntries(Object.keys(checkers).map((name) => [name, 0]));
  fc.assert(
    fc.property(commands, (given) => {
      const { history, outcome } = simulate(given);
      for (const [name, checker] of Object.entries(checkers)) {
        const verdict = checker(history, outcome);
        checks[name] = (checks[name] ?? 0) + verdict.checks;
        expect({ name, violations: verdict.violations }).toEqual({ name, violations: [] });
      }
    }),
    RUNS,
  );
  expect(Object.entries(checks).filter(([, count]) => count === 0)).toEqual([]);
});

/** Makes one thing wrong; false when the history has nothing that could be made wrong so. */
type Mutation = (history: Happening[], outcome: Outcome, which: number) => boolean;

/** Of what there is to choose from, one. */
function one<Item>(items: readonly Item[], which: number): Item | undefined {
  return items[which % Math.max(1, items.length)];
}

/** Takes a row out of the ledger that somebody has a receipt of, and that no dead letter accounts for. */
const forget: Mutation = (history, outcome, which) => {
  const dead = new Set(outcome.letters.map(({ transaction_id }) => transaction_id));
  const acknowledged = only(history, 'write').filter(isAcknowledged);
  const ids = acknowledged.map((write) => write.acknowledged.transaction_id).filter((id) => !dead.has(id));
  const id = one(ids, which);
  outcome.ledger = outcome.ledger.filter(({ transaction_id }) => transaction_id !== id);
  return id !== undefined;
};

const lose: Mutation = (_, outcome, which) => {
  const row = one(outcome.main, which);
  outcome.main = outcome.main.filter((other) => other !== row);
  return row !== undefined;
};

const alter: Mutation = (_, outcome, which) => {
  const row = one(outcome.main, which);
  if (row !== undefined) row.obs_unit_id += 10;
  return row !== undefined;
};

/** The law does not speak of records with dead letters. */
const differ: Mutation = (history, outcome, which) => outcome.letters.length === 0 && alter(history, outcome, which);

const reverse: Mutation = (history, outcome) => {
  const writes = only(history, 'write').filter(isAcknowledged);
  const dead = new Set(outcome.letters.map(({ transaction_id }) => transaction_id));
  const finished = writes.filter(
    ({ operation, acknowledged }) => operation === 'finish' && !dead.has(acknowledged.transaction_id),
  );
  outcome.ledger.reverse();
  return finished.length > 0;
};

const hide: Mutation = (history, _, which) => {
  const reads = only(history, 'read').filter(({ status, record }) => status === 200 && record !== undefined);
  const read = one(reads, which);
  if (read?.record === undefined) return false;
  const { record } = read;
  const recorded = only(history, 'write')
    .filter(isAcknowledged)
    .some(
      ({ site, operation, acknowledged, answered_ms }) =>
        site === read.site && operation === 'start' && acknowledged.id === record && answered_ms < read.sent_ms,
    );
  Object.assign(read, { status: 404, shown: [] });
  return recorded;
};

const renumber: Mutation = (history, _, which) => {
  const numbered = only(history, 'write')
    .filter(isAcknowledged)
    .filter(({ acknowledged }) => acknowledged.sequence !== null);
  const [write, other] = [one(numbered, which), one(numbered, which + 1)];
  if (write === undefined || other === undefined) return false;
  if (write.acknowledged.transaction_id === other.acknowledged.transaction_id) return false;
  write.acknowledged = { ...write.acknowledged, sequence: other.acknowledged.sequence };
  return true;
};

const forgetState: Mutation = (history, _, which) => {
  const told = only(history, 'write').filter(isAcknowledged);
  const write = one(told, which);
  if (write === undefined) return false;
  const { site, answered_ms, acknowledged } = write;
  const [sent_ms, states] = [answered_ms + 1, { [acknowledged.transaction_id]: 'unknown' }];
  history.push({ kind: 'lookup', client: 'reader', site, sent_ms, answered_ms: sent_ms + 5, status: 200, states });
  return true;
};

const bury: Mutation = (history, outcome, which) => {
  const write = one(only(history, 'write').filter(isAcknowledged), which);
  if (write?.operation !== 'start' || outcome.letters.length > 0) return false;
  const rivals = only(history, 'write').filter(
    ({ body, record }) => body.start_time !== write.body.start_time || record !== write.record,
  );
  if (rivals.length !== only(history, 'write').length - 1) return false;
  const { transaction_id } = write.acknowledged;
  outcome.ledger = outcome.ledger.filter((row) => row.transaction_id !== transaction_id);
  outcome.letters.push({ transaction_id, state: 'dead', reason: 'because' });
  return true;
};

test.each([
  ['an acknowledged transaction is not in the ledger', 'exactly_once', forget],
  ['a record is not on main', 'exactly_once', lose],
  ['a record on main has another value', 'exactly_once', alter],
  ['a record differs between the sites at the end', 'overlay_law', differ],
  ['main applied everything backwards', 'lane_order', reverse],
  ['a record is not found after it was recorded', 'read_your_writes', hide],
  ['a receipt has the number of another', 'numbers_complete', renumber],
  ['a transaction is unknown after its receipt', 'states_forward', forgetState],
  ['a valid change is dead', 'nothing_dead', bury],
] as const)('whatever else happens, it is caught when %s: %s', (_, name, mutate) => {
  let mutated = 0;
  fc.assert(
    fc.property(commands, fc.nat(), (given, which) => {
      const { history, outcome } = simulate(given);
      if (!mutate(history, outcome, which)) return;
      mutated += 1;
      expect(checkers[name]?.(history, outcome).violations).not.toEqual([]);
    }),
    RUNS,
  );
  expect(mutated).toBeGreaterThan(0);
});
