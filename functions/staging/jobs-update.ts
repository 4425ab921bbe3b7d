import { stagingJob, stagingJobPackage } from '../../lib/entities/staging.ts';
import { readMembers } from '../../lib/flow/read-members.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

const members = {
  link: stagingJobPackage,
  column: 'staging_job_id',
  member: 'raw_data_package_id',
  name: 'raw_data_package_ids',
};

export const { declared, main, handler, fetch } = updateEndpoint(stagingJob, '/staging/jobs/{id}', {
  columns: ['status', 'active', 'retry_count', 'comment', 'start_time', 'end_time', 'failure_error_message'],
  summary: 'Change how a staging job stands',
  doc: ' With active=false its files are no longer needed where they were unpacked.',
  shown: async (site, row) => (await readMembers(site, stagingJob, String(row.id), members)).rows[0] ?? row,
});
