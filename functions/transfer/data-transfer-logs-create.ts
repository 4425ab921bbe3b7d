import * as z from 'zod';
import { dataTransfer, dataTransferLog } from '../../lib/entities/transfer.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createShape, durable, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';

// The path says it.
const { data_transfer_id: _, ...own } = createShape(dataTransferLog).shape as Record<string, z.ZodType>;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/transfer/data-transfers/{id}/logs',
  tag: 'transfer',
  summary: 'File where the log of an attempt lies',
  doc: 'The path of the log, never its text. Recorded whatever the link does, also of a transfer that is still buffered.',
  permission: dataTransferLog.permissions.write,
  params: z.strictObject({ id: dataTransfer.shapes.row.shape.id }),
  body: z.strictObject(own),
  answers: { 201: durable() },
  problems: ['record.not_found', ...WRITE_PROBLEMS],
  run: async ({ site, call, params, body }) => {
    const submitted = await submit(site, withChosenId(call, body), async (draft) => {
      await draft.find(dataTransfer, params.id);
      draft.create(dataTransferLog, { ...body, data_transfer_id: params.id });
    });
    return written(201, submitted);
  },
});
