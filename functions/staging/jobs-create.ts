import * as z from 'zod';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { dataLocation } from '../../lib/entities/location.ts';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { stagingJob, stagingJobPackage } from '../../lib/entities/staging.ts';
import { idsBelow } from '../../lib/flow/ids-below.ts';
import { readById } from '../../lib/flow/read.ts';
import type { Site } from '../../lib/flow/site.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { inBody } from '../../lib/http/in-body.ts';
import { durable, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

/** 50 TB at most, if packages are as large as they may be: more than a place for processing holds. */
const LIMIT = 1_000;
const distinct = (ids: string[]) => [...new Set(ids)];
const { shape } = stagingJob.shapes.create;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/staging/jobs',
  tag: 'staging',
  summary: 'Ask that packages be unpacked where they can be processed',
  doc: `Of up to ${LIMIT} packages: those named, or those that the executions named have as this site knows them now. The job and what it asks for are one transaction, recorded whatever the link does, also of packages that are still buffered.`,
  permission: stagingJob.permissions.write,
  body: z
    .strictObject({
      id: stagingJob.shapes.row.shape.id.optional(),
      destination_location_id: shape.destination_location_id,
      raw_data_package_ids: z
        .array(rawDataPackage.shapes.row.shape.id)
        .min(1)
        .max(LIMIT)
        .transform(distinct)
        .optional()
        .meta({ description: 'the packages' }),
      executed_obs_unit_ids: z
        .array(executedObsUnit.shapes.row.shape.id)
        .min(1)
        .max(LIMIT)
        .transform(distinct)
        .optional()
        .meta({ description: 'or the executions whose packages they are' }),
      comment: shape.comment,
    })
    .refine(
      (body) => (body.raw_data_package_ids === undefined) !== (body.executed_obs_unit_ids === undefined),
      'needs raw_data_package_ids or executed_obs_unit_ids, and not both',
    ),
  answers: { 201: durable() },
  problems: WRITE_PROBLEMS,
  run: async ({ site, call, principal, body }) => {
    const { raw_data_package_ids, executed_obs_unit_ids = [], ...facts } = body;
    const fields = { raw_data_package_id: 'raw_data_package_ids', executed_obs_unit_id: 'executed_obs_unit_ids' };
    const submitted = await inBody(fields, () =>
      submit(site, withChosenId(call, facts), async (draft) => {
        await refuseUnlessProcessing(site, facts.destination_location_id);
        const packages = raw_data_package_ids ?? (await packagesOf(site, executed_obs_unit_ids));
        const { id } = draft.create(stagingJob, { ...facts, requested_by: principal.user_id });
        for (const raw_data_package_id of packages)
          draft.create(stagingJobPackage, { staging_job_id: id, raw_data_package_id });
      }),
    );
    return written(201, submitted);
  },
});

/** A location this site cannot see is left to main, which knows whether there is one. */
async function refuseUnlessProcessing(site: Site, id: number): Promise<void> {
  const reading = await readById(site, dataLocation, id).catch(ifAway);
  const { location_type = 'processing' } = reading?.rows[0] ?? {};
  if (location_type !== 'processing')
    throw invalid('destination_location_id', `data_location ${id} is a ${location_type}, not one for processing`);
}

function ifAway(error: unknown): undefined {
  if (!(error instanceof Problem) || error.code !== 'database.unavailable') throw error;
}

async function packagesOf(site: Site, executions: readonly string[]): Promise<string[]> {
  const ids = await idsBelow(site, rawDataPackage, 'executed_obs_unit_id', executions, LIMIT + 1);
  if (ids.length === 0) throw invalid('executed_obs_unit_ids', 'none of them has a package that this site knows');
  if (ids.length > LIMIT) throw invalid('executed_obs_unit_ids', `they have more than ${LIMIT} packages`);
  return ids;
}

function invalid(field: string, detail: string): Problem {
  return new Problem('request.invalid', `${field}: ${detail}`, { errors: [{ in: 'body', field, detail }] });
}
