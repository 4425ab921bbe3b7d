import { expect, inject, it } from 'vitest';
import { startPrivateServers } from '../support/servers.ts';
import { checkers } from './checkers/all.ts';
import { table, toReport } from './report.ts';
import { type CampaignOptions, runCampaign } from './run-campaign.ts';
import { FAULT_KINDS, Schedule } from './schedule.ts';
import { BASE_DELAY_MS } from './world.ts';

/** Servers, hosts, half a minute, and what has to settle afterwards, on a machine that does other things too. */
const LIMIT_MS = 240_000;

async function campaign(options: Omit<CampaignOptions, 'say'>) {
  const servers = await startPrivateServers(inject('servers').dir, BASE_DELAY_MS);
  try {
    const report = toReport(await runCampaign(servers, { ...options, say: () => {} }));
    console.log(table(report));
    return report;
  } finally {
    await servers.stop();
  }
}

it(
  'violates no invariant, whatever fails',
  async () => {
    const report = await campaign({
      seed: 4,
      lasts_ms: 26_000,
      faults: FAULT_KINDS,
      storm_ms: 7_000,
      mean_pause_ms: 400,
      longest_ms: 1_500,
    });
    expect(report.violations).toEqual([]);
    expect(Object.keys(report.faults).sort()).toEqual([...new Set(FAULT_KINDS.map(({ name }) => name))].sort());
    expect(Object.keys(report.checkers)).toEqual(Object.keys(checkers));
    expect(report.looks.with_pending).toBeGreaterThan(0);
  },
  LIMIT_MS,
);

it(
  'finds nothing when nothing fails, and looks at everything',
  async () => {
    const report = await campaign({ seed: 1, lasts_ms: 1, faults: [], storm_ms: 5_000 });
    expect(report.violations).toEqual([]);
    expect(report.faults).toEqual({});
    expect(Object.entries(report.checkers).filter(([, { checks }]) => checks === 0)).toEqual([]);
    expect(Object.keys(report.checkers)).toEqual(Object.keys(checkers));
  },
  LIMIT_MS,
);

it('plans the same faults for the same seed, and others for another', () => {
  const planned = (seed: number) => new Schedule(seed, FAULT_KINDS).storm(60_000, 1_000, 3_500);
  expect(planned(7)).toEqual(planned(7));
  expect(planned(8)).not.toEqual(planned(7));
  const names = planned(7).map(({ kind }) => kind);
  expect(new Set(names.slice(0, FAULT_KINDS.length)).size).toBe(FAULT_KINDS.length);
});
