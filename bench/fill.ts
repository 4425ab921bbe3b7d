import { executedObsUnit } from '../lib/entities/execution.ts';
import type { Site } from '../lib/flow/site.ts';
import { submit } from '../lib/flow/submit.ts';

/** Submissions under way at once: enough that Redis writes several per fsync. */
const AT_ONCE = 32;
const FIRST_START = Date.UTC(2026, 0, 1);

let recorded = 0;

/** A start time no other record of this process has had, a second behind the last one. */
export function nextStart(): string {
  recorded += 1;
  return new Date(FIRST_START + recorded * 1_000).toISOString().replace('.000Z', 'Z');
}

/** What an observer sends with a start: of the size recordings have. */
export const OBSERVED = {
  mean_pwv_mm: 0.63,
  mean_elevation_deg: 51.25,
  comment: 'Scan 12 of 40; light cirrus in the west, wind 6 m/s, focus checked on Jupiter.',
};

/** Records the start of one observation at a site, without HTTP around it. */
export async function start(site: Site, obs_unit_id: number): Promise<string> {
  const call = { user_id: 1, endpoint: 'POST /executed_obs_units/start', fingerprint: 'f'.repeat(64) };
  const { receipt } = await submit(site, call, async (draft) => {
    const given = { obs_unit_id, start_time: nextStart(), executed_by: 'observer', site_name: site.config.SITE_NAME };
    draft.create(executedObsUnit, { ...OBSERVED, ...given });
  });
  return String(receipt.id);
}

/** Records many starts, over the observation units from 1 to `obs_units`; answers the id of the last one. */
export async function fill(site: Site, count: number, obs_units = 8): Promise<string> {
  let begun = 0;
  let last = '';
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (begun < count) {
        begun += 1;
        last = await start(site, 1 + (begun % obs_units));
      }
    }),
  );
  return last;
}
