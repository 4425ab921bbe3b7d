import * as z from 'zod';
import { authorize } from '../../lib/auth/principal.ts';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { stagingJob, stagingJobPackage } from '../../lib/entities/staging.ts';
import { readMany } from '../../lib/flow/read-many.ts';
import { readMembers } from '../../lib/flow/read-members.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { stale } from '../../lib/model/filter.ts';

const { id, ...own } = stagingJob.shapes.row.shape;
const members = {
  link: stagingJobPackage,
  column: 'staging_job_id',
  member: 'raw_data_package_id',
  name: 'raw_data_package_ids',
};

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/staging/jobs/{id}',
  tag: 'staging',
  summary: 'Get one staging job with its packages',
  doc: 'As main will have it, unreplicated changes of this site included. With expand=raw_data_packages the packages themselves, as far as this site knows them.',
  permission: stagingJob.permissions.read,
  params: z.strictObject({ id }),
  query: z.strictObject({
    stale,
    expand: z
      .literal('raw_data_packages')
      .optional()
      .meta({ description: 'related records to show with it: raw_data_packages' }),
  }),
  answers: {
    200: {
      doc: 'The job.',
      body: z.object({
        id,
        ...own,
        raw_data_package_ids: z.array(z.string()).meta({ description: 'the packages it asks for' }),
        raw_data_packages: z.array(rawDataPackage.shapes.row).optional().meta({ description: 'with expand' }),
      }),
      headers: [...READING_HEADERS, 'OpsDB-State'],
    },
  },
  problems: ['record.not_found', ...READ_PROBLEMS],
  run: async ({ site, params, query, principal }) => {
    if (query.expand !== undefined) authorize(principal, rawDataPackage.permissions.read);
    const options = { stale: query.stale === 'ok' };
    const reading = await readMembers(site, stagingJob, params.id, members, options);
    const [row] = reading.rows;
    if (row === undefined)
      throw new Problem('record.not_found', `There is no staging_job ${params.id}.`, { id: params.id });
    const state = reading.pending[params.id];
    const headers = { ...readingHeaders(reading), ...(state === undefined ? {} : { 'OpsDB-State': state }) };
    if (query.expand === undefined) return { body: row, headers };
    const packages = await readMany(site, rawDataPackage, row.raw_data_package_ids as string[], options);
    return { body: { ...row, raw_data_packages: packages.rows }, headers };
  },
});
