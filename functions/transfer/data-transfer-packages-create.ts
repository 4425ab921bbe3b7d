import * as z from 'zod';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import type { Found } from '../../lib/flow/draft.ts';
import { findMany } from '../../lib/flow/find-many.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { inBody } from '../../lib/http/in-body.ts';
import { createShape, durable, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

/** Packages of 50 GB that make a bundle of 50 TB, the largest the link is best at. */
const LIMIT = 1_000;
/** What a package must be to be bundled: main sees to it, too. */
const FREE = { state: 'waiting', data_transfer_package_id: null };

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/transfer/data-transfer-packages',
  tag: 'transfer',
  summary: 'Bundle raw data packages for the long link',
  doc: `The bundle and what becomes of up to ${LIMIT} packages in it are one transaction: each goes from waiting to transferring and names the bundle. One that is in another bundle or not waiting is refused, and with it all. Recorded whatever the link does.`,
  permission: dataTransferPackage.permissions.write,
  body: createShape(dataTransferPackage).extend({
    raw_data_package_ids: z
      .array(rawDataPackage.shapes.row.shape.id)
      .max(LIMIT)
      .refine((ids) => new Set(ids).size === ids.length, 'names a package twice')
      .default([])
      .meta({ description: 'packages that cross the link in it' }),
  }),
  answers: { 201: durable() },
  problems: ['record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, body: { raw_data_package_ids, ...facts } }) => {
    const submitted = await inBody({}, () =>
      submit(site, withChosenId(call, facts), async (draft) => {
        const { id } = draft.create(dataTransferPackage, facts);
        const packages = await findMany(site, rawDataPackage, raw_data_package_ids, 'raw_data_package_ids');
        refuseUnlessFree(packages);
        for (const one of packages) draft.update(one, { data_transfer_package_id: id, state: 'transferring' }, FREE);
      }),
    );
    return written(201, submitted);
  },
});

function refuseUnlessFree(packages: readonly Found[]): void {
  for (const { id, row } of packages) {
    const { state = FREE.state, data_transfer_package_id: bundle = null } = row ?? {};
    if (state === FREE.state && bundle === null) continue;
    const what = bundle === null ? `is ${state}` : `is ${state} in data_transfer_package ${bundle}`;
    throw new Problem(
      'record.conflict',
      `raw_data_package ${id} ${what}; only what is ${FREE.state} and in no bundle can be bundled.`,
      { id, record_status: state, data_transfer_package_id: bundle },
    );
  }
}
