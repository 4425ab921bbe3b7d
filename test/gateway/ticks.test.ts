import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { inProcessUpstream } from '../../infra/gateway/in-process-upstream.ts';
import { startTicks } from '../../infra/gateway/ticks.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { openSites } from '../support/sites.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());
const MINUTE_MS = 60_000;

test('each minute, one run at a time, whatever became of the last', async () => {
  const calls: string[] = [];
  let finish = () => {};
  const invoke = async (name: string) => {
    calls.push(name);
    if (name === 'slow') await new Promise<void>((resolve) => (finish = resolve));
    else throw new Error('broken');
  };
  const stop = startTicks(['slow', 'broken'], invoke, silentLog);
  for (let minute = 0; minute < 3; minute++) await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(calls).toEqual(['slow', 'broken', 'broken', 'broken']);
  finish();
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(calls.slice(4)).toEqual(['slow', 'broken']);
  stop();
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(calls).toHaveLength(6);
});

test('in process it runs what is scheduled and not poked, and each can be run', async () => {
  const sites = await openSites(inject('servers'), { VISIBILITY_NIGHTS: '1' });
  const upstream = await inProcessUpstream(sites.observatory);
  expect([...upstream.unscheduled].sort()).toEqual([
    'scheduled-flush-token-usage',
    'scheduled-precalculate-visibility',
  ]);
  for (const name of upstream.unscheduled) expect(await upstream.invoke(name)).toEqual(expect.any(Object));
  await expect(upstream.invoke('scheduled-nothing')).rejects.toThrow('scheduled-nothing');
  await sites.close();
});
