import * as z from 'zod';
import { dataTransfer } from '../../lib/entities/transfer.ts';
import { submitMove } from '../../lib/flow/submit-move.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import type { Row } from '../../lib/model/entity.ts';

const UNPACKING = { unpack_status: 'pending', unpack_retry_count: 0, failure_error_message: null };
const MOVING = { status: 'pending', retry_count: 0, start_time: null, end_time: null, failure_error_message: null };

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/transfer/data-transfer/{id}/reset',
  tag: 'transfer',
  summary: 'Have a failed transfer tried again',
  doc: 'Its status goes from failed to pending, its error and times are cleared, and it is tried as often as a new one: retry_count begins at 0 again. Unpacking that had failed, too, begins again with it; unpack=true resets unpacking alone. What has not failed is refused. Recorded at either site, link or no link.',
  permission: dataTransfer.permissions.write,
  params: z.strictObject({ id: dataTransfer.shapes.row.shape.id }),
  query: z.strictObject({
    unpack: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true')
      .meta({ description: 'true: what was moved stays, only unpacking is tried again' }),
  }),
  answers: { 200: durable() },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, params, query: { unpack } }) => {
    const column = unpack ? 'unpack_status' : 'status';
    const submitted = await submitMove(site, call, async (draft) => {
      const found = await draft.find(dataTransfer, params.id);
      if (found.row !== undefined) refuseUnlessFailed(found.row, column);
      const also = found.row?.unpack_status === 'failed' ? UNPACKING : {};
      // Where this site cannot see the transfer, main makes sure that it has failed.
      draft.update(found, unpack ? UNPACKING : { ...also, ...MOVING }, { [column]: 'failed' });
    });
    return written(200, submitted);
  },
});

function refuseUnlessFailed({ id, status, unpack_status }: Row, column: 'status' | 'unpack_status'): void {
  const record_status = column === 'status' ? status : unpack_status;
  if (record_status === 'failed') return;
  const hint = unpack_status === 'failed' ? '; its unpacking has: unpack=true resets that' : '';
  throw new Problem('record.conflict', `data_transfer ${id} has not failed: ${column} is ${record_status}${hint}.`, {
    id,
    record_status,
    column,
  });
}
