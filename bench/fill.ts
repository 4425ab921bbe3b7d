import { executedObsUnit } from '../lib/entities/execution.ts';
import { rawDataFile } from '../lib/entities/raw-data.ts';
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

/** Files registered per bulk call: a scan's worth. */
const FILES_PER_CALL = 30;

/** Registers many files in bulk calls, without HTTP around it. */
export async function fillFiles(site: Site, count: number): Promise<void> {
  const call = { user_id: 1, endpoint: 'POST /raw_data_files/bulk', fingerprint: 'f'.repeat(64) };
  for (let registered = 0; registered < count; registered += FILES_PER_CALL)
    await submit(site, call, async (draft) => {
      for (let file = registered; file < Math.min(count, registered + FILES_PER_CALL); file++) {
        const name = `primecam_280ghz_20260101T000000_${String(file).padStart(6, '0')}.h5`;
        draft.create(rawDataFile, {
          name,
          relative_path: `2026/01/01/primecam/${name}`,
          source_location_id: 1,
          instrument_module_id: 1,
          size_bytes: 1_500_000_000 + file,
          checksum: 'a1b2c3d4e5f60718',
          file_type: 'hdf5',
        });
      }
    });
}
