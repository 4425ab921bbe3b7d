import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { type Invoke, Poke } from '../../infra/gateway/poke.ts';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

const DRAIN = 'scheduled-drain-buffer';
const TRACK = 'scheduled-track-replication';
let sites: Sites;
let stop: AbortController;
let poking: Promise<void>;

beforeEach(async () => {
  sites = await openSites(inject('servers'));
  stop = new AbortController();
});
afterEach(async () => {
  vi.useRealTimers();
  stop.abort();
  await poking;
  await sites.close();
});

const counts = async () => (await sites.observatory.buffer?.stats.counts()) ?? expect.fail('a secondary has a buffer');
const start = (obs_unit_id: number) =>
  call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id } });

/** A poke that runs what is given for the drain and for tracking, and counts. */
function startPoke(drains: () => unknown, tracks: () => unknown = () => ({ unreplicated: 0 })) {
  const seen = { [DRAIN]: 0, [TRACK]: 0, running: 0, most: 0, looks: 0 };
  const invoke: Invoke = async (name) => {
    if (name === TRACK) {
      seen[TRACK]++;
      return tracks();
    }
    seen[DRAIN]++;
    seen.most = Math.max(seen.most, ++seen.running);
    try {
      return await drains();
    } finally {
      seen.running--;
    }
  };
  const { stats } = sites.observatory.buffer ?? expect.fail('a secondary has a buffer');
  const look = stats.counts.bind(stats);
  vi.spyOn(stats, 'counts').mockImplementation(() => {
    seen.looks++;
    return look();
  });
  const poke = new Poke(sites.observatory, invoke);
  poking = poke.run(stop.signal);
  return { seen, poke };
}

/** Turns of the event loop until something is so, while no timer of this process runs. */
async function turns(holds: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 30_000; !holds(); await new Promise(setImmediate))
    if (performance.now() > deadline) throw new Error(`still not so: ${holds}`);
}

test('what was recorded elsewhere at the site goes to main and comes back', async () => {
  startPoke(
    () => drain(sites.observatory),
    () => retire(sites.observatory),
  );
  await start(1);
  await until(async () => (await counts()).applied_total === 1);
  await until(async () => (await counts()).applied === 0);
});

test('what was left by a predecessor that was killed is found', async () => {
  await start(1);
  startPoke(
    () => drain(sites.observatory),
    () => retire(sites.observatory),
  );
  await until(async () => (await counts()).applied_total === 1);
});

test('nothing is invoked while nothing waits, but for the backstop at the beginning', async () => {
  const { seen } = startPoke(() => ({ pending: 0, settled: 0 }));
  await until(async () => seen.looks > 20);
  expect([seen[DRAIN], seen[TRACK]]).toEqual([1, 1]);
});

describe('while no timer runs', () => {
  test('it drains back to back while that gets somewhere, one drain at a time', async () => {
    await start(1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { seen } = startPoke(() => ({ pending: 1, settled: 1 }));
    await turns(() => seen[DRAIN] >= 20);
    expect(seen.most).toBe(1);
  });

  test('a drain that gets nowhere is not repeated before half a second has passed, whoever rings', async () => {
    await start(1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { seen, poke } = startPoke(() => ({ pending: 1, settled: 0 }));
    await turns(() => seen[DRAIN] === 1 && seen.running === 0);
    const { looks } = seen;
    poke.ring();
    await turns(() => seen.looks > looks); // the tracking has looked, the drain has not
    expect(seen[DRAIN]).toBe(1);
    await turns(() => vi.getTimerCount() > 0);
    vi.advanceTimersByTime(500);
    await turns(() => seen[DRAIN] === 2);
  });

  test('a recording that passes wakes it at once', async () => {
    const { seen, poke } = startPoke(() => ({ pending: 0, settled: 0 }));
    await until(async () => seen[DRAIN] === 1 && seen.running === 0);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await start(1);
    poke.ring();
    await turns(() => seen[DRAIN] >= 2);
  });
});

test('it goes on after an invocation that failed, and after an answer that is none', async () => {
  await start(1);
  const answers = [() => Promise.reject(new Error('away')), () => 'nonsense', () => drain(sites.observatory)];
  startPoke(() => (answers.length > 1 ? answers.shift() : answers[0])?.());
  await until(async () => (await counts()).applied_total === 1);
});

test('it ends at once when told to, even during an invocation that never ends', async () => {
  const { seen } = startPoke(
    () => new Promise(() => {}),
    () => new Promise(() => {}),
  );
  await until(async () => seen[DRAIN] === 1 && seen[TRACK] === 1);
  stop.abort();
  await poking;
});

test('at main there is nothing to do', async () => {
  const invoke = vi.fn();
  await new Poke(sites.main, invoke).run(stop.signal);
  expect(invoke).not.toHaveBeenCalled();
  poking = Promise.resolve();
});
