import * as z from 'zod';
import { longTermArchiveTransfer } from '../../lib/entities/transfer.ts';
import { submitMove } from '../../lib/flow/submit-move.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

const AGAIN = { status: 'pending', retry_count: 0, start_time: null, end_time: null, failure_error_message: null };

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/transfer/long-term-archive-transfers/{id}/reset',
  tag: 'transfer',
  summary: 'Have a failed transfer into an archive tried again',
  doc: 'Its status goes from failed to pending, its error and times are cleared, and it is tried as often as a new one: retry_count begins at 0 again. What has not failed is refused. Recorded at either site, link or no link.',
  permission: longTermArchiveTransfer.permissions.write,
  params: z.strictObject({ id: longTermArchiveTransfer.shapes.row.shape.id }),
  answers: { 200: durable() },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, params }) => {
    const submitted = await submitMove(site, call, async (draft) => {
      const found = await draft.find(longTermArchiveTransfer, params.id);
      const { status = 'failed' } = found.row ?? {};
      if (status !== 'failed')
        throw new Problem(
          'record.conflict',
          `long_term_archive_transfer ${params.id} has not failed: status is ${status}.`,
          { id: params.id, record_status: status, column: 'status' },
        );
      // Where this site cannot see the transfer, main makes sure that it has failed.
      draft.update(found, AGAIN, { status });
    });
    return written(200, submitted);
  },
});
