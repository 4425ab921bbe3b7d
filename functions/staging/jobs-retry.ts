import * as z from 'zod';
import { stagingJob } from '../../lib/entities/staging.ts';
import { submitMove } from '../../lib/flow/submit-move.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

const AGAIN = { status: 'pending', active: true, start_time: null, end_time: null, failure_error_message: null };

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/staging/jobs/{id}/retry',
  tag: 'staging',
  summary: 'Have a failed staging job tried again',
  doc: 'Its status goes from failed to pending, its error and times are cleared, and retry_count is one more; a job that was cancelled is active again. Where the job cannot be seen (the replica is away) it is tried again without being counted. What has not failed is refused.',
  permission: stagingJob.permissions.write,
  params: z.strictObject({ id: stagingJob.shapes.row.shape.id }),
  answers: { 200: durable() },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, params: { id } }) => {
    const submitted = await submitMove(site, call, async (draft) => {
      const found = await draft.find(stagingJob, id);
      const { status = 'failed', retry_count } = found.row ?? {};
      if (status !== 'failed')
        throw new Problem('record.conflict', `staging_job ${id} has not failed: status is ${status}.`, {
          id,
          record_status: status,
          column: 'status',
        });
      const counted = retry_count === undefined ? {} : { retry_count: Number(retry_count) + 1 };
      // Where this site cannot see the job, main makes sure that it has failed.
      draft.update(found, { ...AGAIN, ...counted }, { status: 'failed' });
    });
    return written(200, submitted);
  },
});
