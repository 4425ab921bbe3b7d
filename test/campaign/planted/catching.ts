import { expect, inject } from 'vitest';
import { startPrivateServers } from '../../support/servers.ts';
import { type Campaign, runCampaign } from '../run-campaign.ts';
import { FAULT_KINDS } from '../schedule.ts';
import { BASE_DELAY_MS } from '../world.ts';
import type { Bug } from './bug.ts';

/** A few campaigns, for one may have to wait for others, on a machine that does other things too. */
export const CATCHING_LIMIT_MS = 300_000;
const STORM_MS = 4_500;
/** Everything arrives within some seconds of the last fault, or with some bugs never: then what is there is judged. */
const SETTLE_LIMIT_MS = 8_000;

/** The beginning of a violation says what it is. */
const SHOWN = 200;

/** On a machine that does other things too a short storm can pass without a read at the wrong moment. */
const SEEDS = [7, 8, 9];

/** Runs short campaigns on code with a bug planted, at most three; passes when a checker that must catch it has caught it. */
export async function catchPlanted(bug: Bug): Promise<void> {
  const caught: string[] = [];
  for (const seed of SEEDS) {
    caught.push(...(await caughtBy(bug, seed)));
    if (caught.length > 0) break;
  }
  expect(caught).not.toEqual([]);
}

/** The checkers that had to catch the bug and have. */
async function caughtBy(bug: Bug, seed: number): Promise<string[]> {
  const faults = FAULT_KINDS.filter(({ name }) => bug.faults.includes(name));
  const servers = await startPrivateServers(inject('servers').dir, BASE_DELAY_MS);
  try {
    const campaign = await runCampaign(servers, {
      seed,
      lasts_ms: 1,
      faults,
      storm_ms: bug.storm_ms ?? STORM_MS,
      mean_pause_ms: bug.mean_pause_ms,
      longest_ms: bug.longest_ms,
      settle_limit_ms: SETTLE_LIMIT_MS,
      say: () => {},
      planted: bug,
    });
    const caught = violationsOf(campaign);
    const lines = [...caught].map(
      ([name, violations]) => `  ${name} ${violations.length}: ${violations[0]?.slice(0, SHOWN)}`,
    );
    console.log(
      [`planted: ${bug.name}, seed ${seed}, ${Math.round(campaign.lasted_ms / 100) / 10} s`, ...lines].join('\n'),
    );
    // A host that dies or a stack that cannot be mended says nothing about the invariants.
    expect(caught.get('campaign')).toBeUndefined();
    return [...caught.keys()].filter((name) => bug.caught_by.includes(name));
  } finally {
    await servers.stop();
  }
}

/** Violations by checker; `settling` and `campaign` are what went wrong besides. */
function violationsOf({ failures, verdicts }: Campaign): Map<string, readonly string[]> {
  const isUnsettled = (failure: string) => failure.includes('did not settle within');
  const all: [string, readonly string[]][] = [
    ['settling', failures.filter(isUnsettled)],
    ['campaign', failures.filter((failure) => !isUnsettled(failure))],
    ...Object.entries(verdicts).map(([name, { violations }]): [string, readonly string[]] => [name, violations]),
  ];
  return new Map(all.filter(([, violations]) => violations.length > 0));
}
