import { expect } from 'vitest';
import { openSite, type Site } from '../../../lib/flow/site.ts';
import { silentLog } from '../../../lib/kernel/log.ts';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { NOWHERE } from '../access/places.ts';

/** Locations of the seed. */
export const AT_SOURCE = 1;
export const OUTPUT_BUFFER = 3;
export const INPUT_BUFFER = 4;
export const ARCHIVE = 5;
export const REDUCTION = 7;

let number = 0;
/** A name nothing else of this file has. */
export const newName = () => `cargo ${++number}`;

/** Makes a record at a site and expects that it could be made. Returns its id. */
export async function make(site: Site, path: string, body: unknown): Promise<string> {
  const answer = await call(site, 'POST', path, { body, role: 'admin' });
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(201);
  return answer.body.id;
}

/** Changes a record at a site and expects that it could be changed. */
export async function change(site: Site, path: string, body: unknown): Promise<void> {
  const answer = await call(site, 'PUT', path, { body, role: 'admin' });
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
}

/** The record a path names, as a site sees it. */
export const get = async (site: Site, path: string) => (await call(site, 'GET', path, { role: 'admin' })).body;

/** A package of an execution of its own, or of the one given. Returns its id. */
export async function packageAt(site: Site, more: Record<string, unknown> = {}): Promise<string> {
  const executed_obs_unit_id = more.executed_obs_unit_id ?? (await start(site)).id;
  return make(site, '/raw_data_package', { name: newName(), executed_obs_unit_id, instrument_module_id: 1, ...more });
}

/** A bundle of some packages. Returns its id. */
export function bundleAt(site: Site, raw_data_package_ids: readonly string[] = []): Promise<string> {
  const body = { name: newName(), origin_location_id: OUTPUT_BUFFER, raw_data_package_ids };
  return make(site, '/api/transfer/data-transfer-packages', body);
}

/** A transfer of a bundle of its own across the link. Returns its id. */
export async function transferAt(site: Site, more: Record<string, unknown> = {}): Promise<string> {
  return make(site, '/api/transfer/data-transfers', {
    data_transfer_package_id: await bundleAt(site),
    origin_location_id: OUTPUT_BUFFER,
    destination_location_id: INPUT_BUFFER,
    ...more,
  });
}

/** A transfer of a package of its own into an archive. Returns its id. */
export async function archivingAt(site: Site, more: Record<string, unknown> = {}): Promise<string> {
  return make(site, '/api/transfer/long-term-archive-transfers', {
    raw_data_package_id: await packageAt(site),
    origin_location_id: INPUT_BUFFER,
    destination_location_id: ARCHIVE,
    ...more,
  });
}

/** A copy of a package of its own at a source. Returns its id. */
export async function copyAt(site: Site, more: Record<string, unknown> = {}): Promise<string> {
  return make(site, '/api/transfer/physical-copies', {
    type: 'raw_data_package_physical_copy',
    data_location_id: AT_SOURCE,
    ...(more.type === undefined && { raw_data_package_id: await packageAt(site) }),
    ...more,
  });
}

/** One more process of the mountain, from which main cannot be reached. */
export function withoutMain({ config, clock }: Site): Site {
  return openSite(
    { ...config, MAIN_DATABASE_URL: `postgres://ops_api@${NOWHERE}/ops`, BREAKER_MS: 0 },
    { clock, log: silentLog },
  );
}
